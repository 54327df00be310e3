package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.emulator.entra.Uuids;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.ServicePrincipal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code /applications}: the registrations whose home is the caller's tenant. */
final class Applications {
    static final String WRITE = "Application.ReadWrite.All";
    private static final String TYPE = "applications";

    private final Credentials credentials = new Credentials();

    synchronized Response handle(GraphCall call) {
        if (call.is("GET")) {
            call.reads();
        } else {
            call.writes(WRITE);
        }
        if (call.path().key().isEmpty()) {
            return switch (call.request().method()) {
                case "GET" -> list(call);
                case "POST" -> create(call);
                default -> throw call.nothing();
            };
        }
        AppRegistration app =
                find(call).orElseThrow(() -> Denied.missing(call.path().key().orElse("")));
        if (!call.path().rest().isEmpty()) {
            return credentials.handle(call, app);
        }
        return switch (call.request().method()) {
            case "GET" -> call.one(200, TYPE, ApplicationJson.of(app, call.world()));
            case "PATCH" -> {
                call.world().add(ApplicationPatch.apply(call.world(), app, call.object()));
                yield Response.empty(204);
            }
            case "DELETE" -> {
                delete(call, app);
                yield Response.empty(204);
            }
            default -> throw call.nothing();
        };
    }

    private static List<AppRegistration> own(GraphCall call) {
        return call.world().apps().stream()
                .filter(app -> app.tenant().equals(call.tenant()))
                .toList();
    }

    private static Optional<AppRegistration> find(GraphCall call) {
        Optional<UUID> key = call.path().key().flatMap(Uuids::parse);
        return own(call).stream()
                .filter(
                        app ->
                                key.filter(
                                                id ->
                                                        id.equals(
                                                                call.path().byAppId()
                                                                        ? app.clientId()
                                                                        : app.objectId()))
                                        .isPresent())
                .findFirst();
    }

    private static Response list(GraphCall call) {
        List<Map<String, Object>> all =
                own(call).stream().map(app -> ApplicationJson.of(app, call.world())).toList();
        return call.list(TYPE, all);
    }

    private static Response create(GraphCall call) {
        JsonNode body = call.object();
        if (!body.path("displayName").isTextual()) {
            throw Denied.value("displayName");
        }
        ObjectNode rest = body.deepCopy();
        rest.remove("passwordCredentials");
        AppRegistration blank =
                AppRegistration.named(
                                body.path("displayName").asText(), UUID.randomUUID(), call.tenant())
                        .version(1)
                        .inert(Map.of("createdDateTime", call.world().clock().instant().toString()))
                        .build();
        AppRegistration app = ApplicationPatch.apply(call.world(), blank, rest);
        call.world().add(app);
        return call.one(201, TYPE, ApplicationJson.of(app, call.world()));
    }

    /** With the registration goes its service principal at home; those elsewhere stay, useless. */
    private static void delete(GraphCall call, AppRegistration app) {
        List<ServicePrincipal> elsewhere =
                call.world().tenants().stream()
                        .filter(tenant -> !tenant.id().equals(app.tenant()))
                        .flatMap(
                                tenant ->
                                        call
                                                .world()
                                                .servicePrincipal(app.clientId(), tenant.id())
                                                .stream())
                        .toList();
        call.world().remove(app);
        elsewhere.forEach(call.world()::add);
    }
}
