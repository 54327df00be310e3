package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.ManagedIdentity;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import dev.gatehouse.emulator.world.WorldClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A world with its cast and tokens for its members, without any sign-in. */
public final class CastTokens {
    /** The instant at which the world stands still until its clock is moved. */
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** Where the emulator pretends to be reached. */
    public static final Origins ORIGINS =
            new Origins(URI.create("http://localhost:8081"), URI.create("https://localhost:8443"));

    private static final WorldClock KEY_CLOCK = new WorldClock(InstantSource.fixed(NOW));

    /** Made once: a new RSA key takes longer than all else in a test. */
    private static final TenantKeys KEYS =
            new TenantKeys(
                    Cast.seed(KEY_CLOCK).tenants().stream().map(Tenant::id).toList(),
                    KEY_CLOCK,
                    Runnable::run);

    private final World world = Cast.seed(new WorldClock(InstantSource.fixed(NOW)));
    private final AccessTokens tokens = new AccessTokens(world, KEYS, ORIGINS);

    /** A fresh world. */
    public CastTokens() {}

    /** The world. */
    public World world() {
        return world;
    }

    /** The tokens of the world. */
    public AccessTokens tokens() {
        return tokens;
    }

    /** A person's delegated token by UPN, for an audience of ARM's spelling or any other. */
    public String person(String upn, String audience) {
        Person person = world.person(upn).orElseThrow();
        return tokens.forPerson(
                        new AccessTokens.UserGrant(
                                person,
                                Cast.GATEHOUSE,
                                "1",
                                world.app(Cast.ARM).orElseThrow(),
                                audience,
                                List.of("user_impersonation"),
                                false,
                                "session",
                                false,
                                Optional.of(Duration.ofHours(1))))
                .value();
    }

    /** A person's token for ARM. */
    public String person(String upn) {
        return person(upn, "https://management.azure.com");
    }

    /** An application's own token for ARM in Contoso. */
    public String app(UUID client) {
        return tokens.forApp(
                        new AccessTokens.AppGrant(
                                Cast.CONTOSO,
                                client,
                                "1",
                                world.app(Cast.ARM).orElseThrow(),
                                "https://management.azure.com/",
                                Optional.empty()))
                .value();
    }

    /** The user-assigned identity's token for ARM. */
    public String identity() {
        ManagedIdentity identity = world.managedIdentity(Cast.USER_ASSIGNED).orElseThrow();
        return tokens.forManagedIdentity(identity, "https://management.azure.com").value();
    }
}
