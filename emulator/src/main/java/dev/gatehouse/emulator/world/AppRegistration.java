package dev.gatehouse.emulator.world;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An application object: a client, an API, or both.
 *
 * @param clientId the application id
 * @param tenant the home tenant
 * @param firstParty whether it is Microsoft's: known in every tenant, never in need of consent to
 *     sign in
 * @param multiTenant whether other tenants may consent to it
 * @param publicClient whether it has no credential of its own
 * @param idUris App ID URIs; the first is the canonical one
 * @param redirects registered redirect URIs; a loopback one stands for every port
 * @param singlePage whether its redirects are of the platform "single-page application"
 * @param accessTokenVersion {@code accessTokenAcceptedVersion}: 1 or 2
 * @param requires client ids of the APIs whose delegated permissions it asks for
 * @param scopes delegated permissions that it exposes
 * @param roles app role values that it declares
 * @param preauthorized clients that need no consent for its scopes
 * @param groupClaims whether its tokens carry {@code groups}
 * @param optionalClaims optional access-token claims, for example {@code xms_cc} and {@code idtyp}
 */
public record AppRegistration(
        UUID clientId,
        UUID tenant,
        String name,
        boolean firstParty,
        boolean multiTenant,
        boolean publicClient,
        List<String> idUris,
        List<String> redirects,
        boolean singlePage,
        int accessTokenVersion,
        Set<UUID> requires,
        Set<String> scopes,
        Set<String> roles,
        Set<UUID> preauthorized,
        boolean groupClaims,
        Set<String> optionalClaims,
        List<String> secrets,
        List<X509Certificate> certificates,
        List<FederatedCredential> federated) {
    public AppRegistration {
        if (accessTokenVersion != 1 && accessTokenVersion != 2) {
            throw new IllegalArgumentException("accessTokenAcceptedVersion is 1 or 2");
        }
        idUris = List.copyOf(idUris);
        redirects = List.copyOf(redirects);
        requires = Set.copyOf(requires);
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
        preauthorized = Set.copyOf(preauthorized);
        optionalClaims = Set.copyOf(optionalClaims);
        secrets = List.copyOf(secrets);
        certificates = List.copyOf(certificates);
        federated = List.copyOf(federated);
    }

    /** A single-tenant application without anything, whose tokens are v2.0. */
    public static Builder named(String name, UUID clientId, UUID tenant) {
        return new Builder(name, clientId, tenant);
    }

    /** A copy to change. */
    public AppRegistration change(UnaryOperator<Builder> changes) {
        return changes.apply(new Builder(this)).build();
    }

    @Override
    public String toString() {
        return "AppRegistration[" + name + ", " + clientId + "]";
    }

    /** Collects what an application has. */
    public static final class Builder {
        private final String name;
        private final UUID clientId;
        private final UUID tenant;
        private boolean firstParty;
        private boolean multiTenant;
        private boolean publicClient;
        private boolean singlePage;
        private boolean groupClaims;
        private int version = 2;
        private List<String> idUris = List.of();
        private List<String> redirects = List.of();
        private Set<UUID> requires = Set.of();
        private Set<String> scopes = Set.of();
        private Set<String> roles = Set.of();
        private Set<UUID> preauthorized = Set.of();
        private Set<String> optionalClaims = Set.of();
        private List<String> secrets = List.of();
        private List<X509Certificate> certificates = List.of();
        private List<FederatedCredential> federated = List.of();

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
            singlePage = app.singlePage;
            groupClaims = app.groupClaims;
            version = app.accessTokenVersion;
            idUris = app.idUris;
            redirects = app.redirects;
            requires = app.requires;
            scopes = app.scopes;
            roles = app.roles;
            preauthorized = app.preauthorized;
            optionalClaims = app.optionalClaims;
            secrets = app.secrets;
            certificates = app.certificates;
            federated = app.federated;
        }

        /** Microsoft's own: known in every tenant. */
        public Builder firstParty() {
            firstParty = true;
            multiTenant = true;
            return this;
        }

        /** Other tenants may consent to it. */
        public Builder multiTenant() {
            multiTenant = true;
            return this;
        }

        /** It has no credential of its own. */
        public Builder publicClient() {
            publicClient = true;
            return this;
        }

        /** Its redirects are of the platform "single-page application". */
        public Builder singlePage() {
            singlePage = true;
            return this;
        }

        /** Its tokens carry {@code groups}. */
        public Builder groupClaims() {
            groupClaims = true;
            return this;
        }

        /** The version of its access tokens: 1 or 2. */
        public Builder version(int accessTokenVersion) {
            version = accessTokenVersion;
            return this;
        }

        /** Its App ID URIs, the canonical one first. */
        public Builder idUris(String... uris) {
            idUris = List.of(uris);
            return this;
        }

        /** Its redirect URIs. */
        public Builder redirects(String... uris) {
            redirects = List.of(uris);
            return this;
        }

        /** The client ids of the APIs whose delegated permissions it asks for. */
        public Builder requires(UUID... apis) {
            requires = Set.of(apis);
            return this;
        }

        /** The delegated permissions that it exposes. */
        public Builder scopes(String... names) {
            scopes = Set.of(names);
            return this;
        }

        /** The app roles that it declares. */
        public Builder roles(String... values) {
            roles = Set.of(values);
            return this;
        }

        /** The clients that need no consent for its scopes. */
        public Builder preauthorized(UUID... clients) {
            preauthorized = Set.of(clients);
            return this;
        }

        /** Its optional access-token claims. */
        public Builder optionalClaims(String... names) {
            optionalClaims = Set.of(names);
            return this;
        }

        /** Its client secrets. */
        public Builder secrets(String... values) {
            secrets = List.of(values);
            return this;
        }

        /** The certificates whose keys sign its client assertions. */
        public Builder certificates(X509Certificate... trusted) {
            certificates = List.of(trusted);
            return this;
        }

        /** Its federated credentials; Entra allows 20. */
        public Builder federated(FederatedCredential... credentials) {
            federated = List.of(credentials);
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
                    redirects,
                    singlePage,
                    version,
                    requires,
                    scopes,
                    roles,
                    preauthorized,
                    groupClaims,
                    optionalClaims,
                    secrets,
                    certificates,
                    federated);
        }
    }
}
