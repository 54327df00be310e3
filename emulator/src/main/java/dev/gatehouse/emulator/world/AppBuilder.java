package dev.gatehouse.emulator.world;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collects what an application has. */
public final class AppBuilder {
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

    AppBuilder(String name, UUID clientId, UUID tenant) {
        this.name = name;
        this.clientId = clientId;
        this.tenant = tenant;
    }

    AppBuilder(AppRegistration app) {
        this(app.name(), app.clientId(), app.tenant());
        firstParty = app.firstParty();
        multiTenant = app.multiTenant();
        publicClient = app.publicClient();
        groupClaims = app.groupClaims();
        version = app.accessTokenVersion();
        idUris = app.idUris();
        web = app.web();
        spa = app.spa();
        installed = app.installed();
        required = app.required();
        exposed = app.exposed();
        appRoles = app.appRoles();
        preauthorized = app.preauthorized();
        optionalClaims = app.optionalClaims();
        secrets = app.secrets();
        certificates = app.certificates();
        federated = app.federated();
        inert = app.inert();
    }

    /** Its display name. */
    public AppBuilder name(String displayName) {
        name = displayName;
        return this;
    }

    /** Microsoft's own: known in every tenant. */
    public AppBuilder firstParty() {
        firstParty = true;
        multiTenant = true;
        return this;
    }

    /** Other tenants may consent to it. */
    public AppBuilder multiTenant() {
        return multiTenant(true);
    }

    /** Whether other tenants may consent to it. */
    public AppBuilder multiTenant(boolean many) {
        multiTenant = many;
        return this;
    }

    /** It has no credential of its own. */
    public AppBuilder publicClient() {
        return publicClient(true);
    }

    /** Whether it may do without a credential of its own. */
    public AppBuilder publicClient(boolean without) {
        publicClient = without;
        return this;
    }

    /** Its redirects, given before, are of the platform "single-page application". */
    public AppBuilder singlePage() {
        spa = web;
        web = List.of();
        return this;
    }

    /** Its tokens carry {@code groups}. */
    public AppBuilder groupClaims() {
        return groupClaims(true);
    }

    /** Whether its tokens carry {@code groups}. */
    public AppBuilder groupClaims(boolean carried) {
        groupClaims = carried;
        return this;
    }

    /** The version of its access tokens: 1 or 2. */
    public AppBuilder version(int accessTokenVersion) {
        version = accessTokenVersion;
        return this;
    }

    /** Its App ID URIs, the canonical one first. */
    public AppBuilder idUris(String... uris) {
        return idUris(List.of(uris));
    }

    /** Its App ID URIs, the canonical one first. */
    public AppBuilder idUris(List<String> uris) {
        idUris = uris;
        return this;
    }

    /** Its redirect URIs of the platform "Web". */
    public AppBuilder redirects(String... uris) {
        return web(List.of(uris));
    }

    /** Its redirect URIs of the platform "Web". */
    public AppBuilder web(List<String> uris) {
        web = uris;
        return this;
    }

    /** Its redirect URIs of the platform "single-page application". */
    public AppBuilder spa(List<String> uris) {
        spa = uris;
        return this;
    }

    /** Its redirect URIs of the platform "mobile and desktop applications". */
    public AppBuilder installed(List<String> uris) {
        installed = uris;
        return this;
    }

    /** The APIs all of whose delegated permissions it asks for. */
    public AppBuilder requires(AppRegistration... apis) {
        return required(
                Arrays.stream(apis)
                        .flatMap(
                                api ->
                                        api.exposed().stream()
                                                .map(
                                                        one ->
                                                                new RequiredAccess(
                                                                        api.clientId(),
                                                                        one.id(),
                                                                        false)))
                        .toList());
    }

    /** The permissions that it asks for. */
    public AppBuilder required(List<RequiredAccess> permissions) {
        required = permissions;
        return this;
    }

    /** The delegated permissions that it exposes, by value. */
    public AppBuilder scopes(String... values) {
        return exposed(
                Arrays.stream(values)
                        .map(
                                value ->
                                        new ExposedScope(
                                                AppRegistration.id("scope", clientId + "/" + value),
                                                value,
                                                true,
                                                false,
                                                value,
                                                value))
                        .toList());
    }

    /** The delegated permissions that it exposes. */
    public AppBuilder exposed(List<ExposedScope> scopes) {
        exposed = scopes;
        return this;
    }

    /** The app roles that it declares, by value, for people and applications. */
    public AppBuilder roles(String... values) {
        return appRoles(
                Arrays.stream(values)
                        .map(
                                value ->
                                        new AppRole(
                                                AppRegistration.id("role", clientId + "/" + value),
                                                value,
                                                value,
                                                value,
                                                true,
                                                Set.of("User", "Application")))
                        .toList());
    }

    /** The app roles that it declares. */
    public AppBuilder appRoles(List<AppRole> roles) {
        appRoles = roles;
        return this;
    }

    /** The clients that need no consent for the scopes given before. */
    public AppBuilder preauthorized(UUID... clients) {
        Set<UUID> all =
                exposed.stream().map(ExposedScope::id).collect(Collectors.toUnmodifiableSet());
        return preauthorized(
                Arrays.stream(clients).collect(Collectors.toMap(Function.identity(), _ -> all)));
    }

    /** The clients that need no consent, each with ids of scopes. */
    public AppBuilder preauthorized(Map<UUID, Set<UUID>> clients) {
        preauthorized = clients;
        return this;
    }

    /** Its optional access-token claims. */
    public AppBuilder optionalClaims(String... names) {
        return optionalClaims(Set.of(names));
    }

    /** Its optional access-token claims. */
    public AppBuilder optionalClaims(Set<String> names) {
        optionalClaims = names;
        return this;
    }

    /** Its client secrets, without end. */
    public AppBuilder secrets(String... values) {
        return secrets(Arrays.stream(values).map(Secret::seeded).toList());
    }

    /** Its client secrets. */
    public AppBuilder secrets(List<Secret> credentials) {
        secrets = credentials;
        return this;
    }

    /** The certificates whose keys sign its client assertions. */
    public AppBuilder certificates(X509Certificate... trusted) {
        certificates = List.of(trusted);
        return this;
    }

    /** Its federated credentials; Entra allows 20. */
    public AppBuilder federated(FederatedCredential... credentials) {
        return federated(List.of(credentials));
    }

    /** Its federated credentials; Entra allows 20. */
    public AppBuilder federated(List<FederatedCredential> credentials) {
        federated = credentials;
        return this;
    }

    /** Properties that nothing depends on. */
    public AppBuilder inert(Map<String, Object> properties) {
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
