package dev.gatehouse.server.config;

import dev.gatehouse.kernel.ClientId;
import java.util.Optional;

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
        CloudConfig cloud) {}
