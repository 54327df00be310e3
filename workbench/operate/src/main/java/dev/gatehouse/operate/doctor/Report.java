package dev.gatehouse.operate.doctor;

import java.util.List;
import java.util.function.Predicate;

/** Everything that was found, in the order of {@link CheckId}. */
public record Report(List<Finding> findings) {
    public Report {
        findings = List.copyOf(findings);
    }

    public long ok() {
        return count(Finding.Ok.class::isInstance);
    }

    public long warnings() {
        return count(Finding.Warn.class::isInstance);
    }

    public long failures() {
        return count(Finding.Fail.class::isInstance);
    }

    public long fixed() {
        return count(Finding.Fixed.class::isInstance);
    }

    /**
     * Whether the doctor had nothing to go by: no usable configuration, or no platform identity
     * where one is needed.
     */
    public boolean preconditionsLack() {
        return findings.stream()
                .filter(Finding.Fail.class::isInstance)
                .map(Finding::check)
                .anyMatch(it -> it == CheckId.CONFIGURATION || it == CheckId.IDENTITY);
    }

    private long count(Predicate<Finding> which) {
        return findings.stream().filter(which).count();
    }
}
