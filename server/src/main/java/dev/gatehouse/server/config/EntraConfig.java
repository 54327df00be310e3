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

    /**
     * The same, where a managed identity that vouches without a name is the platform's.
     *
     * @param platform the platform's user-assigned identity; empty if it is system-assigned
     */
    EntraConfig vouchedFor(Optional<ClientId> platform) {
        return new EntraConfig(
                tenant, client, credential.map(it -> named(it, platform)), tenants, cloud);
    }

    /** Whether the system-assigned identity is meant to vouch for the registration. */
    boolean vouchedBySystem() {
        return credential.orElse(null) instanceof CredentialConfig.ManagedIdentity(var identity)
                && identity.isEmpty();
    }

    private static CredentialConfig named(CredentialConfig proof, Optional<ClientId> platform) {
        return proof instanceof CredentialConfig.ManagedIdentity(var identity)
                ? new CredentialConfig.ManagedIdentity(identity.or(() -> platform))
                : proof;
    }

    /** The client id, unless {@code setup} has yet to make it. */
    public Optional<ClientId> registered() {
        return Optional.of(client).filter(it -> !it.equals(UNREGISTERED));
    }
}
