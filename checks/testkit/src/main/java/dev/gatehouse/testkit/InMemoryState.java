package dev.gatehouse.testkit;

import dev.gatehouse.kernel.ShortLivedState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State in a map, for tests. Passes {@link ShortLivedStateContract}. */
public final class InMemoryState implements ShortLivedState {
    private final InstantSource clock;
    private final Map<Key, Entry> entries = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private final Map<String, Grant> leases = new HashMap<>();

    public InMemoryState(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<byte[]> get(Space space, String key) {
        return Optional.ofNullable(entries.get(new Key(space, key)))
                .filter(this::lives)
                .map(Entry::copy);
    }

    @Override
    public synchronized void put(Space space, String key, byte[] value, Instant endsAt) {
        entries.put(new Key(space, key), new Entry(value, endsAt));
    }

    @Override
    public synchronized boolean putIfAbsent(Space space, String key, byte[] value, Instant endsAt) {
        if (get(space, key).isPresent()) {
            return false;
        }
        put(space, key, value, endsAt);
        return true;
    }

    @Override
    public synchronized Optional<byte[]> take(Space space, String key) {
        Optional<byte[]> value = get(space, key);
        delete(space, key);
        return value;
    }

    @Override
    public synchronized void delete(Space space, String key) {
        entries.remove(new Key(space, key));
    }

    @Override
    public synchronized long count(Space space) {
        return entries.entrySet().stream()
                .filter(e -> e.getKey().space() == space && lives(e.getValue()))
                .count();
    }

    @Override
    public synchronized Optional<Lease> lease(String name, Duration length) {
        Instant now = clock.instant();
        Grant current = leases.get(name);
        if (current != null && now.isBefore(current.endsAt())) {
            return Optional.empty();
        }
        long fence = fences.merge(name, 1L, Long::sum);
        leases.put(name, new Grant(fence, now.plus(length)));
        return Optional.of(new Held(name, fence));
    }

    /** Everything that is stored, as a thief of the store would see it: keys and values. */
    public synchronized List<byte[]> dump() {
        var all = new ArrayList<byte[]>();
        entries.forEach(
                (key, entry) -> {
                    all.add(key.name().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    all.add(entry.copy());
                });
        return all;
    }

    private boolean lives(Entry entry) {
        return clock.instant().isBefore(entry.endsAt);
    }

    private synchronized void release(String name, long fence) {
        Grant current = leases.get(name);
        if (current != null && current.fence() == fence) {
            leases.remove(name);
        }
    }

    private record Key(Space space, String name) {}

    private record Grant(long fence, Instant endsAt) {}

    private static final class Entry {
        private final byte[] value;
        private final Instant endsAt;

        Entry(byte[] value, Instant endsAt) {
            this.value = value.clone();
            this.endsAt = endsAt;
        }

        byte[] copy() {
            return value.clone();
        }
    }

    private final class Held implements Lease {
        private final String name;
        private final long fence;

        Held(String name, long fence) {
            this.name = name;
            this.fence = fence;
        }

        @Override
        public long fence() {
            return fence;
        }

        @Override
        public void close() {
            release(name, fence);
        }
    }
}
