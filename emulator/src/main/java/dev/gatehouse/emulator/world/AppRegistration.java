package dev.gatehouse.emulator.world;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
    public static Builder named(String name, UUID clientId, UUID tenant) {
        return new Builder(name, clientId, tenant);
    }

    /** A copy to change. */
    public AppRegistration change(UnaryOperator<Builder> changes) {
        return changes.apply(new Builder(this)).build();
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

    /** Collects what an application has. */
    public static final class Builder {
        private String name;
        private final UUID clientId;
        private final UUID tenant;
        private boolean firstParty;
        private boolean multiTenant;
        private boolean publicClient;
        private boolean groupClaims;
        private int version = 2;
        private List<String> idUris = List.of();
        private List<String> web = List.of();
        private List<String> spa = List.of();
        private List<String> installed = List.of();
        private List<RequiredAccess> required = List.of();
        private List<ExposedScope> exposed = List.of();
        private List<AppRole> appRoles = List.of();
        private Map<UUID, Set<UUID>> preauthorized = Map.of();
        private Set<String> optionalClaims = Set.of();
        private List<Secret> secrets = List.of();
        private List<X509Certificate> certificates = List.of();
        private List<FederatedCredential> federated = List.of();
        private Map<String, Object> inert = Map.of();

        private Builder(String name, UUID clientId, UUID tenant) {
            this.name = name;
            this.clientId = clientId;
            this.tenant = tenant;
        }

        private Builder(AppRegistration app) {
            this(app.name, app.clientId, app.tenant);
            firstParty = app.firstParty;
            multiTenant = app.multiTenant;
            publicClient = app.publicClient;
            groupClaims = app.groupClaims;
            version = app.accessTokenVersion;
            idUris = app.idUris;
            web = app.web;
            spa = app.spa;
            installed = app.installed;
            required = app.required;
            exposed = app.exposed;
            appRoles = app.appRoles;
            preauthorized = app.preauthorized;
            optionalClaims = app.optionalClaims;
            secrets = app.secrets;
            certificates = app.certificates;
            federated = app.federated;
            inert = app.inert;
        }

        /** Its display name. */
        public Builder name(String displayName) {
            name = displayName;
            return this;
        }

        /** Microsoft's own: known in every tenant. */
        public Builder firstParty() {
            firstParty = true;
            multiTenant = true;
            return this;
        }

        /** Other tenants may consent to it. */
        public Builder multiTenant() {
            return multiTenant(true);
        }

        /** Whether other tenants may consent to it. */
        public Builder multiTenant(boolean many) {
            multiTenant = many;
            return this;
        }

        /** It has no credential of its own. */
        public Builder publicClient() {
            return publicClient(true);
        }

        /** Whether it may do without a credential of its own. */
        public Builder publicClient(boolean without) {
            publicClient = without;
            return this;
        }

        /** Its redirects, given before, are of the platform "single-page application". */
        public Builder singlePage() {
            spa = web;
            web = List.of();
            return this;
        }

        /** Its tokens carry {@code groups}. */
        public Builder groupClaims() {
            return groupClaims(true);
        }

        /** Whether its tokens carry {@code groups}. */
        public Builder groupClaims(boolean carried) {
            groupClaims = carried;
            return this;
        }

        /** The version of its access tokens: 1 or 2. */
        public Builder version(int accessTokenVersion) {
            version = accessTokenVersion;
            return this;
        }

        /** Its App ID URIs, the canonical one first. */
        public Builder idUris(String... uris) {
            return idUris(List.of(uris));
        }

        /** Its App ID URIs, the canonical one first. */
        public Builder idUris(List<String> uris) {
            idUris = uris;
            return this;
        }

        /** Its redirect URIs of the platform "Web". */
        public Builder redirects(String... uris) {
            return web(List.of(uris));
        }

        /** Its redirect URIs of the platform "Web". */
        public Builder web(List<String> uris) {
            web = uris;
            return this;
        }

        /** Its redirect URIs of the platform "single-page application". */
        public Builder spa(List<String> uris) {
            spa = uris;
            return this;
        }

        /** Its redirect URIs of the platform "mobile and desktop applications". */
        public Builder installed(List<String> uris) {
            installed = uris;
            return this;
        }

        /** The APIs all of whose delegated permissions it asks for. */
        public Builder requires(AppRegistration... apis) {
            return required(
                    Arrays.stream(apis)
                            .flatMap(
                                    api ->
                                            api.exposed.stream()
                                                    .map(
                                                            one ->
                                                                    new RequiredAccess(
                                                                            api.clientId,
                                                                            one.id(),
                                                                            false)))
                            .toList());
        }

        /** The permissions that it asks for. */
        public Builder required(List<RequiredAccess> permissions) {
            required = permissions;
            return this;
        }

        /** The delegated permissions that it exposes, by value. */
        public Builder scopes(String... values) {
            return exposed(
                    Arrays.stream(values)
                            .map(
                                    value ->
                                            new ExposedScope(
                                                    id("scope", clientId + "/" + value),
                                                    value,
                                                    true,
                                                    false,
                                                    value,
                                                    value))
                            .toList());
        }

        /** The delegated permissions that it exposes. */
        public Builder exposed(List<ExposedScope> scopes) {
            exposed = scopes;
            return this;
        }

        /** The app roles that it declares, by value, for people and applications. */
        public Builder roles(String... values) {
            return appRoles(
                    Arrays.stream(values)
                            .map(
                                    value ->
                                            new AppRole(
                                                    id("role", clientId + "/" + value),
                                                    value,
                                                    value,
                                                    value,
                                                    true,
                                                    Set.of("User", "Application")))
                            .toList());
        }

        /** The app roles that it declares. */
        public Builder appRoles(List<AppRole> roles) {
            appRoles = roles;
            return this;
        }

        /** The clients that need no consent for the scopes given before. */
        public Builder preauthorized(UUID... clients) {
            Set<UUID> all =
                    exposed.stream().map(ExposedScope::id).collect(Collectors.toUnmodifiableSet());
            return preauthorized(
                    Arrays.stream(clients)
                            .collect(Collectors.toMap(Function.identity(), _ -> all)));
        }

        /** The clients that need no consent, each with ids of scopes. */
        public Builder preauthorized(Map<UUID, Set<UUID>> clients) {
            preauthorized = clients;
            return this;
        }

        /** Its optional access-token claims. */
        public Builder optionalClaims(String... names) {
            return optionalClaims(Set.of(names));
        }

        /** Its optional access-token claims. */
        public Builder optionalClaims(Set<String> names) {
            optionalClaims = names;
            return this;
        }

        /** Its client secrets, without end. */
        public Builder secrets(String... values) {
            return secrets(Arrays.stream(values).map(Secret::seeded).toList());
        }

        /** Its client secrets. */
        public Builder secrets(List<Secret> credentials) {
            secrets = credentials;
            return this;
        }

        /** The certificates whose keys sign its client assertions. */
        public Builder certificates(X509Certificate... trusted) {
            certificates = List.of(trusted);
            return this;
        }

        /** Its federated credentials; Entra allows 20. */
        public Builder federated(FederatedCredential... credentials) {
            return federated(List.of(credentials));
        }

        /** Its federated credentials; Entra allows 20. */
        public Builder federated(List<FederatedCredential> credentials) {
            federated = credentials;
            return this;
        }

        /** Properties that nothing depends on. */
        public Builder inert(Map<String, Object> properties) {
            inert = properties;
            return this;
        }

        /** The application. */
        public AppRegistration build() {
            return new AppRegistration(
                    clientId,
                    tenant,
                    name,
                    firstParty,
                    multiTenant,
                    publicClient,
                    idUris,
                    web,
                    spa,
                    installed,
                    version,
                    required,
                    exposed,
                    appRoles,
                    preauthorized,
                    groupClaims,
                    optionalClaims,
                    secrets,
                    certificates,
                    federated,
                    inert);
        }
    }
}
