package dev.gatehouse.operate.monitor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.act.credentials.SingleFlight;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Good answers of the last five minutes, each for one tenant and the identity that got it. What one
 * person's rights showed is never shown to another. Failures are not kept.
 */
final class CallersAnswers<T> {
    static final Duration KEPT = Duration.ofMinutes(5);
    private static final long MOST = 10_000;

    private final Cache<Key, T> kept;
    private final SingleFlight<Discovered<T>> flights = new SingleFlight<>();

    CallersAnswers(InstantSource clock) {
        this.kept =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .maximumSize(MOST)
                        .expireAfterWrite(KEPT)
                        .build();
    }

    /** Whose answer it is; no object where the platform's own rights showed it. */
    private record Key(TenantId tenant, Optional<ObjectId> object, DownstreamIdentity used) {
        static Key of(Principal caller, DownstreamIdentity used) {
            return new Key(
                    caller.tenant(),
                    used == DownstreamIdentity.USER
                            ? Optional.of(caller.object())
                            : Optional.empty(),
                    used);
        }
    }

    /**
     * The kept answer, or that of one {@code look} for all who ask at the same time with the same
     * token.
     */
    Discovered<T> get(Principal caller, Granted granted, Supplier<Discovered<T>> look) {
        Key key = Key.of(caller, granted.used());
        T known = kept.getIfPresent(key);
        if (known != null) {
            return new Discovered.Listed<>(known, granted.used(), granted.reason());
        }
        String token = granted.token().map(AccessToken::value).orElse("");
        return explained(flights.get(key + token, () -> keep(key, look.get())), granted);
    }

    /** Another caller's look may have had another reason for the same identity. */
    private static <T> Discovered<T> explained(Discovered<T> answer, Granted granted) {
        return answer instanceof Discovered.Listed<T>(T value, var used, var _)
                        && used == granted.used()
                ? new Discovered.Listed<>(value, used, granted.reason())
                : answer;
    }

    private Discovered<T> keep(Key key, Discovered<T> answer) {
        if (answer instanceof Discovered.Listed<T>(T value, var used, var _)
                && used == key.used()) {
            kept.put(key, value);
        }
        return answer;
    }
}
