package dev.gatehouse.server.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
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
    private final Set<Standing> streams = ConcurrentHashMap.newKeySet();
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
        endStreams(on -> on.sessionId().filter(sessionId::equals).isPresent());
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
        endStreams(
                on ->
                        on.principal().tenant().equals(tenant)
                                && on.principal().object().equals(object));
    }

    /** Ends everything, when the policy changes. */
    public void clear() {
        endings.incrementAndGet();
        passages.invalidateAll();
        endStreams(_ -> true);
    }

    /** A stream that is open, and on whose account. */
    private record Standing(Authenticated on, OpenStream stream) {}

    /**
     * Ends the stream with what it stands on, until the answer is run. If something was ended since
     * {@code before}, it ends at once: it might be this one.
     */
    Runnable stand(Authenticated on, OpenStream stream, long before) {
        var standing = new Standing(on, stream);
        streams.add(standing);
        if (endings.get() != before) {
            stream.stop(RefusalCode.SESSION_EXPIRED.wire());
        }
        return () -> streams.remove(standing);
    }

    private void endStreams(Predicate<Authenticated> whose) {
        streams.stream()
                .filter(standing -> whose.test(standing.on()))
                .forEach(standing -> standing.stream().stop(RefusalCode.SESSION_EXPIRED.wire()));
    }
}
