package dev.gatehouse.operate.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * What the loader found.
 *
 * @param problems each prevents a start
 * @param warnings each works and is probably not meant
 */
public record ConfigurationCheck(List<Remark> problems, List<Remark> warnings) implements Check {
    /**
     * @param key the full key
     * @param text one sentence, without secrets
     */
    public record Remark(String key, String text) {}

    public ConfigurationCheck {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    @Override
    public CheckId id() {
        return CheckId.CONFIGURATION;
    }

    @Override
    public List<Finding> examine() {
        var found = new ArrayList<Finding>();
        for (Remark each : problems) {
            found.add(
                    Finding.fail(
                                    id(),
                                    each.text(),
                                    Advice.of(
                                                    "Correct the key; docs/configuration.md lists what"
                                                            + " is allowed.")
                                            .run("gatehouse serve --check"))
                            .about(each.key()));
        }
        for (Remark each : warnings) {
            found.add(
                    Finding.warn(
                                    id(),
                                    each.text(),
                                    Advice.of("Change the key, if it is not meant."))
                            .about(each.key()));
        }
        return found.isEmpty() ? List.of(Finding.ok(id(), "It can be used.")) : found;
    }
}
