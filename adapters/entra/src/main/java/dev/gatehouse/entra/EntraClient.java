package dev.gatehouse.entra;

import com.microsoft.aad.msal4j.AuthorizationRequestUrlParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalException;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gatehouse's app registration as a client of Entra's token endpoint, by MSAL4J. Each exchange has
 * an application object of its own, so MSAL4J's memory never grows and no user's answer can meet
 * another's. Declares the capability {@code cp1}. Retries nothing: the caller is told when to. Says
 * in the log when Entra does not accept the registration itself: only the operator can mend that.
 */
public final class EntraClient {
    private static final Logger LOG = LoggerFactory.getLogger(EntraClient.class);
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

    private final Cloud cloud;
    private final EntraHttp http;
    private final ClientId client;
    private final ClientProof proof;
    private final InstantSource clock;

    public EntraClient(
            Cloud cloud,
            EntraHttp http,
            ClientId client,
            ClientCredential credential,
            InstantSource clock) {
        this.cloud = cloud;
        this.http = http;
        this.client = client;
        this.clock = clock;
        Optional<ClientId> identity =
                credential instanceof ClientCredential.ManagedIdentityAssertion(var named)
                        ? named
                        : Optional.empty();
        var platform =
                new AzurePlatformCredential(
                        new PlatformIdentity.ManagedIdentity(identity), cloud, http, clock);
        this.proof =
                new ClientProof(credential, () -> platform.token(cloud.tokenExchange()).value());
    }

    /**
     * One grant at the token endpoint of {@code tenant}: an id, a domain or {@code organizations}.
     *
     * @throws IdentityProviderUnavailable if there is no usable answer
     */
    TokenAnswer ask(
            String tenant,
            Function<ConfidentialClientApplication, CompletableFuture<IAuthenticationResult>>
                    grant) {
        TokenEndpoint endpoint = new TokenEndpoint(http, cloud.authority(), clock);
        try {
            var _ = grant.apply(application(tenant, proof.current(), endpoint)).join();
        } catch (CompletionException | MsalException failed) {
            if (endpoint.answer() instanceof TokenAnswer.Issued) {
                throw undigested();
            }
        }
        TokenAnswer answer = endpoint.answer();
        if (answer instanceof TokenAnswer.Refused(GrantRefusal why)
                && why.kind() == GrantRefusal.Kind.CLIENT_CONFIGURATION) {
            LOG.atWarn()
                    .addKeyValue("code", "client_credential_rejected")
                    .addKeyValue("aadsts", why.aadsts())
                    .addKeyValue("correlationId", why.correlationId())
                    .log("Entra does not accept the client credential or registration");
        }
        return answer;
    }

    /**
     * The address that {@code parameters} make at the authorize endpoint of {@code tenant}. Needs
     * neither the network nor the client credential.
     */
    URI authorizeUri(String tenant, AuthorizationRequestUrlParameters parameters) {
        var offline = new TokenEndpoint(http, cloud.authority(), clock);
        var unused = ClientCredentialFactory.createFromSecret("unused");
        return URI.create(
                application(tenant, unused, offline)
                        .getAuthorizationRequestUrl(parameters)
                        .toString());
    }

    private ConfidentialClientApplication application(
            String tenant, IClientCredential credential, TokenEndpoint endpoint) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("neither a tenant's id nor a domain");
        }
        try {
            return ConfidentialClientApplication.builder(client.value(), credential)
                    .authority(cloud.authority() + "/" + tenant + "/")
                    .instanceDiscovery(false)
                    .clientCapabilities(Set.of("cp1"))
                    .httpClient(endpoint)
                    .executorService(http.threads())
                    .disableInternalRetries()
                    .build();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("the authority is not an address", impossible);
        }
    }

    Cloud cloud() {
        return cloud;
    }

    ClientId id() {
        return client;
    }

    InstantSource clock() {
        return clock;
    }

    /** The cause is left out: MSAL4J's messages may repeat what it could not read. */
    private static IdentityProviderUnavailable undigested() {
        return new IdentityProviderUnavailable(
                "Entra's tokens cannot be read",
                RetryAfter.DEFAULT,
                new IOException("MSAL4J refused the answer"));
    }
}
