package dev.gatehouse.entra;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.util.Configuration;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform's own identity, by azure-identity. Built at its first use; safe for many threads,
 * which share one request for a scope. Keeps tokens itself, because MSAL4J finds none of its own
 * when the authority has a port.
 */
public final class AzurePlatformCredential implements PlatformCredential {
    /** For a whole request, with the SDK's retries. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final int MOST_SCOPES = 64;
    private static final Logger LOG = LoggerFactory.getLogger(AzurePlatformCredential.class);

    private final PlatformIdentity identity;
    private final ExecutorService threads;
    private final LoadingCache<Scope, HeldToken> tokens;

    public AzurePlatformCredential(
            PlatformIdentity identity, Cloud cloud, EntraHttp http, InstantSource clock) {
        this(identity, () -> credential(identity, cloud, http), http.threads(), clock);
    }

    AzurePlatformCredential(
            PlatformIdentity identity,
            Supplier<TokenCredential> builder,
            ExecutorService threads,
            InstantSource clock) {
        this.identity = identity;
        this.threads = threads;
        var built = new Once(builder);
        this.tokens =
                Caffeine.newBuilder()
                        .maximumSize(MOST_SCOPES)
                        .executor(Runnable::run)
                        .build(scope -> new HeldToken(() -> ask(built.get(), scope), clock));
    }

    @Override
    public AccessToken token(Scope scope) {
        return tokens.get(scope).current();
    }

    /**
     * Fetches the first token in the background, so that no request waits for it. A failure is
     * logged, and shows again at the first use.
     */
    public void warm(Scope scope) {
        threads.execute(
                () -> {
                    try {
                        var _ = token(scope);
                    } catch (CredentialUnavailable none) {
                        LOG.atWarn()
                                .addKeyValue("code", "credential_unavailable")
                                .addKeyValue("identity", describe())
                                .log("platform identity gives no token yet");
                    }
                });
    }

    @Override
    public String describe() {
        return identity.describe();
    }

    private AccessToken ask(TokenCredential credential, Scope scope) {
        var wanted = new TokenRequestContext().addScopes(scope.value());
        Future<com.azure.core.credential.AccessToken> asked =
                threads.submit(() -> credential.getTokenSync(wanted));
        try {
            var got = asked.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (got == null || got.getToken() == null || got.getToken().isBlank()) {
                throw unavailable(new IOException("no token in the answer"));
            }
            return new AccessToken(got.getToken(), got.getExpiresAt().toInstant());
        } catch (ExecutionException refused) {
            throw unavailable(refused.getCause() == null ? refused : refused.getCause());
        } catch (TimeoutException late) {
            asked.cancel(true);
            throw unavailable(late);
        } catch (InterruptedException stopped) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(stopped);
        }
    }

    private CredentialUnavailable unavailable(Throwable cause) {
        return new CredentialUnavailable(
                "the platform identity (" + describe() + ") gives no token", cause);
    }

    private static TokenCredential credential(
            PlatformIdentity identity, Cloud cloud, EntraHttp http) {
        var network = new AzureHttp(cloud, http);
        String authority = cloud.authority().toString();
        return switch (identity) {
            case PlatformIdentity.ManagedIdentity(var client) -> {
                var builder =
                        new ManagedIdentityCredentialBuilder()
                                .configuration(Configuration.NONE)
                                .httpClient(network);
                client.ifPresent(it -> builder.clientId(it.value()));
                yield builder.build();
            }
            case PlatformIdentity.WorkloadIdentity(var tenant, var client, var file) ->
                    new WorkloadIdentityCredentialBuilder()
                            .configuration(Configuration.NONE)
                            .httpClient(network)
                            .authorityHost(authority)
                            .disableInstanceDiscovery()
                            .tenantId(tenant)
                            .clientId(client.value())
                            .tokenFilePath(file.toString())
                            .build();
            case PlatformIdentity.SecretPrincipal(var tenant, var client, var secret) ->
                    new ClientSecretCredentialBuilder()
                            .configuration(Configuration.NONE)
                            .httpClient(network)
                            .authorityHost(authority)
                            .disableInstanceDiscovery()
                            .tenantId(tenant)
                            .clientId(client.value())
                            .clientSecret(secret.value())
                            .build();
            case PlatformIdentity.CertificatePrincipal(var tenant, var client, var certificate) -> {
                var builder =
                        new ClientCertificateCredentialBuilder()
                                .configuration(Configuration.NONE)
                                .httpClient(network)
                                .authorityHost(authority)
                                .disableInstanceDiscovery()
                                .tenantId(tenant)
                                .clientId(client.value())
                                .sendCertificateChain(true);
                certificate.password().ifPresent(builder::clientCertificatePassword);
                yield (isPem(certificate.file())
                                ? builder.pemCertificate(certificate.file().toString())
                                : builder.pfxCertificate(certificate.file().toString()))
                        .build();
            }
            case PlatformIdentity.DeveloperCli(var tenant) ->
                    new AzureCliCredentialBuilder()
                            .tenantId(tenant)
                            .processTimeout(DEADLINE)
                            .build();
        };
    }

    private static boolean isPem(Path file) {
        try {
            return CertificateFile.isPem(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new CredentialUnavailable("the certificate file cannot be read", unreadable);
        }
    }
}
