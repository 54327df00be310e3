package dev.gatehouse.entra;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.AzureCliCredentialBuilder;
import dev.gatehouse.act.credentials.CredentialUnavailable;

/** Whoever is signed in to the Azure CLI on this machine, of whatever tenant that is. */
public final class AzureCliSignIn {
    private AzureCliSignIn() {}

    /**
     * Asks {@code az account get-access-token}.
     *
     * @param scope ending in {@code /.default}
     * @throws CredentialUnavailable with the CLI's words as its cause's message
     */
    public static String token(String scope) {
        try {
            return new AzureCliCredentialBuilder()
                    .build()
                    .getTokenSync(new TokenRequestContext().addScopes(scope))
                    .getToken();
        } catch (ClientAuthenticationException refused) {
            throw new CredentialUnavailable("the Azure CLI gives no token", refused);
        }
    }
}
