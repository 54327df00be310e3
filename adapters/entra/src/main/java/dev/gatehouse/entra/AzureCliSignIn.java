package dev.gatehouse.entra;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.AzureCliCredentialBuilder;

/** Whoever is signed in to the Azure CLI on this machine. */
public sealed interface AzureCliSignIn {
    /** A token. Not printed by {@code toString}. */
    record Issued(String token) implements AzureCliSignIn {
        @Override
        public String toString() {
            return "Issued";
        }
    }

    /** Why there is none. */
    record Refused(String why) implements AzureCliSignIn {}

    /**
     * Asks {@code az account get-access-token}.
     *
     * @param scope ending in {@code /.default}
     */
    static AzureCliSignIn token(String scope) {
        try {
            return new Issued(
                    new AzureCliCredentialBuilder()
                            .build()
                            .getTokenSync(new TokenRequestContext().addScopes(scope))
                            .getToken());
        } catch (ClientAuthenticationException refused) {
            return new Refused(String.valueOf(refused.getMessage()));
        }
    }
}
