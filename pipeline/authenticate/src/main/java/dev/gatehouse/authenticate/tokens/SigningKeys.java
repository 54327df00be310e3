package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.TenantId;
import java.util.Optional;

/** The keys that Entra signs a tenant's tokens with. */
public interface SigningKeys {
    /**
     * The key, from memory if it is there. May wait for the network on the first use of a tenant or
     * on an unknown key id, and then once for all waiting threads.
     *
     * @return empty if the tenant has no such key
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if there are no keys to look in
     */
    Optional<SigningKey> find(TenantId tenant, TokenVersion version, String keyId);
}
