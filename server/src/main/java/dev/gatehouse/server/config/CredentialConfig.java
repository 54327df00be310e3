package dev.gatehouse.server.config;

import dev.gatehouse.kernel.ClientId;
import java.nio.file.Path;
import java.util.Optional;

/** How the registration proves itself to Entra for sign-in and on-behalf-of. */
public sealed interface CredentialConfig {
    /** A client secret. */
    record Secret(SecretRef secret) implements CredentialConfig {}

    /** A certificate and its private key in one PEM file. */
    record Certificate(Path pem) implements CredentialConfig {}

    /**
     * A managed identity as federated credential: no secret at all.
     *
     * @param identity a user-assigned one; empty means the system-assigned one
     */
    record ManagedIdentity(Optional<ClientId> identity) implements CredentialConfig {}

    /** A token file of workload identity federation, read anew at each use. */
    record Workload(Path tokenFile) implements CredentialConfig {}
}
