package dev.gatehouse.server;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.entra.AzureCliSignIn;
import dev.gatehouse.kernel.Masked;
import java.util.Objects;

/** A token of whoever is signed in to the Azure CLI on this machine. */
public sealed interface DeveloperToken {
    /** A token. Not printed by {@code toString}. */
    record Issued(String token) implements DeveloperToken {
        @Override
        public String toString() {
            return "Issued";
        }
    }

    /** How much of the CLI's words is shown. */
    int LONGEST = 300;

    /** Why there is none, in the CLI's words, masked. */
    record Refused(String why) implements DeveloperToken {}

    /**
     * @param scope ending in {@code /.default}
     */
    static DeveloperToken of(String scope) {
        try {
            return new Issued(AzureCliSignIn.token(scope));
        } catch (CredentialUnavailable none) {
            return new Refused(
                    Masked.line(
                            String.valueOf(Objects.requireNonNull(none.getCause()).getMessage()),
                            LONGEST));
        }
    }
}
