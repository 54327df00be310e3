package dev.gatehouse.entra;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.gatehouse.authenticate.tokens.SigningKey;
import dev.gatehouse.authenticate.tokens.SigningKeys;
import dev.gatehouse.authenticate.tokens.TokenVersion;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Signing keys from each tenant's own key document, remembered for at most 100 tenants.
 *
 * <p>Asks for whatever tenant it is given: the validator passes admitted tenants only. Where that
 * is any tenant, tokens that nobody signed can name random ones; so at most {@link #NEW_TENANTS}
 * tenants a minute are asked for the first time.
 */
public final class EntraSigningKeys implements SigningKeys {
    static final int MOST_TENANTS = 100;
    static final int NEW_TENANTS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int NO_SUCH_TENANT = 90002;

    private final LoadingCache<TenantId, Map<TokenVersion, KeySet>> tenants;
    private final FirstSights firstSights;

    public EntraSigningKeys(Cloud cloud, EntraHttp http, InstantSource clock) {
        this(
                (tenant, version) -> http.send(request(cloud, tenant, version)),
                http.threads(),
                clock,
                PATIENCE);
    }

    EntraSigningKeys(Fetch fetch, Executor threads, InstantSource clock, Duration patience) {
        this.firstSights = new FirstSights(NEW_TENANTS, clock);
        this.tenants =
                Caffeine.newBuilder()
                        .maximumSize(MOST_TENANTS)
                        .executor(Runnable::run)
                        .build(
                                tenant ->
                                        Map.of(
                                                TokenVersion.V1,
                                                new KeySet(
                                                        () -> read(fetch, tenant, TokenVersion.V1),
                                                        threads,
                                                        clock,
                                                        patience),
                                                TokenVersion.V2,
                                                new KeySet(
                                                        () -> read(fetch, tenant, TokenVersion.V2),
                                                        threads,
                                                        clock,
                                                        patience)));
    }

    /** The bare exchange, so that tests can do without a network. */
    interface Fetch {
        EntraHttp.Answer fetch(TenantId tenant, TokenVersion version) throws IOException;
    }

    /**
     * @throws IdentityProviderUnavailable if no keys were ever fetched, or too many tenants were
     *     asked for the first time within a minute
     */
    @Override
    public Optional<SigningKey> find(TenantId tenant, TokenVersion version, String keyId) {
        if (tenants.getIfPresent(tenant) == null) {
            firstSights.count();
        }
        KeySet keys = tenants.get(tenant).get(version);
        return keys == null ? Optional.empty() : keys.find(keyId);
    }

    /** How many tenants are remembered. */
    long remembered() {
        tenants.cleanUp();
        return tenants.estimatedSize();
    }

    private static Map<String, SigningKey> read(Fetch fetch, TenantId tenant, TokenVersion version)
            throws IOException {
        EntraHttp.Answer answer = fetch.fetch(tenant, version);
        if (answer.status() == 200) {
            return KeyDocument.parse(answer.body());
        }
        if (answer.status() == 400
                && TokenError.read(answer.body()).map(TokenError::number).orElse(0)
                        == NO_SUCH_TENANT) {
            return Map.of();
        }
        throw new IOException("the key endpoint answered " + answer.status());
    }

    private static HttpRequest request(Cloud cloud, TenantId tenant, TokenVersion version) {
        String path =
                switch (version) {
                    case V1 -> "/discovery/keys";
                    case V2 -> "/discovery/v2.0/keys";
                };
        return HttpRequest.newBuilder(URI.create(cloud.authority() + "/" + tenant + path))
                .header("Accept", "application/json")
                .build();
    }
}
