package dev.gatehouse.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.TenantId;
import java.util.Optional;

/** Ends somebody's sessions and operations everywhere, for administrators (W2). */
public final class SessionDoors {
    /** Who carries it out. */
    @FunctionalInterface
    public interface Revocation {
        /**
         * Ends all sessions that the person has now, and the operations that go on for them. Tokens
         * that Entra issued stay valid at others.
         */
        void endAll(TenantId tenant, ObjectId object);
    }

    private final Revocation revocation;
    private final ErrorAnswers errors;

    public SessionDoors(Revocation revocation, ErrorAnswers errors) {
        this.revocation = revocation;
        this.errors = errors;
    }

    /** {@code POST /api/sessions/revoke} with {@code {"tenant_id","object_id"}}; 204. */
    public Answer revoke(Call call) {
        ObjectNode body = Json.read(call.body()).orElseGet(Json::object);
        Optional<TenantId> tenant = TenantId.parse(body.path("tenant_id").asText(""));
        Optional<ObjectId> object = ObjectId.parse(body.path("object_id").asText(""));
        if (tenant.isEmpty() || object.isEmpty()) {
            var refusal =
                    Refusal.of(
                            RefusalCode.INVALID_REQUEST,
                            "The body must be {\"tenant_id\": …, \"object_id\": …}, both of them"
                                    + " ids.");
            return errors.of(refusal, call.requestId());
        }
        revocation.endAll(tenant.get(), object.get());
        return Answer.empty(204);
    }
}
