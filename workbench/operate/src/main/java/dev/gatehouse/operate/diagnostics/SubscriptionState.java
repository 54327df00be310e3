package dev.gatehouse.operate.diagnostics;

import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.monitor.Degradation;
import dev.gatehouse.operate.monitor.Degradations;
import dev.gatehouse.operate.monitor.DegradedReason;
import dev.gatehouse.operate.monitor.Subscriptions;
import dev.gatehouse.operate.monitor.Target;
import java.util.Optional;

/**
 * What is amiss with the chosen subscription. A list that failed, an empty one, and one without the
 * chosen subscription are three things, never one (W38).
 */
final class SubscriptionState {
    private final Degradations degradations;

    SubscriptionState(Degradations degradations) {
        this.degradations = degradations;
    }

    /**
     * @param target names the chosen subscription; none if it is empty
     */
    Optional<Degradation> of(Asked<Subscriptions> asked, Target target) {
        return switch (asked) {
            case Asked.Answered<Subscriptions>(Subscriptions seen, var used, _) ->
                    missing(seen, target)
                            .map(why -> degradations.of(why, detail(seen), used, target));
            case Asked.Refused<Subscriptions> refused -> degradations.of(refused, target);
            case Asked.Failed<Subscriptions> failed -> degradations.of(failed, target);
        };
    }

    private static Optional<DegradedReason> missing(Subscriptions seen, Target target) {
        String chosen = target.subscription();
        if (chosen.isEmpty() && seen.list().isEmpty() && !seen.truncated()) {
            return Optional.of(DegradedReason.SUBSCRIPTIONS_UNAVAILABLE);
        }
        boolean there =
                chosen.isEmpty()
                        || seen.truncated()
                        || seen.list().stream()
                                .anyMatch(it -> it.subscriptionId().equalsIgnoreCase(chosen));
        return there ? Optional.empty() : Optional.of(DegradedReason.INVISIBLE_SUBSCRIPTION);
    }

    private static String detail(Subscriptions seen) {
        return switch (seen.list().size()) {
            case 0 -> "The list of subscriptions is empty.";
            case 1 -> "The list has one subscription, and not this one.";
            default -> "The list has " + seen.list().size() + " subscriptions, and not this one.";
        };
    }
}
