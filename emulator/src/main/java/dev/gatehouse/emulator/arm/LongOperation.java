package dev.gatehouse.emulator.arm;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Work that goes on after its request was answered.
 *
 * @param caller the object id that asked for it
 * @param failure what it will fail with, or failed with; empty if it succeeds
 * @param ended when it ended; empty while it runs
 */
public record LongOperation(
        UUID id,
        UUID tenant,
        UUID caller,
        Work work,
        Instant start,
        Duration duration,
        Optional<Failure> failure,
        Status status,
        Optional<Instant> ended) {

    /** How far it is. */
    public enum Status {
        IN_PROGRESS("InProgress"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        CANCELED("Canceled");

        private final String wire;

        Status(String wire) {
            this.wire = wire;
        }

        /** The name in JSON. */
        public String wire() {
            return wire;
        }
    }

    /** Why an operation fails, in ARM's error form. */
    public record Failure(String code, String message) {
        public Failure {
            if (code.isBlank()) {
                throw new IllegalArgumentException("a failure has a code");
            }
        }
    }

    /**
     * What an operation is about.
     *
     * @param action the action that the caller was allowed
     * @param location the region that the operation's address names
     * @param usual how long it takes unless the emulator was told otherwise; zero ends it as it
     *     begins, whatever was told
     */
    public record Work(String action, Scope resource, String location, Duration usual) {}

    /**
     * What happens to its resource.
     *
     * @param begun brings the resource into the state it has while the operation runs
     * @param ended brings it into the state after the end, whatever the end was
     */
    public record Course(Runnable begun, Consumer<LongOperation> ended) {
        /** Changes nothing. */
        public static final Course NOTHING = new Course(() -> {}, _ -> {});
    }

    /** Whether it goes on. */
    public boolean running() {
        return status == Status.IN_PROGRESS;
    }

    /** When it ends by itself. */
    Instant due() {
        return start.plus(duration);
    }

    LongOperation end(Status how, Instant at) {
        return new LongOperation(
                id, tenant, caller, work, start, duration, failure, how, Optional.of(at));
    }

    /** How much is done, 0 to 100; 100 only at the end. */
    int percent(Instant now) {
        if (!running()) {
            return 100;
        }
        long passed = Math.max(0, Duration.between(start, now).toMillis());
        return (int) Math.min(99, passed * 100 / Math.max(1, duration.toMillis()));
    }

    /** As the address of {@code Azure-AsyncOperation} shows it. */
    public Map<String, Object> json(Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", id.toString());
        json.put("status", status.wire());
        json.put("startTime", start.toString());
        ended.ifPresent(at -> json.put("endTime", at.toString()));
        json.put("percentComplete", percent(now));
        error().ifPresent(
                        error ->
                                json.put(
                                        "error",
                                        Map.of("code", error.code(), "message", error.message())));
        return json;
    }

    /** What went wrong; empty unless it failed or was canceled. */
    Optional<Failure> error() {
        return switch (status) {
            case IN_PROGRESS, SUCCEEDED -> Optional.empty();
            case FAILED -> failure;
            case CANCELED ->
                    Optional.of(new Failure("OperationCanceled", "The operation was canceled."));
        };
    }
}
