package dev.gatehouse.operate.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.operate.arm.Actor;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
import java.time.Duration;
import java.util.Optional;

/** What a look at the resource showed, as far as it matters to a task. */
sealed interface Found {
    record Absent() implements Found {}

    /** As the task wants it. */
    record Reached() implements Found {}

    /** On its way there. */
    record Underway(String state) implements Found {}

    /** Neither. */
    record Elsewhere(String state) implements Found {}

    /**
     * It could not be seen.
     *
     * @param passing whether that will pass
     * @param retryAfter when to look again, where Azure says so
     */
    record Unseen(Refusal why, boolean passing, Optional<Duration> retryAfter) implements Found {}

    static Found look(Arm arm, Actor as, Task task) {
        return switch (arm.get(as, task.look())) {
            case Asked.Answered<JsonNode>(JsonNode resource, _, _) -> judge(task, resource);
            case Asked.Refused<JsonNode>(Refusal why, _) ->
                    new Unseen(why, Faults.passing(why.code()), Optional.empty());
            case Asked.Failed<JsonNode>(ArmFault fault, var used, _) ->
                    fault.status() == 404
                            ? gone(task)
                            : new Unseen(
                                    Faults.refusal(fault, used),
                                    Faults.passing(fault),
                                    fault.retryAfter());
        };
    }

    private static Found gone(Task task) {
        return task.action() == Action.DELETE ? new Reached() : new Absent();
    }

    static Found judge(Task task, JsonNode resource) {
        JsonNode properties = resource.path("properties");
        String state = Faults.words(properties.path("provisioningState").asText("Succeeded"));
        String power = properties.path("powerState").path("code").asText("");
        return switch (task.action()) {
            case CREATE ->
                    ended(state)
                            ? state.equals("Succeeded") ? new Reached() : new Elsewhere(state)
                            : new Underway(state);
            case DELETE -> state.equals("Deleting") ? new Underway(state) : new Elsewhere(state);
            case START -> powered(state, power, "Starting", "Running");
            case STOP -> powered(state, power, "Stopping", "Stopped");
        };
    }

    private static Found powered(String state, String power, String onTheWay, String there) {
        if (state.equals("Succeeded") && power.equals(there)) {
            return new Reached();
        }
        return state.equals(onTheWay) ? new Underway(state) : new Elsewhere(state);
    }

    private static boolean ended(String state) {
        return state.equals("Succeeded") || state.equals("Failed") || state.equals("Canceled");
    }

    /** The state in which Azure left the work, where it gave it up. */
    default Optional<String> givenUp() {
        return this instanceof Elsewhere(String state)
                        && (state.equals("Failed") || state.equals("Canceled"))
                ? Optional.of(state)
                : Optional.empty();
    }
}
