package dev.gatehouse.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.TreeMap;

/**
 * The error envelope {@code {"error","detail","remedy","request_id"}} and the headers that go with
 * it: {@code WWW-Authenticate} on every 401 (RFC 6750 section 3; Microsoft: "Claims challenges"),
 * {@code Retry-After} on every 503 and 429.
 */
public final class ErrorAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final String authorizationUri;

    /**
     * @param authorizationUri where a client may get a token; told in {@code WWW-Authenticate}
     */
    public ErrorAnswers(String authorizationUri) {
        this.authorizationUri = authorizationUri;
    }

    public Answer of(Refusal refusal, String requestId) {
        return of(refusal, requestId, RETRY_AFTER);
    }

    /**
     * 400: what is wrong with the request.
     *
     * @param why a clause, without a full stop
     */
    public Answer invalid(String why, String requestId) {
        return of(
                Refusal.of(RefusalCode.INVALID_REQUEST, "The request is not valid: " + why + "."),
                requestId);
    }

    /** The answer to a refusal that a wait may lift. */
    public Answer of(Refusal refusal, String requestId, Duration retryAfter) {
        int status = Statuses.of(refusal.code());
        ObjectNode body = JSON.createObjectNode();
        body.put("error", refusal.code().wire());
        body.put("detail", refusal.detail());
        body.put("remedy", refusal.code().remedy());
        body.put("request_id", requestId);
        new TreeMap<>(refusal.extras()).forEach(body::put);
        refusal.challenge().ifPresent(challenge -> body.put("claims", challenge.json()));
        Answer answer = Answer.json(status, body.toString()).refusedWith(refusal.code().wire());
        if (status == 401) {
            answer = answer.with("WWW-Authenticate", challenge(refusal));
        }
        if (status == 503 || status == 429) {
            long seconds = Math.max(1, retryAfter.toSeconds());
            answer = answer.with("Retry-After", Long.toString(seconds));
        }
        return answer;
    }

    private String challenge(Refusal refusal) {
        var value = new StringBuilder("Bearer realm=\"\"");
        value.append(", authorization_uri=\"").append(authorizationUri).append('"');
        if (refusal.code() == RefusalCode.CLAIMS_CHALLENGE && refusal.challenge().isPresent()) {
            byte[] claims = refusal.challenge().get().json().getBytes(StandardCharsets.UTF_8);
            value.append(", error=\"insufficient_claims\", claims=\"")
                    .append(Base64.getEncoder().encodeToString(claims))
                    .append('"');
        } else if (refusal.code() != RefusalCode.AUTHENTICATION_REQUIRED) {
            value.append(", error=\"invalid_token\"");
        }
        return value.toString();
    }
}
