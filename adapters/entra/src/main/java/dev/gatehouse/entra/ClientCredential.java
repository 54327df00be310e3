package dev.gatehouse.entra;

import dev.gatehouse.kernel.ClientId;
import java.nio.file.Path;
import java.util.Optional;

/** How the app registration proves itself to Entra. None of these prints a secret. */
public sealed interface ClientCredential {
    /** A client secret: its value, not its id. */
    record Secret(String value) implements ClientCredential {
        public Secret {
            if (value.isBlank()) {
                throw new IllegalArgumentException("client secret is blank");
            }
        }

        @Override
        public String toString() {
            return "Secret[…]";
        }
    }

    /**
     * A certificate with its RSA private key: PEM (PKCS #8) or PFX (PKCS #12). Read again when the
     * file changes.
     */
    record Certificate(Path file, Optional<String> password) implements ClientCredential {
        @Override
        public String toString() {
            return "Certificate[" + file + "]";
        }
    }

    /**
     * No secret at all: the token of a managed identity that the registration trusts as federated
     * credential (Microsoft: "Configure an application to trust a managed identity").
     *
     * @param client the user-assigned identity's client id; empty for the system-assigned one
     */
    record ManagedIdentityAssertion(Optional<ClientId> client) implements ClientCredential {}

    /** A token file that the platform keeps fresh (workload identity federation). */
    record WorkloadTokenFile(Path file) implements ClientCredential {}
}
