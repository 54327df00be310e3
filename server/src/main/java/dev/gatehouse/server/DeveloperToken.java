package dev.gatehouse.server;

import dev.gatehouse.entra.AzureCliSignIn;

/** A token of whoever is signed in to the Azure CLI on this machine. */
public sealed interface DeveloperToken {
    /** A token. Not printed by {@code toString}. */
    record Issued(String token) implements DeveloperToken {
        @Override
        public String toString() {
            return "Issued";
        }
    }

    /** Why there is none, in the CLI's words. */
    record Refused(String why) implements DeveloperToken {}

    /**
     * @param scope ending in {@code /.default}
     */
    static DeveloperToken of(String scope) {
        return switch (AzureCliSignIn.token(scope)) {
            case AzureCliSignIn.Issued(String token) -> new Issued(token);
            case AzureCliSignIn.Refused(String why) -> new Refused(why);
        };
    }
}
