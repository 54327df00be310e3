package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.ClientId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What an access token must be like to be accepted.
 *
 * @param client our own app registration
 * @param audiences accepted {@code aud} values, compared exactly but for one trailing slash
 * @param tenants whose tokens are accepted
 * @param issuers where tokens come from
 * @param acceptedScopes a person's token needs one of them
 * @param allowedClients applications whose tokens are accepted; empty means any
 * @param clockSkew added in the caller's favour to both ends of a token's lifetime; 0 to 300 s
 * @param roles how app roles are read
 */
public record TokenConfig(
        ClientId client,
        Set<String> audiences,
        Tenants tenants,
        Issuers issuers,
        Set<String> acceptedScopes,
        Set<ClientId> allowedClients,
        Duration clockSkew,
        RoleMapping roles) {
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    public TokenConfig {
        audiences = withoutTrailingSlashes(audiences);
        acceptedScopes = Set.copyOf(acceptedScopes);
        allowedClients = Set.copyOf(allowedClients);
        if (audiences.isEmpty() || audiences.contains("")) {
            throw new IllegalArgumentException("name at least one audience, none of them blank");
        }
        if (acceptedScopes.isEmpty()) {
            throw new IllegalArgumentException("name at least one scope");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("clock skew is not within 0 to 300 seconds");
        }
    }

    /**
     * The defaults: audiences {@code <id>} and {@code api://<id>}, both scopes, any client, 60 s.
     */
    public static TokenConfig of(ClientId client, Tenants tenants) {
        return new TokenConfig(
                client,
                Set.of(client.value(), "api://" + client.value()),
                tenants,
                Issuers.PUBLIC_CLOUD,
                Set.of("user_impersonation", "access_as_user"),
                Set.of(),
                Duration.ofMinutes(1),
                RoleMapping.DEFAULT);
    }

    boolean acceptsAudience(String audience) {
        return audiences.contains(withoutTrailingSlash(audience));
    }

    boolean acceptsClient(ClientId caller) {
        return allowedClients.isEmpty() || allowedClients.contains(caller);
    }

    boolean acceptsScopes(Set<String> scopes) {
        for (String scope : scopes) {
            if (acceptedScopes.contains(scope)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> withoutTrailingSlashes(Set<String> audiences) {
        var all = new LinkedHashSet<String>();
        audiences.forEach(audience -> all.add(withoutTrailingSlash(audience.strip())));
        return Set.copyOf(all);
    }

    /** v1.0 tokens repeat an App ID URI with or without its slash, as the client asked. */
    private static String withoutTrailingSlash(String audience) {
        return audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
    }
}
