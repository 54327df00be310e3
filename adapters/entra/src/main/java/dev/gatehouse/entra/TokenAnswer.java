package dev.gatehouse.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the token endpoint answered, read before MSAL4J sees it. */
sealed interface TokenAnswer {
    /** Tokens; the lifetime is counted from the moment the request was sent. */
    record Issued(
            String accessToken,
            Duration lifetime,
            Optional<String> idToken,
            Optional<String> refreshToken)
            implements TokenAnswer {
        @Override
        public String toString() {
            return "Issued[…]";
        }
    }

    /** Entra said no. */
    record Refused(GrantRefusal why) implements TokenAnswer {}

    /**
     * Reads {@code answer}.
     *
     * @throws IdentityProviderUnavailable if it is neither tokens nor an OAuth error, or an error
     *     that will pass
     */
    static TokenAnswer read(EntraHttp.Answer answer, Instant now) {
        int status = answer.status();
        boolean willPass = status == 429 || status >= 500;
        Optional<ObjectNode> json = willPass ? Optional.empty() : Json.object(answer.body());
        Optional<TokenAnswer> understood =
                status == 200
                        ? json.flatMap(TokenAnswer::issued)
                        : json.flatMap(TokenAnswer::refused);
        return understood.orElseThrow(() -> unavailable(answer, now));
    }

    private static Optional<TokenAnswer> issued(ObjectNode json) {
        Optional<String> accessToken = Json.text(json, "access_token");
        Optional<Long> seconds = Json.number(json, "expires_in").filter(it -> it > 0);
        if (accessToken.isEmpty() || seconds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Issued(
                        accessToken.get(),
                        Duration.ofSeconds(seconds.get()),
                        Json.text(json, "id_token"),
                        Json.text(json, "refresh_token")));
    }

    private static Optional<TokenAnswer> refused(ObjectNode json) {
        return TokenError.read(json)
                .filter(it -> !it.error().equals("temporarily_unavailable"))
                .filter(it -> !it.error().equals("server_error"))
                .map(it -> new Refused(GrantRefusals.of(it)));
    }

    private static IdentityProviderUnavailable unavailable(EntraHttp.Answer answer, Instant now) {
        return new IdentityProviderUnavailable(
                "Entra's token endpoint gave no usable answer",
                RetryAfter.of(answer.headers(), now),
                new IOException("status " + answer.status()));
    }
}
