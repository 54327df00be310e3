package dev.gatehouse.server.config;

import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.TenantId;
import java.util.Optional;
import java.util.UUID;

/**
 * The app registration ({@code entra}).
 *
 * @param tenant where it is registered
 * @param client its id; never a managed identity's
 * @param credential needed for sign-in and on-behalf-of, not for validating bearer tokens
 */
public record EntraConfig(
        HomeTenant tenant,
        ClientId client,
        Optional<CredentialConfig> credential,
        TenantsConfig tenants,
        CloudConfig cloud) {
    /** Stands for the id that setup has yet to make; no registration of Entra's has it. */
    static final ClientId UNREGISTERED = new ClientId("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /** Stands for the tenant that the developer's sign-in shows; no tenant of Entra's has it. */
    static final TenantId SIGNED_IN = new TenantId(new UUID(-1, -1));

    /** The tenant, unless it is whichever the developer is signed in to. */
    public Optional<HomeTenant> chosen() {
        return Optional.of(tenant).filter(it -> !it.equals(new HomeTenant.ById(SIGNED_IN)));
    }

    /** The client id, unless {@code setup} has yet to make it. */
    public Optional<ClientId> registered() {
        return Optional.of(client).filter(it -> !it.equals(UNREGISTERED));
    }
}
