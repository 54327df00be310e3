package dev.gatehouse.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.authorize.Policy;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Route;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * {@code POST /.well-known/gatehouse/explain}, and {@code /api/policy/explain} of the workbench:
 * which rule would decide about the caller's own request, and why.
 */
public final class PolicyDoors {
    private final Supplier<Policy> policy;
    private final Predicate<Route> gated;
    private final ErrorAnswers errors;

    /**
     * @param gated whether the workbench's entry gate stands before a route
     */
    public PolicyDoors(Supplier<Policy> policy, Predicate<Route> gated, ErrorAnswers errors) {
        this.policy = policy;
        this.gated = gated;
        this.errors = errors;
    }

    /** Takes {@code {"method","path"}}; a query behind the path is ignored, as rules ignore it. */
    public Answer explain(Call call) {
        ObjectNode body = Json.read(call.body()).orElseGet(Json::object);
        String method = body.path("method").asText("").toUpperCase(Locale.ROOT);
        String path = body.path("path").asText("").split("\\?", 2)[0];
        if (method.isEmpty() || path.isEmpty()) {
            return errors.invalid(
                    "the body must be {\"method\": …, \"path\": …}", call.requestId());
        }
        return switch (RequestPath.normalize(path)) {
            case RequestPath.Ambiguous(String why) -> errors.invalid(why, call.requestId());
            case RequestPath.Normalized(RequestPath normal) -> {
                var route = new Route(method, normal);
                yield Answer.json(
                        200,
                        Explained.json(
                                policy.get().explain(call.caller(), route), gated.test(route)));
            }
        };
    }
}
