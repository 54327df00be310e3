package dev.gatehouse.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.ClaimsChallenge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error body of Entra (RFC 6749 section 5.2, with Microsoft's additions). Its description is in
 * the user's language and is not kept.
 *
 * @param error the OAuth code, such as {@code invalid_grant}
 * @param suberror Microsoft's finer code; may be empty
 * @param numbers {@code error_codes}, or else the number that leads the description; may be empty
 * @param claims what to ask for, if the answer carried a JSON object of claims
 * @param correlationId to find the request in the sign-in log; may be empty
 */
record TokenError(
        String error,
        String suberror,
        List<Integer> numbers,
        Optional<ClaimsChallenge> claims,
        String correlationId) {
    private static final Pattern LEADING_NUMBER = Pattern.compile("^AADSTS([0-9]{1,9})\\b");
    private static final Pattern CORRELATION_ID = Pattern.compile("[0-9a-zA-Z-]{1,64}");

    TokenError {
        numbers = List.copyOf(numbers);
    }

    /** The error in {@code body}; empty if it holds none. */
    static Optional<TokenError> read(String body) {
        return Json.object(body).flatMap(TokenError::read);
    }

    static Optional<TokenError> read(ObjectNode body) {
        return Json.text(body, "error")
                .map(
                        error ->
                                new TokenError(
                                        error,
                                        Json.text(body, "suberror").orElse(""),
                                        numbers(body),
                                        Json.text(body, "claims")
                                                .filter(it -> Json.object(it).isPresent())
                                                .map(ClaimsChallenge::new),
                                        Json.text(body, "correlation_id")
                                                .filter(id -> CORRELATION_ID.matcher(id).matches())
                                                .orElse("")));
    }

    /** The first AADSTS number, 0 if there is none. */
    int number() {
        return numbers.isEmpty() ? 0 : numbers.getFirst();
    }

    private static List<Integer> numbers(JsonNode body) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode code : body.path("error_codes")) {
            if (code.isInt()) {
                numbers.add(code.intValue());
            }
        }
        if (numbers.isEmpty()) {
            Matcher leading =
                    LEADING_NUMBER.matcher(Json.text(body, "error_description").orElse(""));
            if (leading.find()) {
                numbers.add(Integer.parseInt(leading.group(1)));
            }
        }
        return numbers;
    }
}
