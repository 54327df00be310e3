package dev.gatehouse.emulator.identity;

import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** What an application does on its host: it asks for a token. Prints whom the token speaks for. */
final class HostedProcess {
    private HostedProcess() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws ParseException {
        String token =
                new ManagedIdentityCredentialBuilder()
                        .build()
                        .getTokenSync(
                                new TokenRequestContext()
                                        .addScopes("https://management.azure.com/.default"))
                        .getToken();
        System.out.println(SignedJWT.parse(token).getJWTClaimsSet().getSubject());
    }
}
