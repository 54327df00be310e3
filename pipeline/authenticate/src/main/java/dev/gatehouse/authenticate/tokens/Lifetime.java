package dev.gatehouse.authenticate.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a token is in force (RFC 7519 sections 4.1.4 to 4.1.6). */
final class Lifetime {
    private Lifetime() {}

    /**
     * {@code exp} and {@code iat} are mandatory, {@code nbf} counts if it is there. {@code exp}
     * itself is over ("on or after"); {@code skew} is added in the caller's favour.
     */
    static Optional<TokenFault> faultOf(Claims claims, Instant now, Duration skew) {
        Optional<Instant> expires = claims.time("exp");
        Optional<Instant> notBefore = claims.time("nbf");
        if (expires.isEmpty()
                || claims.time("iat").isEmpty()
                || (claims.has("nbf") && notBefore.isEmpty())) {
            return Optional.of(TokenFault.TIMES);
        }
        if (!now.isBefore(expires.get().plus(skew))) {
            return Optional.of(TokenFault.EXPIRED);
        }
        return notBefore.isPresent() && now.plus(skew).isBefore(notBefore.get())
                ? Optional.of(TokenFault.NOT_YET_VALID)
                : Optional.empty();
    }
}
