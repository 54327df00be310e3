package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The first path segment of an endpoint: one tenant, or a word for many.
 *
 * @param name as the client wrote it
 * @param tenant empty for {@code common}, {@code organizations}, {@code consumers} and {@link
 *     #ADFS}
 */
record Authority(String name, Optional<Tenant> tenant) {
    /**
     * The authority of an on-premises AD FS, which has no tenants. Here it stands for all: people
     * sign in to their own tenant, applications to their home tenant.
     */
    static final String ADFS = "adfs";

    /**
     * Reads a tenant id, a verified domain, or a word.
     *
     * @throws Refused 90002, if there is no such tenant
     */
    static Authority of(World world, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "common", "organizations", "consumers", ADFS ->
                    new Authority(name.toLowerCase(Locale.ROOT), Optional.empty());
            default ->
                    new Authority(
                            name,
                            Optional.of(
                                    world.tenant(name)
                                            .orElseThrow(
                                                    () ->
                                                            new Refused(
                                                                    Aadsts.unknownTenant(name)))));
        };
    }

    /** Whether people of a tenant sign in here. */
    boolean admits(UUID other) {
        return tenant.map(one -> one.id().equals(other)).orElse(!name.equals("consumers"));
    }

    /** How messages call it. */
    String directory() {
        return tenant.map(Tenant::name).orElse(name);
    }
}
