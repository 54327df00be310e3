package dev.gatehouse.operate.diagnostics;

import dev.gatehouse.operate.monitor.Degradation;
import dev.gatehouse.operate.monitor.Degraded;
import java.util.Locale;

/** Why one source of the workspace shows less than was asked for. */
public record Trouble(Source source, Degradation degradation) {
    /** The page of the documentation that explains every code. */
    static final String PAGE = "docs/degraded.md";

    /** Where it was seen, in the order of the page. */
    public enum Source {
        SUBSCRIPTION,
        AKS,
        STORAGE,
        ACR;

        /** The name in answers, for example {@code aks}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a person goes on: a sign-in here where that helps, else {@link #PAGE}. */
    public String link() {
        return degradation.link().orElse(PAGE);
    }

    Degraded why() {
        return degradation.why();
    }
}
