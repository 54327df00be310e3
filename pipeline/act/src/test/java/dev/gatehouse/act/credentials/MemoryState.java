package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.ShortLivedState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** State in a map, for tests; counts the leases it did not give. */
public final class MemoryState implements ShortLivedState {
    private final InstantSource clock;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Long> leases = new HashMap<>();
    private long fence;
    private int refusedLeases;

    public MemoryState(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Entry {
        private final byte[] value;
        private final Instant endsAt;

        Entry(byte[] value, Instant endsAt) {
            this.value = value.clone();
            this.endsAt = endsAt;
        }

        byte[] value() {
            return value.clone();
        }

        Instant endsAt() {
            return endsAt;
        }
    }

    @Override
    public synchronized Optional<byte[]> get(Space space, String key) {
        return Optional.ofNullable(entries.get(space + "/" + key))
                .filter(entry -> clock.instant().isBefore(entry.endsAt()))
                .map(Entry::value);
    }

    @Override
    public synchronized void put(Space space, String key, byte[] value, Instant endsAt) {
        entries.put(space + "/" + key, new Entry(value, endsAt));
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
        entries.remove(space + "/" + key);
    }

    @Override
    public synchronized long count(Space space) {
        return entries.entrySet().stream()
                .filter(e -> e.getKey().startsWith(space + "/"))
                .filter(e -> clock.instant().isBefore(e.getValue().endsAt()))
                .count();
    }

    @Override
    public synchronized Optional<Lease> lease(String name, Duration length) {
        if (leases.containsKey(name)) {
            refusedLeases++;
            notifyAll();
            return Optional.empty();
        }
        long mine = ++fence;
        leases.put(name, mine);
        return Optional.of(
                new Lease() {
                    @Override
                    public long fence() {
                        return mine;
                    }

                    @Override
                    public void close() {
                        release(name, mine);
                    }
                });
    }

    private synchronized void release(String name, long mine) {
        leases.remove(name, mine);
    }

    /** Waits until somebody asked for a lease in vain. */
    synchronized void awaitRefusedLease() throws InterruptedException {
        while (refusedLeases == 0) {
            wait();
        }
    }

    /** Everything stored, as text, to look for what must not be there. */
    public synchronized String dump() {
        var text = new StringBuilder();
        entries.forEach(
                (key, entry) ->
                        text.append(key)
                                .append('=')
                                .append(new String(entry.value(), StandardCharsets.ISO_8859_1))
                                .append('\n'));
        return text.toString();
    }
}
