package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Listing;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.ResourceProvider;
import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.World;
import java.util.List;
import java.util.Locale;

/**
 * {@code Microsoft.ContainerRegistry}: finds the registry and the operation that a path names; and
 * the door to the registries' data plane.
 */
public final class RegistryService implements ResourceProvider {
    static final String REGISTRIES = "Microsoft.ContainerRegistry/registries";

    private final Registries registries;
    private final Builds builds;
    private final Handler dataPlane;

    private RegistryService(Registries registries, Builds builds, Handler dataPlane) {
        this.registries = registries;
        this.builds = builds;
        this.dataPlane = dataPlane;
    }

    /** The service with the registry that every emulator starts with; adds it to the state. */
    public static RegistryService seeded(
            World world, ArmState state, AccessTokens entra, Origins origins, Listeners listeners) {
        LoginServers servers = new LoginServers(origins, listeners);
        Images images = new Images();
        Builds builds = new Builds();
        SeededRegistry.add(state, servers, images, builds);
        state.whenRemoved(
                resource -> {
                    servers.close(resource.id());
                    images.remove(resource.id());
                    builds.remove(resource.id());
                });
        RegistryTokens tokens = new RegistryTokens(world.clock());
        TokenDesk desk = new TokenDesk(entra, tokens, new RegistryRights(state));
        return new RegistryService(
                new Registries(servers),
                builds,
                new RegistryFront(state, servers, images, desk, tokens));
    }

    /** What answers at the login servers. */
    public Handler dataPlane() {
        return dataPlane;
    }

    /** Whether a path is the data plane's, on an origin that it shares with other services. */
    public static boolean owns(List<String> segments) {
        if (segments.isEmpty()) {
            return false;
        }
        return switch (segments.getFirst().toLowerCase(Locale.ROOT)) {
            case "v2" -> true;
            case "acr" -> segments.size() > 2 && segments.get(1).equals("v1");
            case "oauth2" ->
                    segments.size() == 2 && List.of("exchange", "token").contains(segments.get(1));
            default -> false;
        };
    }

    @Override
    public String namespace() {
        return "Microsoft.ContainerRegistry";
    }

    @Override
    public Response handle(ArmCall call, ProviderPath path) {
        if (path.at(0).equals("checknameavailability") && path.length() == 1) {
            return call.is("POST") && path.group().isEmpty()
                    ? registries.checkName(call, path)
                    : ArmError.notFound();
        }
        if (!path.at(0).equals("registries")) {
            return ArmError.notFound();
        }
        if (path.length() == 1) {
            return call.is("GET") ? Listing.of(call, path, REGISTRIES) : ArmError.notFound();
        }
        if (path.group().isEmpty()) {
            return ArmError.notFound();
        }
        if (path.length() == 2) {
            return registries.handle(call, path);
        }
        boolean runs = call.is("GET") && path.at(2).equals("runs") && path.length() < 5;
        return runs ? builds.handle(call, path) : ArmError.notFound();
    }

    /** The 404 of a registry, or of its group. */
    static Response missing(ArmCall call, ProviderPath path) {
        return path.missingGroup(call)
                .orElseGet(
                        () ->
                                ArmError.resourceNotFound(
                                        REGISTRIES + "/" + path.name(1), path.group().orElse("")));
    }
}
