package dev.gatehouse.operate.arm;

import dev.gatehouse.kernel.ShortLivedState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** State in a map that ends nothing and always leases. */
public final class OpenState implements ShortLivedState {
    private final ConcurrentHashMap<String, ByteBuffer> values = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> get(Space space, String key) {
        return Optional.ofNullable(values.get(space + key)).map(ByteBuffer::array);
    }

    @Override
    public void put(Space space, String key, byte[] value, Instant endsAt) {
        values.put(space + key, ByteBuffer.wrap(value));
    }

    @Override
    public boolean putIfAbsent(Space space, String key, byte[] value, Instant endsAt) {
        return values.putIfAbsent(space + key, ByteBuffer.wrap(value)) == null;
    }

    @Override
    public Optional<byte[]> take(Space space, String key) {
        return Optional.ofNullable(values.remove(space + key)).map(ByteBuffer::array);
    }

    @Override
    public void delete(Space space, String key) {
        values.remove(space + key);
    }

    @Override
    public long count(Space space) {
        return values.size();
    }

    @Override
    public Optional<Lease> lease(String name, Duration length) {
        return Optional.of(new FreeLease());
    }

    private static final class FreeLease implements Lease {
        @Override
        public long fence() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
