package dev.gatehouse.authenticate.sessions;

import java.util.Map;
import java.util.Optional;

/**
 * Entra sent the browser back.
 *
 * @param parameters of the query, as they came
 * @param stateCookie what {@link Started.Redirect} set
 * @param oldTicket of the session that the browser already has; it ends when a new one begins
 */
public record CallbackRequest(
        Map<String, String> parameters, Optional<String> stateCookie, Optional<String> oldTicket) {
    public CallbackRequest {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "CallbackRequest" + parameters.keySet();
    }
}
