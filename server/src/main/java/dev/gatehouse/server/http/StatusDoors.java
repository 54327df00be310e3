package dev.gatehouse.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.Masked;
import java.util.function.BooleanSupplier;

/** Whether Gatehouse lives and is ready; details are for signed-in callers (C19). */
public final class StatusDoors {
    private final String version;
    private final BooleanSupplier auditHealthy;
    private final String mode;
    private final String identity;

    /**
     * @param identity which of its own Gatehouse has, for people; ids in it are masked
     */
    public StatusDoors(String version, String mode, String identity, BooleanSupplier auditHealthy) {
        this.version = version;
        this.mode = mode;
        this.identity = Masked.ids(identity);
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

    /** {@code GET /api/auth/config}: what a client must know before it signs in. */
    public Answer config(Call call) {
        return Answer.json(
                200,
                Json.object()
                        .put("enabled", true)
                        .put("mode", "entra")
                        .put("browser", "session")
                        .put("downstream", mode)
                        .put("platform_identity", identity)
                        .put("version", version)
                        .toString());
    }
}
