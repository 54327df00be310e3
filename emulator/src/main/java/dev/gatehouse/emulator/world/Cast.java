package dev.gatehouse.emulator.world;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** The people, tenants and applications that every emulator starts with. Their ids never change. */
public final class Cast {
    /** Home tenant of Gatehouse. */
    public static final UUID CONTOSO = UUID.fromString("c0000000-0000-4000-8000-000000000001");

    /** A customer that has not consented to ARM. */
    public static final UUID FABRIKAM = UUID.fromString("f0000000-0000-4000-8000-000000000002");

    /** A customer whose Conditional Access demands a second factor for ARM and Graph. */
    public static final UUID WOODGROVE = UUID.fromString("d0000000-0000-4000-8000-000000000003");

    /** The code that every second-factor page accepts. */
    public static final String MFA_CODE = "123456";

    /** Application under protection. */
    public static final UUID GATEHOUSE = UUID.fromString("60000000-0000-4000-8000-000000000001");

    /** A service without roles. */
    public static final UUID DAEMON = UUID.fromString("60000000-0000-4000-8000-000000000002");

    /** A service with Gatehouse's app role Viewer. */
    public static final UUID ROBOT = UUID.fromString("60000000-0000-4000-8000-000000000003");

    /** A public client that may use Gatehouse's scopes. */
    public static final UUID ACCEPTANCE = UUID.fromString("60000000-0000-4000-8000-000000000004");

    /** The Azure CLI's own client id. */
    public static final UUID AZURE_CLI = UUID.fromString("04b07795-8ddb-461a-bbee-02f9e1bf7b46");

    /** Azure Resource Manager as an API. */
    public static final UUID ARM = UUID.fromString("797f4846-ba00-4fd7-ba43-dac1f8f63013");

    /** Microsoft Graph as an API. */
    public static final UUID GRAPH = UUID.fromString("00000003-0000-0000-c000-000000000000");

    /** The subscription "Contoso Production". */
    public static final UUID PRODUCTION = UUID.fromString("50000000-0000-4000-8000-000000000001");

    /** The subscription "Contoso Research". */
    public static final UUID RESEARCH = UUID.fromString("50000000-0000-4000-8000-000000000002");

    /** The subscription "Fabrikam Main". */
    public static final UUID FABRIKAM_MAIN =
            UUID.fromString("50000000-0000-4000-8000-000000000003");

    /** The subscription "Woodgrove Main". */
    public static final UUID WOODGROVE_MAIN =
            UUID.fromString("50000000-0000-4000-8000-000000000004");

    /** Object id of the user-assigned identity {@code id-gatehouse}. */
    public static final UUID USER_ASSIGNED =
            UUID.fromString("1d000000-0000-4000-8000-0000000000a1");

    /** Object id of the demo host's system-assigned identity. */
    public static final UUID SYSTEM_ASSIGNED =
            UUID.fromString("1d000000-0000-4000-8000-0000000000a2");

    private static final UUID WOODGROVE_POLICY =
            UUID.fromString("d0000000-0000-4000-8000-0000000000ca");
    private static final int OLUS_GROUPS = 250;

    private final World world;

    private Cast(World world) {
        this.world = world;
    }

    /** A new world with the whole cast in it. */
    public static World seed(WorldClock clock) {
        Cast cast = new Cast(new World(clock));
        cast.tenants();
        cast.people();
        Applications.seed(cast.world);
        cast.identities();
        cast.estate();
        return cast.world;
    }

    /** The object id of a cast member by its last two hexadecimal digits. */
    static UUID person(String digits) {
        return UUID.fromString("a0000000-0000-4000-8000-0000000000" + digits);
    }

    /** The object id of one of Olu's groups, numbered from 1. */
    public static UUID group(int number) {
        return new UUID(0x6a00000000004000L, 0x8000000000000000L | number);
    }

    private void tenants() {
        tenant(CONTOSO, "Contoso", "contoso", Optional.empty());
        tenant(FABRIKAM, "Fabrikam", "fabrikam", Optional.empty());
        tenant(WOODGROVE, "Woodgrove", "woodgrove", Optional.of(WOODGROVE_POLICY));
    }

    private void tenant(UUID id, String name, String domain, Optional<UUID> policy) {
        world.add(
                new Tenant(
                        id, name, List.of(domain + ".onmicrosoft.com", domain + ".com"), policy));
    }

    private void people() {
        List<UUID> olus = IntStream.rangeClosed(1, OLUS_GROUPS).mapToObj(Cast::group).toList();
        for (int i = 1; i <= OLUS_GROUPS; i++) {
            world.add(new Group(group(i), CONTOSO, i == 1 ? "shop-readers" : "team-" + i));
        }
        person("0a", "Ada", "Adams", CONTOSO, "Admin", true, List.of());
        person("0b", "Ann", "Andersen", CONTOSO, "Analyst", false, List.of());
        person("0c", "Pia", "Park", CONTOSO, "PM", false, List.of());
        person("0d", "Vic", "Vance", CONTOSO, "Viewer", false, List.of());
        person("0e", "Nil", "Nolan", CONTOSO, "no role", false, List.of());
        person("0f", "Olu", "Okoye", CONTOSO, "in 250 groups", false, olus);
        person("10", "Gus", "Garcia", FABRIKAM, "Admin, no consent yet", true, List.of());
        person("11", "Mia", "Moreau", WOODGROVE, "Viewer, needs MFA", false, List.of());
    }

    private void person(
            String digits,
            String name,
            String surname,
            UUID tenant,
            String role,
            boolean admin,
            List<UUID> groups) {
        String domain = world.tenant(tenant).orElseThrow().domains().getLast();
        String login = name.toLowerCase(Locale.ROOT);
        world.add(
                new Person(
                        person(digits),
                        tenant,
                        name,
                        surname,
                        login + "@" + domain,
                        login + "-demo",
                        role,
                        admin,
                        groups));
    }

    private void identities() {
        world.add(
                new ManagedIdentity(
                        USER_ASSIGNED,
                        UUID.fromString("1d000000-0000-4000-8000-000000000001"),
                        CONTOSO,
                        "id-gatehouse",
                        Optional.of(
                                "/subscriptions/"
                                        + PRODUCTION
                                        + "/resourcegroups/rg-shop/providers/"
                                        + "Microsoft.ManagedIdentity/userAssignedIdentities/id-gatehouse")));
        world.add(
                new ManagedIdentity(
                        SYSTEM_ASSIGNED,
                        UUID.fromString("1d000000-0000-4000-8000-000000000002"),
                        CONTOSO,
                        "demo-host",
                        Optional.empty()));
    }

    private void estate() {
        subscription(PRODUCTION, CONTOSO, "Contoso Production", "rg-shop");
        subscription(RESEARCH, CONTOSO, "Contoso Research", "rg-lab");
        subscription(FABRIKAM_MAIN, FABRIKAM, "Fabrikam Main", "rg-web");
        subscription(WOODGROVE_MAIN, WOODGROVE, "Woodgrove Main", "rg-core");
        String production = "/subscriptions/" + PRODUCTION;
        String research = "/subscriptions/" + RESEARCH;
        for (String scope : List.of(production, research)) {
            assign(scope, person("0a"), "User", Roles.OWNER);
            assign(scope, person("0c"), "User", Roles.READER);
            assign(scope, USER_ASSIGNED, "ServicePrincipal", Roles.READER);
            assign(scope, SYSTEM_ASSIGNED, "ServicePrincipal", Roles.READER);
        }
        assign(research + "/resourceGroups/rg-lab", person("0b"), "User", Roles.CONTRIBUTOR);
        assign(research, person("0b"), "User", Roles.READER);
        assign(research, person("0d"), "User", Roles.READER);
        assign(production + "/resourceGroups/rg-shop", group(1), "Group", Roles.READER);
        assign("/subscriptions/" + FABRIKAM_MAIN, person("10"), "User", Roles.OWNER);
        assign("/subscriptions/" + WOODGROVE_MAIN, person("11"), "User", Roles.READER);
    }

    private void subscription(UUID id, UUID tenant, String name, String group) {
        world.add(new Subscription(id, tenant, name));
        world.add(new ResourceGroup(id, group, "westeurope"));
    }

    private void assign(String scope, UUID principal, String type, UUID role) {
        UUID name =
                UUID.nameUUIDFromBytes((scope + principal + role).getBytes(StandardCharsets.UTF_8));
        world.add(new RoleAssignment(name, scope, principal, type, role));
    }
}
