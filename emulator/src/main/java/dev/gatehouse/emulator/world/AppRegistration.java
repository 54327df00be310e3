package dev.gatehouse.emulator.world;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application object: a client, an API, or both.
 *
 * @param clientId the application id
 * @param tenant the home tenant
 * @param firstParty whether it is Microsoft's: known in every tenant, never in need of consent to
 *     sign in
 * @param multiTenant whether other tenants may consent to it
 * @param publicClient whether it may do without a credential of its own
 * @param idUris App ID URIs; the first is the canonical one
 * @param web redirect URIs of the platform "Web"; a loopback one stands for every port
 * @param spa redirect URIs of the platform "single-page application"
 * @param installed redirect URIs of the platform "mobile and desktop applications"
 * @param accessTokenVersion {@code accessTokenAcceptedVersion}: 1 or 2
 * @param required the permissions that it asks for
 * @param exposed delegated permissions that it exposes
 * @param appRoles app roles that it declares
 * @param preauthorized clients that need no consent, each with the ids of the scopes meant
 * @param groupClaims whether its tokens carry {@code groups}
 * @param optionalClaims optional access-token claims, for example {@code xms_cc} and {@code idtyp}
 * @param inert properties that Graph keeps and nothing here depends on, by name
 */
public record AppRegistration(
        UUID clientId,
        UUID tenant,
        String name,
        boolean firstParty,
        boolean multiTenant,
        boolean publicClient,
        List<String> idUris,
        List<String> web,
        List<String> spa,
        List<String> installed,
        int accessTokenVersion,
        List<RequiredAccess> required,
        List<ExposedScope> exposed,
        List<AppRole> appRoles,
        Map<UUID, Set<UUID>> preauthorized,
        boolean groupClaims,
        Set<String> optionalClaims,
        List<Secret> secrets,
        List<X509Certificate> certificates,
        List<FederatedCredential> federated,
        Map<String, Object> inert) {
    public AppRegistration {
        if (accessTokenVersion != 1 && accessTokenVersion != 2) {
            throw new IllegalArgumentException("accessTokenAcceptedVersion is 1 or 2");
        }
        idUris = List.copyOf(idUris);
        web = List.copyOf(web);
        spa = List.copyOf(spa);
        installed = List.copyOf(installed);
        required = List.copyOf(required);
        exposed = List.copyOf(exposed);
        appRoles = List.copyOf(appRoles);
        preauthorized = Map.copyOf(preauthorized);
        optionalClaims = Set.copyOf(optionalClaims);
        secrets = List.copyOf(secrets);
        certificates = List.copyOf(certificates);
        federated = List.copyOf(federated);
        inert = Map.copyOf(inert);
    }

    /** A single-tenant application without anything, whose tokens are v2.0. */
    public static AppBuilder named(String name, UUID clientId, UUID tenant) {
        return new AppBuilder(name, clientId, tenant);
    }

    /** A copy to change. */
    public AppRegistration change(UnaryOperator<AppBuilder> changes) {
        return changes.apply(new AppBuilder(this)).build();
    }

    /** The object id of the application itself, in its home tenant. */
    public UUID objectId() {
        return id("application", clientId.toString());
    }

    /** The redirect URIs of all platforms. */
    public List<String> redirects() {
        return Stream.of(web, spa, installed).flatMap(List::stream).toList();
    }

    /** The values of the delegated permissions that can be asked for. */
    public Set<String> scopes() {
        return exposed.stream()
                .filter(ExposedScope::enabled)
                .map(ExposedScope::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The client ids of the APIs whose delegated permissions it asks for. */
    public Set<UUID> requires() {
        return required.stream()
                .filter(one -> !one.role())
                .map(RequiredAccess::api)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The values of {@code api}'s delegated permissions that it asks for. */
    public Set<String> requires(AppRegistration api) {
        Set<UUID> ids =
                required.stream()
                        .filter(one -> !one.role() && one.api().equals(api.clientId))
                        .map(RequiredAccess::permission)
                        .collect(Collectors.toUnmodifiableSet());
        return api.values(ids);
    }

    /** The values of its scopes that {@code client} may use without consent. */
    public Set<String> preauthorized(UUID client) {
        return values(preauthorized.getOrDefault(client, Set.of()));
    }

    private Set<String> values(Set<UUID> ids) {
        return exposed.stream()
                .filter(scope -> scope.enabled() && ids.contains(scope.id()))
                .map(ExposedScope::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An id that is always the same for the same thing. */
    static UUID id(String kind, String name) {
        return UUID.nameUUIDFromBytes((kind + "/" + name).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AppRegistration[" + name + ", " + clientId + "]";
    }
}
