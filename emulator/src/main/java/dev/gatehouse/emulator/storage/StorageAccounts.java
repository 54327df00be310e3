package dev.gatehouse.emulator.storage;

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
import java.util.Map;
import java.util.Optional;

/** One storage account: read, create or update, delete; and whether a name is free. */
final class StorageAccounts {
    private static final String TYPE = StorageService.ACCOUNTS;
    private static final Duration CREATING = Duration.ofSeconds(8);

    Response handle(ArmCall call, ProviderPath path) {
        Scope id = path.resource(TYPE, path.name(1));
        return switch (call.request().method()) {
            case "GET" ->
                    Provisioning.read(call, TYPE, id, () -> StorageService.missing(call, path));
            case "PUT" -> call.refusal(TYPE + "/write", id).orElseGet(() -> put(call, path));
            case "DELETE" -> call.refusal(TYPE + "/delete", id).orElseGet(() -> delete(call, id));
            default -> ArmError.notFound();
        };
    }

    Response checkName(ArmCall call, ProviderPath path) {
        Optional<Response> refusal =
                call.refusal("Microsoft.Storage/checknameavailability/read", path.within());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        JsonNode body = call.request().json();
        if (!body.path("type").asText().equalsIgnoreCase(TYPE)) {
            return ArmError.badRequest("The type must be " + TYPE + ".");
        }
        String name = body.path("name").asText();
        if (!AccountNames.valid(name)) {
            return unavailable("AccountNameInvalid", AccountNames.invalid(name));
        }
        return AccountNames.holder(call.state(), name).isPresent()
                ? unavailable("AlreadyExists", AccountNames.taken(name))
                : Response.json(200, Map.of("nameAvailable", true));
    }

    private static Response unavailable(String reason, String message) {
        return Response.json(
                200, Map.of("nameAvailable", false, "reason", reason, "message", message));
    }

    private static Response put(ArmCall call, ProviderPath path) {
        Scope id = path.spelled(call, TYPE, path.name(1));
        Optional<Response> wrong =
                path.missingGroup(call).or(() -> name(call.state(), id, path.name(1)));
        if (wrong.isPresent()) {
            return call.log(TYPE + "/write", id, wrong.get());
        }
        Optional<Resource> old = call.state().resource(id);
        return switch (AccountTemplate.read(call, id, old)) {
            case AccountTemplate.Read.Refused(Response answer) ->
                    call.log(TYPE + "/write", id, answer);
            case AccountTemplate.Read.Accepted(Resource account) ->
                    old.isPresent() ? update(call, account) : create(call, account);
        };
    }

    private static Optional<Response> name(ArmState state, Scope id, String name) {
        if (!AccountNames.valid(name)) {
            return Optional.of(ArmError.of(400, "AccountNameInvalid", AccountNames.invalid(name)));
        }
        Optional<Resource> other =
                AccountNames.holder(state, name).filter(holder -> !holder.id().same(id));
        if (other.isEmpty()) {
            return Optional.empty();
        }
        boolean here = other.get().id().subscription().equals(id.subscription());
        return Optional.of(
                here
                        ? ArmError.of(
                                409,
                                "StorageAccountInAnotherResourceGroup",
                                "The account "
                                        + name
                                        + " is already in another resource group in this"
                                        + " subscription.")
                        : ArmError.of(409, "StorageAccountAlreadyTaken", AccountNames.taken(name)));
    }

    /** 200 with the account as it is now. */
    private static Response update(ArmCall call, Resource account) {
        boolean busy = call.state().longOperations().running(account.id()).isPresent();
        if (busy) {
            return call.log(
                    TYPE + "/write",
                    account.id(),
                    ArmError.of(
                            409,
                            "StorageAccountOperationInProgress",
                            "An operation is currently performing on this storage account that"
                                    + " requires exclusive access."));
        }
        Resource updated = Provisioning.state(account, "Succeeded");
        call.state().change(account.id(), _ -> updated);
        return call.log(TYPE + "/write", account.id(), Response.json(200, updated.json()));
    }

    /** 202 without a body; the account follows at the address in {@code Location}. */
    private static Response create(ArmCall call, Resource account) {
        ArmState state = call.state();
        return call.begin(
                new LongOperation.Work(TYPE + "/write", account.id(), account.location(), CREATING),
                new LongOperation.Course(
                        () -> state.add(Provisioning.state(account, "Creating")),
                        ended ->
                                state.change(
                                        account.id(),
                                        now -> Provisioning.state(now, ended.status().wire()))),
                () -> Response.empty(202));
    }

    private static Response delete(ArmCall call, Scope id) {
        Optional<Resource> found = call.state().resource(id);
        found.ifPresent(call.state()::remove);
        return call.log(TYPE + "/delete", id, Response.empty(found.isPresent() ? 200 : 204));
    }
}
