package dev.gatehouse.server.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.TenantId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The passages that the gate may honour, by the credential's full text and the route. Bounded; the
 * end is checked at every look-up. Holds positive answers alone. Routes are told apart by identity,
 * so what one table admitted counts for nothing in the next.
 */
public final class Admissions {
    private static final int MOST = 20_000;

    private record Key(String credential, RouteTable.Entry route) {
        @Override
        public String toString() {
            return "Key[" + route.rule().id() + "]";
        }
    }

    private final Cache<Key, Passage> passages =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    private final AtomicLong endings = new AtomicLong();

    /** The passage, if it holds at {@code now}; null otherwise. Asked for every request. */
    public @Nullable Passage find(String credential, RouteTable.Entry route, Instant now) {
        Passage passage = passages.getIfPresent(new Key(credential, route));
        return passage != null && passage.holds(now) ? passage : null;
    }

    /** How often something was ended; read before a caller is judged, given to {@link #admit}. */
    public long endings() {
        return endings.get();
    }

    /** Keeps a passage, unless something was ended since {@code before}: it might be this one. */
    public void admit(String credential, RouteTable.Entry route, Passage passage, long before) {
        var key = new Key(credential, route);
        passages.put(key, passage);
        if (endings.get() != before) {
            passages.invalidate(key);
        }
    }

    /** Ends what stands on a session, at sign-out. */
    public void endSession(String sessionId) {
        endings.incrementAndGet();
        passages.asMap()
                .values()
                .removeIf(
                        passage ->
                                passage.admission()
                                        .sessionId()
                                        .filter(sessionId::equals)
                                        .isPresent());
    }

    /** Ends everything of one caller, at revocation. */
    public void endAll(TenantId tenant, ObjectId object) {
        endings.incrementAndGet();
        passages.asMap()
                .values()
                .removeIf(
                        passage ->
                                passage.admission()
                                        .caller()
                                        .filter(
                                                caller ->
                                                        caller.tenant().equals(tenant)
                                                                && caller.object().equals(object))
                                        .isPresent());
    }

    /** Ends everything, when the policy changes. */
    public void clear() {
        endings.incrementAndGet();
        passages.invalidateAll();
    }
}
