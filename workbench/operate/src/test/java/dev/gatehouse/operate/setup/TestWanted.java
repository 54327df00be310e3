package dev.gatehouse.operate.setup;

import dev.gatehouse.kernel.ClientId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What most configurations need, to be changed by what a test is about. */
final class TestWanted {
    private static final URI AT = URI.create("https://tools.contoso.com");

    private String name = "Gatehouse";
    private Optional<ClientId> client = Optional.empty();
    private Audience audience = Audience.HOME;
    private List<URI> spa = List.of();
    private boolean groups;
    private Optional<Trusted> identity = Optional.empty();
    private SecretWanted secret = SecretWanted.NONE;
    private final Set<Delegated> delegated =
            new TreeSet<>(Set.of(Delegated.ARM_AS_USER, Delegated.OWN_PROFILE));

    static TestWanted usual() {
        return new TestWanted();
    }

    TestWanted name(String other) {
        name = other;
        return this;
    }

    TestWanted client(ClientId known) {
        client = Optional.of(known);
        return this;
    }

    TestWanted audience(Audience other) {
        audience = other;
        return this;
    }

    TestWanted singlePage() {
        spa = List.of(AT.resolve("/"));
        return this;
    }

    TestWanted groups() {
        groups = true;
        delegated.add(Delegated.GROUP_MEMBERS);
        return this;
    }

    TestWanted identity(String named) {
        identity =
                Optional.of(
                        new Trusted(
                                named,
                                "https://login.example/" + MemoryDirectory.CONTOSO + "/v2.0",
                                "api://AzureADTokenExchange"));
        return this;
    }

    TestWanted secret(SecretWanted other) {
        secret = other;
        return this;
    }

    TestWanted delegated(Delegated more) {
        delegated.add(more);
        return this;
    }

    Wanted build() {
        return new Wanted(
                MemoryDirectory.CONTOSO,
                client,
                name,
                audience,
                List.of(AT.resolve("/auth/callback"), AT.resolve("/auth/consent/callback")),
                spa,
                Optional.of(AT.resolve("/auth/logout/frontchannel")),
                List.of("access_as_user"),
                List.of(
                        new RoleWanted("Admin", Set.of("admin"), "Everything", false),
                        new RoleWanted("Viewer", Set.of("viewer"), "Reads", true)),
                groups,
                delegated,
                identity,
                secret);
    }
}
