package dev.gatehouse.emulator.world;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Seeds the application registrations, their service principals, app roles and consents. */
final class Applications {
    private static final UUID HOME_OF_MICROSOFT =
            UUID.fromString("72f988bf-86f1-41af-91ab-2d7cd011db47");

    private final World world;

    private Applications(World world) {
        this.world = world;
    }

    static void seed(World world) {
        Applications applications = new Applications(world);
        applications.microsoft();
        applications.own();
        applications.roles();
        applications.consents();
    }

    private void microsoft() {
        api(
                Cast.ARM,
                "Windows Azure Service Management API",
                "https://management.azure.com/",
                "https://management.core.windows.net/");
        world.add(GraphPermissions.registration(HOME_OF_MICROSOFT));
        for (String uri :
                List.of(
                        "https://cognitiveservices.azure.com",
                        "https://dynamicsessions.io",
                        "https://containerregistry.azure.net",
                        "https://storage.azure.com",
                        "https://vault.azure.net",
                        "https://database.windows.net")) {
            api(nameBased(uri), uri.substring("https://".length()), uri);
        }
        world.add(
                AppRegistration.named("Azure CLI", Cast.AZURE_CLI, HOME_OF_MICROSOFT)
                        .firstParty()
                        .publicClient()
                        .redirects("http://localhost")
                        .build());
        for (Tenant tenant : world.tenants()) {
            for (AppRegistration app : world.apps()) {
                present(app, tenant.id());
            }
        }
    }

    private void api(UUID clientId, String name, String... uris) {
        world.add(
                AppRegistration.named(name, clientId, HOME_OF_MICROSOFT)
                        .firstParty()
                        .version(1)
                        .idUris(uris)
                        .exposed(List.of(impersonation(clientId)))
                        .optionalClaims("idtyp", "xms_cc")
                        .build());
    }

    /** Azure Resource Manager's has the id that Microsoft gave it. */
    private static ExposedScope impersonation(UUID api) {
        UUID id =
                api.equals(Cast.ARM)
                        ? UUID.fromString("41094075-9dad-400e-a0bd-54e686782033")
                        : AppRegistration.id("scope", api + "/user_impersonation");
        return new ExposedScope(
                id,
                "user_impersonation",
                true,
                false,
                "Access as you",
                "Act as the signed-in person.");
    }

    private AppRegistration app(UUID clientId) {
        return world.app(clientId).orElseThrow();
    }

    private void own() {
        AppRegistration gatehouse =
                AppRegistration.named("Gatehouse", Cast.GATEHOUSE, Cast.CONTOSO)
                        .multiTenant()
                        .idUris("api://" + Cast.GATEHOUSE)
                        .redirects(
                                "http://localhost:8080/auth/callback",
                                "http://127.0.0.1:8080/auth/callback",
                                "http://localhost:8080/auth/consent/callback",
                                "http://127.0.0.1:8080/auth/consent/callback",
                                "http://localhost:8080/",
                                "http://127.0.0.1:8080/")
                        .required(GraphPermissions.ofGatehouse(app(Cast.ARM)))
                        .scopes("access_as_user", "user_impersonation")
                        .roles("Admin", "Analyst", "PM", "Viewer")
                        .preauthorized(Cast.AZURE_CLI, Cast.ACCEPTANCE)
                        .groupClaims()
                        .optionalClaims("idtyp", "xms_cc", "sid")
                        .secrets("gatehouse-demo-secret")
                        .build();
        AppRegistration daemon =
                AppRegistration.named("Daemon", Cast.DAEMON, Cast.CONTOSO)
                        .idUris("api://" + Cast.DAEMON)
                        .secrets("daemon-demo-secret")
                        .build();
        AppRegistration robot =
                AppRegistration.named("Robot", Cast.ROBOT, Cast.CONTOSO)
                        .idUris("api://" + Cast.ROBOT)
                        .secrets("robot-demo-secret")
                        .build();
        AppRegistration acceptance =
                AppRegistration.named("Acceptance client", Cast.ACCEPTANCE, Cast.CONTOSO)
                        .multiTenant()
                        .publicClient()
                        .redirects("http://localhost")
                        .requires(gatehouse)
                        .build();
        for (AppRegistration app : List.of(gatehouse, daemon, robot, acceptance)) {
            world.add(app);
            present(app, Cast.CONTOSO);
            if (app.multiTenant()) {
                present(app, Cast.FABRIKAM);
                present(app, Cast.WOODGROVE);
            }
        }
    }

    private void present(AppRegistration app, UUID tenant) {
        UUID id = ServicePrincipal.idOf(app.clientId(), tenant);
        world.add(new ServicePrincipal(id, app.clientId(), tenant, app.name()));
    }

    private void roles() {
        give("0a", "Admin");
        give("0b", "Analyst");
        give("0c", "PM");
        give("0d", "Viewer");
        give("0f", "Viewer");
        give("10", "Admin");
        give("11", "Viewer");
        UUID robot = world.servicePrincipal(Cast.ROBOT, Cast.CONTOSO).orElseThrow().id();
        world.add(new AppRoleAssignment(robot, Cast.GATEHOUSE, "Viewer"));
    }

    private void give(String person, String role) {
        world.add(new AppRoleAssignment(Cast.person(person), Cast.GATEHOUSE, role));
    }

    private void consents() {
        for (Tenant tenant : world.tenants()) {
            world.add(new Consent(tenant.id(), Cast.GATEHOUSE, Cast.GATEHOUSE));
            if (!tenant.id().equals(Cast.FABRIKAM)) {
                world.add(new Consent(tenant.id(), Cast.GATEHOUSE, Cast.ARM));
                world.grant(
                        new Consent(tenant.id(), Cast.GATEHOUSE, Cast.GRAPH),
                        app(Cast.GATEHOUSE).requires(app(Cast.GRAPH)));
            }
        }
    }

    private static UUID nameBased(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
