package dev.gatehouse.operate.monitor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Asked;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Refusals to act as somebody, for a moment, so that a caller who asks again and again does not
 * make Entra refuse as often. Tokens are kept elsewhere.
 */
final class KeptRefusals {
    private static final long MOST = 10_000;

    private final Cache<Key, Asked.Refused<Granted>> kept;

    KeptRefusals(Duration lasting, InstantSource clock) {
        this.kept =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .maximumSize(MOST)
                        .expireAfterWrite(lasting)
                        .build();
    }

    private record Key(TenantId tenant, ObjectId object, boolean browser) {}

    /**
     * @param fresh whether only a new attempt will do
     */
    Asked<Granted> get(
            Principal caller, boolean browser, boolean fresh, Supplier<Asked<Granted>> attempt) {
        var key = new Key(caller.tenant(), caller.object(), browser);
        Asked.Refused<Granted> known = fresh ? null : kept.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Asked<Granted> answer = attempt.get();
        if (answer instanceof Asked.Refused<Granted> refused) {
            kept.put(key, refused);
        }
        return answer;
    }
}
