package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.ShortLivedState.Space;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/** Sign-ins under way: each is sealed, named by the hash of its state, and taken once. */
final class Attempts {
    private final ShortLivedState state;
    private final Sealing sealing;

    Attempts(ShortLivedState state, Sealing sealing) {
        this.state = state;
        this.sealing = sealing;
    }

    long open() {
        return state.count(Space.SIGN_IN);
    }

    void put(String stateValue, Attempt attempt, Instant endsAt) {
        String name = Random32.sha256Hex(stateValue);
        state.put(Space.SIGN_IN, name, sealing.seal(Json.write(attempt), name), endsAt);
    }

    /** The attempt, for the browser that began it and for nobody else. It is used up either way. */
    Optional<Attempt> take(String stateValue, Optional<String> stateCookie) {
        if (!Random32.isShaped(stateValue)) {
            return Optional.empty();
        }
        String name = Random32.sha256Hex(stateValue);
        return state.take(Space.SIGN_IN, name)
                .flatMap(value -> sealing.open(value, name))
                .flatMap(json -> Json.read(json, Attempt.class))
                .filter(attempt -> isOf(stateCookie, attempt));
    }

    private static boolean isOf(Optional<String> stateCookie, Attempt attempt) {
        return stateCookie.isPresent()
                && MessageDigest.isEqual(
                        Random32.sha256Hex(stateCookie.get()).getBytes(StandardCharsets.US_ASCII),
                        attempt.browser().getBytes(StandardCharsets.US_ASCII));
    }
}
