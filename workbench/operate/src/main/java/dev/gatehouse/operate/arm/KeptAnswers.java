package dev.gatehouse.operate.arm;

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
 * Good answers of a while, each for one tenant, the identity that got it, and the question. What
 * one person's rights showed is never shown to another. Failures are not kept, or for a moment.
 *
 * @param <Q> the question: a value with {@code equals}
 */
public final class KeptAnswers<Q, T> {
    private static final long MOST = 10_000;

    private final Cache<Key<Q>, T> kept;
    private final Cache<Key<Q>, Asked<T>> failed;
    private final SingleFlight<Flown<T>> flights = new SingleFlight<>();

    /**
     * @param lasting how long an answer is kept
     */
    public KeptAnswers(Duration lasting, InstantSource clock) {
        this(lasting, Duration.ZERO, clock);
    }

    /**
     * @param lasting how long a good answer is kept
     * @param failuresLasting how long a failure is, so that those who ask again and again do not
     *     add to its cause
     */
    public KeptAnswers(Duration lasting, Duration failuresLasting, InstantSource clock) {
        this.kept = cache(lasting, clock);
        this.failed = cache(failuresLasting, clock);
    }

    private static <K, V> Cache<K, V> cache(Duration lasting, InstantSource clock) {
        return Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .maximumSize(MOST)
                .expireAfterWrite(lasting)
                .build();
    }

    /** Whose answer it is; no object where the platform's own rights showed it. */
    private record Key<Q>(
            TenantId tenant, Optional<ObjectId> object, DownstreamIdentity used, Q question) {
        static <Q> Key<Q> of(Principal caller, DownstreamIdentity used, Q question) {
            return new Key<>(
                    caller.tenant(),
                    used == DownstreamIdentity.USER
                            ? Optional.of(caller.object())
                            : Optional.empty(),
                    used,
                    question);
        }
    }

    /** What a look saw, and by which token. */
    private record Flown<T>(Asked<T> answer, String token) {}

    /**
     * The kept answer, or that of one {@code look} for all who ask the same at the same time as the
     * same identity. A failure that is not kept counts for the token that met it alone: another one
     * may satisfy what Azure demands.
     *
     * @param fresh whether only a new look will do
     */
    public Asked<T> get(
            Principal caller, Granted granted, Q question, boolean fresh, Supplier<Asked<T>> look) {
        Key<Q> key = Key.of(caller, granted.used(), question);
        T known = fresh ? null : kept.getIfPresent(key);
        if (known != null) {
            return new Asked.Answered<>(known, granted.used(), granted.reason());
        }
        Asked<T> failure = fresh ? null : failed.getIfPresent(key);
        if (failure != null) {
            return failure;
        }
        String token = granted.token().map(AccessToken::value).orElse("");
        Flown<T> flown = flights.get(key + " " + fresh, () -> look(key, token, fresh, look));
        if (!(flown.answer() instanceof Asked.Answered<T>)
                && !flown.token().equals(token)
                && failed.getIfPresent(key) == null) {
            flown = flights.get(key + token, () -> look(key, token, fresh, look));
        }
        return explained(flown.answer(), granted);
    }

    /** Somebody's flight may have landed between the caller's glance and this one's start. */
    private Flown<T> look(Key<Q> key, String token, boolean fresh, Supplier<Asked<T>> look) {
        T known = fresh ? null : kept.getIfPresent(key);
        return new Flown<>(
                known == null ? keep(key, look.get()) : new Asked.Answered<>(known, key.used(), ""),
                token);
    }

    /** Another caller's look may have had another reason for the same identity. */
    private static <T> Asked<T> explained(Asked<T> answer, Granted granted) {
        return answer instanceof Asked.Answered<T>(T value, var used, var _)
                        && used == granted.used()
                ? new Asked.Answered<>(value, used, granted.reason())
                : answer;
    }

    private Asked<T> keep(Key<Q> key, Asked<T> answer) {
        if (answer instanceof Asked.Answered<T>(T value, var used, var _) && used == key.used()) {
            kept.put(key, value);
            failed.invalidate(key);
        } else if (!(answer instanceof Asked.Answered<T>)) {
            kept.invalidate(key);
            failed.put(key, answer);
        }
        return answer;
    }
}
