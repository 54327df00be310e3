package dev.gatehouse.server.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The passages that the gate may honour, by the credential's full text and the route. Bounded; the
 * end is checked at every look-up. Holds positive answers alone.
 */
public final class Admissions {
    private static final int MOST = 20_000;

    private record Key(String credential, int route) {
        @Override
        public String toString() {
            return "Key[" + route + "]";
        }
    }

    private final Cache<Key, Passage> passages =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** The passage, if it holds at {@code now}; null otherwise. Asked for every request. */
    public @Nullable Passage find(String credential, int route, Instant now) {
        Passage passage = passages.getIfPresent(new Key(credential, route));
        return passage != null && passage.holds(now) ? passage : null;
    }

    public void admit(String credential, int route, Passage passage) {
        passages.put(new Key(credential, route), passage);
    }

    /** Ends what stands on a session, at sign-out. */
    public void endSession(String sessionId) {
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
        passages.invalidateAll();
    }
}
