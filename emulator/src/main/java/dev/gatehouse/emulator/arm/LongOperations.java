package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.world.WorldClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The long operations under the emulator's clock. No thread carries them on: whoever looks lets
 * {@link #settle} end those whose time is over. At most one runs on a resource. Keeps the last
 * 1,000. Thread-safe.
 */
public final class LongOperations {
    private static final int MOST = 1_000;

    private final WorldClock clock;
    private final Map<UUID, LongOperation> operations = new LinkedHashMap<>();
    private final Map<UUID, Consumer<LongOperation>> endings = new LinkedHashMap<>();
    private Pace pace = Pace.USUAL;

    /** No operations. */
    public LongOperations(WorldClock clock) {
        this.clock = clock;
    }

    /**
     * Begins an operation.
     *
     * @param course what happens to the resource; each part is called once
     * @return empty if another operation runs on the resource
     */
    synchronized Optional<LongOperation> begin(
            Caller caller, LongOperation.Work work, LongOperation.Course course) {
        settle();
        if (running(work.resource()).isPresent()) {
            return Optional.empty();
        }
        boolean instant = work.usual().isZero();
        Pace now = instant ? Pace.USUAL : pace;
        LongOperation begun =
                new LongOperation(
                        UUID.randomUUID(),
                        caller.tenant(),
                        caller.object(),
                        work,
                        clock.instant(),
                        now.duration().orElse(work.usual()),
                        now.failure(),
                        LongOperation.Status.IN_PROGRESS,
                        Optional.empty());
        pace = instant ? pace : pace.once();
        if (operations.size() == MOST) {
            UUID oldest = operations.keySet().iterator().next();
            operations.remove(oldest);
            endings.remove(oldest);
        }
        course.begun().run();
        operations.put(begun.id(), begun);
        endings.put(begun.id(), course.ended());
        return Optional.of(begun);
    }

    /** Ends all operations whose time is over, in the order of their ends. */
    public synchronized void settle() {
        Instant now = clock.instant();
        operations.values().stream()
                .filter(LongOperation::running)
                .filter(each -> !each.due().isAfter(now))
                .sorted(Comparator.comparing(LongOperation::due))
                .toList()
                .forEach(
                        each ->
                                end(
                                        each.end(
                                                each.failure().isPresent()
                                                        ? LongOperation.Status.FAILED
                                                        : LongOperation.Status.SUCCEEDED,
                                                each.due())));
    }

    /** Cancels what runs on a resource; whether anything did. */
    public synchronized boolean cancel(Scope resource) {
        settle();
        Optional<LongOperation> canceled =
                running(resource)
                        .map(
                                each ->
                                        each.end(
                                                LongOperation.Status.CANCELED, clock.instant()));
        canceled.ifPresent(this::end);
        return canceled.isPresent();
    }

    /** Ends it unless that has happened: an ending may remove a resource, which cancels. */
    private void end(LongOperation ended) {
        LongOperation known = operations.get(ended.id());
        if (known == null || !known.running()) {
            return;
        }
        operations.put(ended.id(), ended);
        Consumer<LongOperation> ending = endings.remove(ended.id());
        if (ending != null) {
            ending.accept(ended);
        }
    }

    /** The operation of that id. */
    public synchronized Optional<LongOperation> find(UUID id) {
        return Optional.ofNullable(operations.get(id));
    }

    /** What runs on a resource. */
    public synchronized Optional<LongOperation> running(Scope resource) {
        return operations.values().stream()
                .filter(LongOperation::running)
                .filter(each -> each.work().resource().same(resource))
                .findFirst();
    }

    /** All operations kept, oldest first. */
    public synchronized List<LongOperation> all() {
        return new ArrayList<>(operations.values());
    }

    /** How operations that begin from now on behave. */
    public synchronized void pace(Pace next) {
        pace = next;
    }

    /** How operations that begin now behave. */
    public synchronized Pace pace() {
        return pace;
    }
}
