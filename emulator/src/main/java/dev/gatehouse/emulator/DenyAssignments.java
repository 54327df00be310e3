package dev.gatehouse.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Denial;
import dev.gatehouse.emulator.arm.Permission;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * {@code /_emulator/deny-assignments}: Azure makes deny assignments itself, so clients of ARM
 * cannot.
 */
final class DenyAssignments {
    private final ArmState state;

    DenyAssignments(ArmState state) {
        this.state = state;
    }

    /**
     * Adds {@code {scope, name?, actions?, notActions?, dataActions?, notDataActions?, principals?,
     * exclude?, onlyAtScope?}}; without principals it concerns everybody.
     */
    Response add(Request request) {
        JsonNode body = request.json();
        String scope = body.path("scope").asText("");
        List<String> actions = texts(body, "actions");
        List<String> dataActions = texts(body, "dataActions");
        if (!scope.startsWith("/") || (actions.isEmpty() && dataActions.isEmpty())) {
            throw new MalformedRequest(
                    400, "scope is a resource id, and actions or dataActions has an entry.");
        }
        Set<String> principals = new HashSet<>(texts(body, "principals"));
        String id = UUID.randomUUID().toString();
        state.add(
                new Denial(
                        id,
                        body.path("name").asText("A deny assignment of the emulator"),
                        Permission.of(
                                actions,
                                texts(body, "notActions"),
                                dataActions,
                                texts(body, "notDataActions")),
                        new Scope(scope),
                        body.path("onlyAtScope").asBoolean(false),
                        principals.isEmpty() ? Set.of(Denial.EVERYONE) : principals,
                        new HashSet<>(texts(body, "exclude"))));
        return Response.json(201, Map.of("id", id));
    }

    /** Removes all. */
    Response clear(Request request) {
        state.removeDenials();
        return Response.empty(204);
    }

    private static List<String> texts(JsonNode body, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : body.path(name)) {
            if (!one.isTextual() || one.asText().isBlank()) {
                throw new MalformedRequest(400, name + " is an array of texts.");
            }
            texts.add(one.asText());
        }
        return texts;
    }
}
