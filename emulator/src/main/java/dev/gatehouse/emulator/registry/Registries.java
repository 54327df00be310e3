package dev.gatehouse.emulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.LongOperation;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.Provisioning;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One registry: read, create or update, delete; and whether a name is free. */
final class Registries {
    private static final String TYPE = RegistryService.REGISTRIES;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]{5,50}");
    private static final Duration USUAL = Duration.ofSeconds(8);

    private final LoginServers servers;

    Registries(LoginServers servers) {
        this.servers = servers;
    }

    Response handle(ArmCall call, ProviderPath path) {
        Scope id = path.resource(TYPE, path.name(1));
        return switch (call.request().method()) {
            case "GET" ->
                    Provisioning.read(call, TYPE, id, () -> RegistryService.missing(call, path));
            case "PUT" -> call.refusal(TYPE + "/write", id).orElseGet(() -> put(call, path));
            case "DELETE" ->
                    call.refusal(TYPE + "/delete", id)
                            .orElseGet(
                                    () ->
                                            Provisioning.delete(
                                                    call, TYPE, id, USUAL, Provisioning::state));
            default -> ArmError.notFound();
        };
    }

    Response checkName(ArmCall call, ProviderPath path) {
        Optional<Response> refusal =
                call.refusal(
                        "Microsoft.ContainerRegistry/checkNameAvailability/read", path.within());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        JsonNode body = call.request().json();
        String name = body.path("name").asText();
        if (!NAME.matcher(name).matches()) {
            return unavailable("Invalid", invalid(name));
        }
        return holder(call.state(), name).isPresent()
                ? unavailable("AlreadyExists", taken(name))
                : Response.json(200, Map.of("nameAvailable", true));
    }

    private static Response unavailable(String reason, String message) {
        return Response.json(
                200, Map.of("nameAvailable", false, "reason", reason, "message", message));
    }

    private Response put(ArmCall call, ProviderPath path) {
        String name = path.name(1);
        Scope id = path.spelled(call, TYPE, name);
        Optional<Response> wrong = path.missingGroup(call).or(() -> wrong(call.state(), id, name));
        if (wrong.isPresent()) {
            return call.log(TYPE + "/write", id, wrong.get());
        }
        Optional<Resource> old = call.state().resource(id);
        return switch (RegistryTemplate.read(call, id, old)) {
            case RegistryTemplate.Read.Refused(Response answer) ->
                    call.log(TYPE + "/write", id, answer);
            case RegistryTemplate.Read.Accepted(Resource registry) ->
                    write(call, registry, old.isPresent());
        };
    }

    private static Optional<Response> wrong(ArmState state, Scope id, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(ArmError.of(400, "InvalidResourceName", invalid(name)));
        }
        return holder(state, name)
                .filter(other -> !other.id().same(id))
                .map(_ -> ArmError.of(409, "AlreadyInUse", taken(name)));
    }

    /** The login server is there from the first moment, as in Azure. */
    private Response write(ArmCall call, Resource registry, boolean update) {
        ArmState state = call.state();
        Scope id = registry.id();
        return call.begin(
                new LongOperation.Work(TYPE + "/write", id, registry.location(), USUAL),
                new LongOperation.Course(
                        () ->
                                state.add(
                                        update
                                                ? Provisioning.state(registry, "Updating")
                                                : Provisioning.state(registry, "Creating")
                                                        .with(
                                                                Map.of(
                                                                        "loginServer",
                                                                        servers.open(id)))),
                        ended ->
                                state.change(
                                        id, now -> Provisioning.state(now, ended.status().wire()))),
                () ->
                        state.resource(id)
                                .map(now -> Response.json(update ? 200 : 201, now.json()))
                                .orElseGet(() -> Response.empty(202)));
    }

    /** The registry of that name, wherever it is: names are unique in all of Azure. */
    private static Optional<Resource> holder(ArmState state, String name) {
        return state.resources(Scope.ROOT).stream()
                .filter(each -> each.type().equals(TYPE))
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String invalid(String name) {
        return "The registry name '"
                + name
                + "' is not valid. It may have letters and digits only, 5 to 50 of them.";
    }

    private static String taken(String name) {
        return "The registry DNS name "
                + name.toLowerCase(Locale.ROOT)
                + ".azurecr.io is already in use.";
    }
}
