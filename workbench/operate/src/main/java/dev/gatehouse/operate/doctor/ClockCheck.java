package dev.gatehouse.operate.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Whether this machine's clock agrees with Entra's: tokens are judged by it. */
public record ClockCheck(Authority entra, String tenant, InstantSource clock) implements Check {
    /** More is a warning. */
    static final Duration NOTICEABLE = Duration.ofSeconds(60);

    /** More is a failure: Entra's own tokens would be refused. */
    static final Duration TOO_MUCH = Duration.ofMinutes(5);

    @Override
    public CheckId id() {
        return CheckId.CLOCK;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.AUTHORITY);
    }

    @Override
    public List<Finding> examine() {
        return List.of(
                entra.metadata(tenant)
                        .date()
                        .map(this::compared)
                        .orElseGet(
                                () ->
                                        Finding.warn(
                                                id(),
                                                "Entra's answer says no time.",
                                                Advice.of(
                                                        "A proxy may drop the Date header; compare"
                                                                + " the clock yourself."))));
    }

    private Finding compared(Instant theirs) {
        Duration off = Duration.between(theirs, clock.instant()).abs();
        String detail = "This machine's clock is " + off.toSeconds() + " s off Entra's.";
        Advice advice =
                Advice.of("Switch time synchronization on.").run("sudo timedatectl set-ntp true");
        if (off.compareTo(TOO_MUCH) > 0) {
            return Finding.fail(id(), detail, advice);
        }
        return off.compareTo(NOTICEABLE) > 0
                ? Finding.warn(id(), detail, advice)
                : Finding.ok(id(), detail);
    }
}
