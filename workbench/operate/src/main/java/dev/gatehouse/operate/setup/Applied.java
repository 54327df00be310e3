package dev.gatehouse.operate.setup;

import java.util.List;
import java.util.Optional;

/**
 * What became of a plan.
 *
 * @param clientId the registration's; empty if it could not be made
 * @param steps those that change something, in their order
 * @param failure why the rest was not done; empty if all was
 * @param secret the one that was made, to be shown once
 */
public record Applied(
        String clientId, List<Step> steps, Optional<String> failure, Optional<NewSecret> secret) {
    public Applied {
        steps = List.copyOf(steps);
    }

    /** One step: the name of its part, and whether it was carried out. */
    public record Step(String name, boolean done) {}

    /** Whether something was changed. */
    public boolean changed() {
        return steps.stream().anyMatch(Step::done);
    }
}
