package dev.gatehouse.server;

import dev.gatehouse.authorize.Rule;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.setup.Audience;
import dev.gatehouse.operate.setup.Delegated;
import dev.gatehouse.operate.setup.RoleWanted;
import dev.gatehouse.operate.setup.Trusted;
import dev.gatehouse.operate.setup.Wanted;
import dev.gatehouse.server.config.AuthzConfig;
import dev.gatehouse.server.config.CredentialConfig;
import dev.gatehouse.server.config.DownstreamConfig;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.TenantsConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a configuration needs of the app registration. */
final class Registration {
    /** What sign-in asks for; the adapter to Entra has it built in. */
    private static final String SIGN_IN_SCOPE = "access_as_user";

    private static final String DEFAULT = "/.default";
    private static final Map<Role, String> DESCRIPTIONS =
            Map.of(
                    Role.ADMIN, "Everything",
                    Role.PM, "Changes to Azure",
                    Role.ANALYST, "Reads and analyses",
                    Role.VIEWER, "Reads");

    private final GatehouseConfig config;
    private final Cloud cloud;
    private final TenantId home;

    Registration(GatehouseConfig config, Cloud cloud, TenantId home) {
        this.config = config;
        this.cloud = cloud;
        this.home = home;
    }

    Wanted wanted(SettingUp.Request request) {
        URI at = Settings.publicUrl(config.listen());
        boolean session = request.browser() != SettingUp.Browser.SPA;
        boolean spa = request.browser() != SettingUp.Browser.SESSION;
        return new Wanted(
                home,
                config.entra().registered(),
                request.displayName(),
                audience(config.entra().tenants()),
                session
                        ? List.of(
                                at.resolve("/auth/callback"), at.resolve("/auth/consent/callback"))
                        : List.of(),
                spa ? List.of(at.resolve("/")) : List.of(),
                Optional.of(at.resolve("/auth/logout/frontchannel"))
                        .filter(it -> session && it.getScheme().equals("https")),
                scopes(config.auth().scopes()),
                roles(config.authz()),
                namesGroups(),
                delegated(),
                request.identity().map(this::trusted),
                SettingUp.secret(request.secret()));
    }

    private Audience audience(TenantsConfig tenants) {
        boolean others = tenants.listed().stream().anyMatch(it -> !it.equals(home));
        return tenants.anyConsented() || others ? Audience.ANY_TENANT : Audience.HOME;
    }

    /** The one that sign-in needs, and another if bearer tokens with it are not accepted. */
    private static List<String> scopes(Set<String> accepted) {
        var all = new ArrayList<>(List.of(SIGN_IN_SCOPE));
        if (!accepted.contains(SIGN_IN_SCOPE)) {
            accepted.stream().sorted().findFirst().ifPresent(all::add);
        }
        return all;
    }

    private static List<RoleWanted> roles(AuthzConfig authz) {
        if (!authz.usualRoles()) {
            return new TreeMap<>(authz.roles())
                    .entrySet().stream()
                            .map(it -> role(it.getKey(), Set.of(), it.getValue()))
                            .toList();
        }
        Map<Role, Set<String>> spellings =
                authz.roles().entrySet().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getValue,
                                        Collectors.mapping(Map.Entry::getKey, Collectors.toSet())));
        return Arrays.stream(Role.values())
                .map(it -> role(it.label(), spellings.getOrDefault(it, Set.of()), it))
                .toList();
    }

    private static RoleWanted role(String value, Set<String> otherwise, Role role) {
        return new RoleWanted(
                value, otherwise, DESCRIPTIONS.getOrDefault(role, ""), role == Role.VIEWER);
    }

    private boolean namesGroups() {
        return config.routes().stream().anyMatch(rule -> !rule.allow().groups().isEmpty());
    }

    private Set<Delegated> delegated() {
        var all = new TreeSet<Delegated>();
        all.add(Delegated.OWN_PROFILE);
        if (namesGroups()) {
            all.add(Delegated.GROUP_MEMBERS);
        }
        if (config.downstream().mode() != DownstreamConfig.Mode.MANAGED_IDENTITY) {
            all.add(Delegated.ARM_AS_USER);
        }
        config.routes().stream()
                .filter(rule -> rule.as() == ActAs.USER || rule.as() == ActAs.USER_ELSE_PLATFORM)
                .flatMap(rule -> scopeOf(rule).stream())
                .forEach(scope -> all.add(delegated(scope)));
        return all;
    }

    private Optional<Scope> scopeOf(Rule rule) {
        return Optional.ofNullable(config.upstreams().get(rule.to())).flatMap(it -> it.scope());
    }

    private Delegated delegated(Scope scope) {
        String text = scope.value();
        boolean usual = text.endsWith(DEFAULT);
        int cut = usual ? text.length() - DEFAULT.length() : text.lastIndexOf('/');
        String api = cut > 0 ? text.substring(0, cut) : text;
        String value = usual || cut < 0 ? "" : text.substring(cut + 1);
        if (isOf(api, Settings.armScope(config.entra().cloud()))) {
            return value.isEmpty() ? Delegated.ARM_AS_USER : new Delegated(Delegated.ARM, value);
        }
        if (isOf(api, Settings.graphScope(config.entra().cloud()))) {
            return value.isEmpty() ? Delegated.OWN_PROFILE : new Delegated(Delegated.GRAPH, value);
        }
        String id = api.startsWith("api://") ? api.substring("api://".length()) : api;
        return new Delegated(TenantId.parse(id).isPresent() ? id : api, value);
    }

    private static boolean isOf(String api, Scope known) {
        String address = known.value().substring(0, known.value().length() - DEFAULT.length());
        String bare = api.endsWith("/") ? api.substring(0, api.length() - 1) : api;
        return bare.equals(address);
    }

    /** The identity that was named, else the one that the configuration lets vouch. */
    private Trusted trusted(String named) {
        return new Trusted(
                named.isBlank() ? configured() : named.strip(),
                cloud.authority() + "/" + home + "/v2.0",
                cloud.tokenExchangeAudience());
    }

    private String configured() {
        Optional<ClientId> vouching =
                config.entra().credential().orElse(null)
                                instanceof CredentialConfig.ManagedIdentity(var identity)
                        ? identity
                        : Optional.empty();
        return vouching.or(() -> config.downstream().managedIdentity())
                .map(ClientId::value)
                .orElseThrow(
                        () ->
                                new SettingUp.Stopped(
                                        "Which managed identity? Name its client id or resource id"
                                                + " after --with-federated-credential, or set"
                                                + " entra.credential.managed-identity."));
    }
}
