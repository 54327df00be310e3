package dev.gatehouse.operate.setup;

import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a configuration needs of the app registration.
 *
 * @param tenant where it is registered
 * @param client its id, where the configuration knows it already
 * @param name what it is found by otherwise, and called when it is made
 * @param web redirect addresses of a confidential client
 * @param spa redirect addresses of a single-page application
 * @param logout where Entra says that somebody signed out elsewhere; https only
 * @param scopes delegated permissions of Gatehouse's own API; the first is the one that sign-in
 *     asks for
 * @param groups whether tokens must carry groups
 * @param delegated permissions on other APIs, consented for the whole tenant
 */
public record Wanted(
        TenantId tenant,
        Optional<ClientId> client,
        String name,
        Audience audience,
        List<URI> web,
        List<URI> spa,
        Optional<URI> logout,
        List<String> scopes,
        List<RoleWanted> roles,
        boolean groups,
        Set<Delegated> delegated,
        Optional<Trusted> identity,
        SecretWanted secret) {
    /** The Azure CLI's client id, in every cloud. */
    public static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    public Wanted {
        if (name.isBlank() || name.length() > 120 || name.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("the display name has 1 to 120 characters");
        }
        web = List.copyOf(web);
        spa = List.copyOf(spa);
        scopes = List.copyOf(scopes);
        roles = List.copyOf(roles);
        delegated = Collections.unmodifiableSet(new TreeSet<>(delegated));
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("the API needs a scope");
        }
    }

    /**
     * The id of a scope or role that is made: always the same, so that every form of a plan means
     * the same registration.
     */
    UUID idOf(String kind, String value) {
        String whole = String.join("\n", "gatehouse setup", tenant + "", name, kind, value);
        return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
    }
}
