package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.ShortLivedState.Space;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Sign-ins under way. Each travels in its own {@code state} parameter, sealed, so that beginning
 * one costs Gatehouse no memory and nobody can fill the place up for others; only a state that came
 * back to the browser that began it is remembered, as used.
 */
final class Attempts {
    private static final String CONTEXT = "sign-in";
    private static final int LONGEST = 8192;
    private static final byte[] USED = {1};

    private final ShortLivedState state;
    private final Sealing sealing;
    private final InstantSource clock;

    Attempts(ShortLivedState state, Sealing sealing, InstantSource clock) {
        this.state = state;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** The {@code state} that carries the attempt. */
    String seal(Attempt attempt) {
        return Random32.base64Url(sealing.seal(Json.write(attempt), CONTEXT));
    }

    /** The attempt, for the browser that began it and for nobody else, once and before its end. */
    Optional<Attempt> take(String stateValue, Optional<String> stateCookie) {
        Optional<byte[]> sealed = decoded(stateValue);
        return sealed.flatMap(bytes -> sealing.open(bytes, CONTEXT))
                .flatMap(json -> Json.read(json, Attempt.class))
                .filter(attempt -> clock.instant().isBefore(endOf(attempt)))
                .filter(attempt -> isOf(stateCookie, attempt))
                .filter(attempt -> isFirstUse(sealed.orElseThrow(), endOf(attempt)));
    }

    /**
     * The bytes are named, not the text, because base64url has more than one text for some bytes.
     */
    private boolean isFirstUse(byte[] sealed, Instant endsAt) {
        String name = HexFormat.of().formatHex(Random32.sha256(sealed));
        return state.putIfAbsent(Space.SIGN_IN, name, USED, endsAt);
    }

    private static Instant endOf(Attempt attempt) {
        return Instant.ofEpochSecond(attempt.endsAt());
    }

    private static Optional<byte[]> decoded(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean isOf(Optional<String> stateCookie, Attempt attempt) {
        return stateCookie.isPresent()
                && MessageDigest.isEqual(
                        Random32.sha256Hex(stateCookie.get()).getBytes(StandardCharsets.US_ASCII),
                        attempt.browser().getBytes(StandardCharsets.US_ASCII));
    }
}
