package dev.gatehouse.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.Masked;
import dev.gatehouse.kernel.Role;
import java.util.function.BooleanSupplier;

/** Whether Gatehouse lives and is ready; details are for signed-in callers (C19). */
public final class StatusDoors {
    private final String version;
    private final BooleanSupplier auditHealthy;
    private final String mode;
    private final Own identity;

    /**
     * Gatehouse's own identity.
     *
     * @param kind without any id
     * @param described for people: the kind, and which one of its kind; ids in it are masked
     */
    public record Own(String kind, String described) {
        public Own {
            described = Masked.ids(described);
        }
    }

    /**
     * @param mode the one in force, whether it was set or is the default
     */
    public StatusDoors(String version, String mode, Own identity, BooleanSupplier auditHealthy) {
        this.version = version;
        this.mode = mode;
        this.identity = identity;
        this.auditHealthy = auditHealthy;
    }

    /** {@code GET /health}: the process answers. */
    public Answer live(Call call) {
        return call.caller().isPresent() ? alive() : Answer.json(200, health().toString());
    }

    /** The same with the details, for those who may see them. */
    public Answer alive() {
        return Answer.json(
                200,
                health().put("downstream_mode", mode)
                        .put("audit", auditHealthy.getAsBoolean())
                        .toString());
    }

    private ObjectNode health() {
        return Json.object().put("status", "healthy").put("version", version);
    }

    /** {@code GET /health/ready}: it can record what it does, so it may be sent requests. */
    public Answer ready(Call call) {
        boolean ready = auditHealthy.getAsBoolean();
        ObjectNode body =
                Json.object().put("status", ready ? "ready" : "not_ready").put("version", version);
        Answer answer = Answer.json(ready ? 200 : 503, body.toString());
        return ready ? answer : answer.with("Retry-After", "5");
    }

    /**
     * {@code GET /api/auth/config}: what a client must know before it signs in. Which one
     * Gatehouse's own identity is, only callers with a role are told.
     */
    public Answer config(Call call) {
        ObjectNode body =
                Json.object()
                        .put("enabled", true)
                        .put("mode", "entra")
                        .put("browser", "session")
                        .put("downstream", mode)
                        .put("platform_identity_kind", identity.kind())
                        .put("version", version);
        if (call.caller().filter(caller -> caller.holds(Role.VIEWER)).isPresent()) {
            body.put("platform_identity", identity.described());
        }
        return Answer.json(200, body.toString());
    }
}
