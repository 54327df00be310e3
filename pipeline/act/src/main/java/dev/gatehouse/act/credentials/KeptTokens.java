package dev.gatehouse.act.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.ShortLivedState.Space;
import dev.gatehouse.kernel.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Downstream tokens of callers: in memory for a few minutes, in front of sealed entries that all
 * replicas share.
 *
 * <p>Entries of an assertion are sealed under a data key of that assertion alone, itself sealed by
 * Gatehouse's keys. Forgetting the assertion deletes the data key: nothing that was kept, or that
 * an exchange under way still keeps, is found or opened again. Other replicas' memories follow
 * within {@link #MEMORY}.
 */
final class KeptTokens {
    /** How long this process answers from memory before it looks at the shared entry again. */
    static final Duration MEMORY = Duration.ofMinutes(5);

    /** Longer than any access token lives whose end Entra does not extend; then a new key. */
    private static final Duration DATA_KEY_LIFE = Duration.ofHours(24);

    private static final int DATA_KEY_BYTES = 32;
    private static final long MEMORY_CHARACTERS = 16L * 1024 * 1024;
    private static final long MEMORY_ASSERTIONS = 20_000;

    private final ShortLivedState state;
    private final Sealing sealing;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, AccessToken> memory;
    private final Cache<String, byte[]> dataKeys;

    KeptTokens(ShortLivedState state, Sealing sealing, InstantSource clock) {
        this.state = state;
        this.sealing = sealing;
        this.clock = clock;
        this.memory =
                bounded(clock)
                        .maximumWeight(MEMORY_CHARACTERS)
                        .weigher((String key, AccessToken token) -> token.value().length())
                        .build();
        this.dataKeys = bounded(clock).maximumSize(MEMORY_ASSERTIONS).build();
    }

    private static Caffeine<Object, Object> bounded(InstantSource clock) {
        return Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(MEMORY);
    }

    /** Where a token is kept, and the key that opens it. */
    static final class Place {
        private final String name;
        private final byte[] dataKey;

        private Place(String name, byte[] dataKey) {
            this.name = name;
            this.dataKey = dataKey;
        }

        String name() {
            return name;
        }
    }

    /** The place of one token; the first call for an assertion writes its data key. */
    Place place(
            Assertion assertion, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims) {
        String holder = TokenKeys.of(assertion);
        byte[] dataKey = dataKeys.get(holder, this::sharedDataKey);
        return new Place(TokenKeys.of(holder, dataKey, tenant, scope, claims), dataKey);
    }

    /** From this process's memory alone. */
    Optional<AccessToken> remembered(Place place) {
        return Optional.ofNullable(memory.getIfPresent(place.name())).filter(this::usable);
    }

    /** From memory or from the entry that all replicas share. */
    Optional<AccessToken> find(Place place) {
        return remembered(place).or(() -> shared(place));
    }

    private Optional<AccessToken> shared(Place place) {
        Optional<AccessToken> found =
                state.get(Space.DOWNSTREAM_TOKEN, place.name())
                        .flatMap(bytes -> sealing.openWith(place.dataKey, bytes, place.name()))
                        .map(SealedToken::read)
                        .filter(this::usable);
        found.ifPresent(token -> memory.put(place.name(), token));
        return found;
    }

    /** Keeps the token until the margin before its end; one that ends sooner is not kept. */
    void keep(Place place, AccessToken token) {
        if (usable(token)) {
            byte[] bytes = sealing.sealWith(place.dataKey, SealedToken.write(token), place.name());
            var endsAt = token.expiresAt().minus(Credentials.MARGIN);
            state.put(Space.DOWNSTREAM_TOKEN, place.name(), bytes, endsAt);
            memory.put(place.name(), token);
        }
    }

    /** Drops one token. */
    void drop(Place place) {
        state.delete(Space.DOWNSTREAM_TOKEN, place.name());
        memory.invalidate(place.name());
    }

    /** Drops every token of the assertion. */
    void forget(Assertion assertion) {
        String holder = TokenKeys.of(assertion);
        state.delete(Space.DOWNSTREAM_TOKEN, holder);
        dataKeys.invalidate(holder);
    }

    private boolean usable(AccessToken token) {
        return clock.instant().isBefore(token.expiresAt().minus(Credentials.MARGIN));
    }

    private byte[] sharedDataKey(String holder) {
        return storedDataKey(holder).orElseGet(() -> newDataKey(holder));
    }

    private Optional<byte[]> storedDataKey(String holder) {
        return state.get(Space.DOWNSTREAM_TOKEN, holder)
                .flatMap(bytes -> sealing.open(bytes, holder));
    }

    private byte[] newDataKey(String holder) {
        byte[] fresh = new byte[DATA_KEY_BYTES];
        random.nextBytes(fresh);
        byte[] sealed = sealing.seal(fresh, holder);
        var endsAt = clock.instant().plus(DATA_KEY_LIFE);
        if (state.putIfAbsent(Space.DOWNSTREAM_TOKEN, holder, sealed, endsAt)) {
            return fresh;
        }
        return storedDataKey(holder).orElseGet(() -> replace(holder, fresh, sealed));
    }

    /** What is stored was sealed by a key that is gone. */
    private byte[] replace(String holder, byte[] fresh, byte[] sealed) {
        state.put(Space.DOWNSTREAM_TOKEN, holder, sealed, clock.instant().plus(DATA_KEY_LIFE));
        return fresh;
    }
}
