package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.ShortLivedState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** State whose leases somebody else always holds. */
record NoLeases(ShortLivedState state) implements ShortLivedState {
    @Override
    public Optional<byte[]> get(Space space, String key) {
        return state.get(space, key);
    }

    @Override
    public void put(Space space, String key, byte[] value, Instant endsAt) {
        state.put(space, key, value, endsAt);
    }

    @Override
    public boolean putIfAbsent(Space space, String key, byte[] value, Instant endsAt) {
        return state.putIfAbsent(space, key, value, endsAt);
    }

    @Override
    public Optional<byte[]> take(Space space, String key) {
        return state.take(space, key);
    }

    @Override
    public void delete(Space space, String key) {
        state.delete(space, key);
    }

    @Override
    public long count(Space space) {
        return state.count(space);
    }

    @Override
    public Optional<Lease> lease(String name, Duration length) {
        return Optional.empty();
    }
}
