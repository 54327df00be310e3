package dev.gatehouse.operate.diagnostics;

import dev.gatehouse.operate.monitor.Degradation;
import dev.gatehouse.operate.monitor.Degraded;
import java.util.Locale;
import java.util.Optional;

/** Why one source of the workspace shows less than was asked for. */
public record Trouble(Source source, Degradation degradation) {
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

    /** Where on this site a person goes on, to sign in or to consent; empty where no page helps. */
    public Optional<String> link() {
        return degradation.link();
    }

    Degraded why() {
        return degradation.why();
    }
}
