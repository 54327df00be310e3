package dev.gatehouse.emulator.identity;

import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.ManagedIdentity;
import dev.gatehouse.emulator.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Which of the host's identities a request means. */
final class Selection {
    /** The query parameters of the metadata service. Clients differ in the last two. */
    static final Map<String, BiPredicate<ManagedIdentity, String>> IMDS =
            Map.of(
                    "client_id", Selection::byClient,
                    "object_id", Selection::byObject,
                    "msi_res_id", Selection::byResource,
                    "mi_res_id", Selection::byResource);

    /** The query parameters of App Service and Container Apps. */
    static final Map<String, BiPredicate<ManagedIdentity, String>> APP_SERVICE =
            Map.of(
                    "client_id", Selection::byClient,
                    "principal_id", Selection::byObject,
                    "object_id", Selection::byObject,
                    "mi_res_id", Selection::byResource);

    /** The query parameter of App Service's version 2017-09-01. */
    static final Map<String, BiPredicate<ManagedIdentity, String>> APP_SERVICE_2017 =
            Map.of("clientid", Selection::byClient);

    private Selection() {}

    /** What came of it. */
    sealed interface Result {
        /** This identity. */
        record Found(ManagedIdentity identity) implements Result {}

        /** None; the 400 to answer. */
        record None(Response answer) implements Result {}
    }

    /** Without a parameter the system-assigned identity, or the only one there is. */
    static Result of(
            World world,
            Request request,
            Map<String, BiPredicate<ManagedIdentity, String>> parameters) {
        List<ManagedIdentity> all = world.managedIdentities();
        List<String> given =
                parameters.keySet().stream()
                        .filter(name -> request.query(name).filter(v -> !v.isEmpty()).isPresent())
                        .sorted()
                        .toList();
        if (given.size() > 1) {
            return new Result.None(
                    IdentityError.invalid("Only one of " + given + " may name the identity."));
        }
        if (given.isEmpty()) {
            Optional<ManagedIdentity> system =
                    all.stream().filter(each -> each.resourceId().isEmpty()).findFirst();
            if (system.isEmpty() && all.size() > 1) {
                return new Result.None(
                        IdentityError.invalid(
                                "Multiple user assigned identities exist, please specify the"
                                        + " clientId / resourceId of the identity in the token"
                                        + " request"));
            }
            return found(system.or(() -> all.stream().findFirst()));
        }
        String name = given.getFirst();
        String value = request.query(name).orElseThrow();
        BiPredicate<ManagedIdentity, String> means =
                Optional.ofNullable(parameters.get(name)).orElseThrow();
        return found(all.stream().filter(each -> means.test(each, value)).findFirst());
    }

    private static Result found(Optional<ManagedIdentity> identity) {
        return identity.<Result>map(Result.Found::new)
                .orElseGet(() -> new Result.None(IdentityError.invalid("Identity not found")));
    }

    private static boolean byClient(ManagedIdentity identity, String id) {
        return identity.clientId().toString().equalsIgnoreCase(id);
    }

    private static boolean byObject(ManagedIdentity identity, String id) {
        return identity.principalId().toString().equalsIgnoreCase(id);
    }

    private static boolean byResource(ManagedIdentity identity, String id) {
        return identity.resourceId().filter(id::equalsIgnoreCase).isPresent();
    }
}
