package dev.gatehouse.server.config;

import dev.gatehouse.authenticate.tokens.RoleMapping;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.AzureNames;
import dev.gatehouse.server.config.EntryGateConfig.OnError;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads {@code downstream}, {@code auth} and {@code authz}. */
final class AuthReader {
    private static final Duration MOST_LEEWAY = Duration.ofMinutes(5);

    private final Section root;

    AuthReader(Section root) {
        this.root = root;
    }

    DownstreamConfig downstream(EntraConfig entra) {
        Section section = root.below("downstream");
        boolean credential =
                entra.credential().isPresent() || root.below("entra").isFaulty("credential");
        DownstreamConfig.Mode usual =
                credential ? DownstreamConfig.Mode.OBO : DownstreamConfig.Mode.MANAGED_IDENTITY;
        if (!section.has("mode")) {
            root.findings().effective("downstream.mode", usual.wire(), new Origin.Default());
        }
        DownstreamConfig.Mode mode =
                section.optional(
                                "mode",
                                "managed-identity, obo, obo-with-fallback",
                                DownstreamConfig.Mode::parse)
                        .orElse(usual);
        if (mode != DownstreamConfig.Mode.MANAGED_IDENTITY && !credential) {
            section.problem(
                    "mode",
                    mode.wire() + " without a credential",
                    "set entra.credential, or use managed-identity");
        }
        Optional<ClientId> identity =
                section.optional(
                        "managed-identity",
                        "the client id (UUID) of a user-assigned identity",
                        EntraReader::client);
        var read = new DownstreamConfig(mode, identity);
        warn(entra, read);
        return read;
    }

    /** What the identities of the two sections, taken together, probably do not mean. */
    private void warn(EntraConfig entra, DownstreamConfig downstream) {
        Optional<ClientId> identity = downstream.managedIdentity();
        if (identity.isPresent() && identity.get().equals(entra.client())) {
            root.below("downstream")
                    .warn(
                            "managed-identity",
                            "is the registration's id (entra.client); AZURE_CLIENT_ID names the"
                                    + " managed identity, never the registration");
        }
        Section proof = root.below("entra").below("credential");
        boolean set = !(proof.originOf("managed-identity") instanceof Origin.Default);
        if (set && entra.vouchedFor(identity).vouchedBySystem()) {
            proof.warn(
                    "managed-identity",
                    "means the system-assigned identity, which Entra does not take as a federated"
                            + " credential; name a user-assigned one by its client id, or set"
                            + " downstream.managed-identity");
        }
        TenantsConfig tenants = entra.tenants();
        if (downstream.mode() == DownstreamConfig.Mode.OBO
                && tenants.anyConsented()
                && !tenants.listed().isEmpty()) {
            root.below("entra")
                    .warn("tenants", "any-consented admits every tenant; listed ids add nothing");
        }
    }

    AuthConfig auth(ClientId client) {
        Section section = root.below("auth");
        Set<String> scopes = section.set("scopes", "a scope's name", AuthReader::word);
        if (section.isEmptyList("scopes")) {
            section.problem("scopes", "an empty list", "at least one scope");
        }
        Set<ClientId> clients = section.set("clients", "a client id (UUID)", EntraReader::client);
        Set<String> audiences =
                new LinkedHashSet<>(section.set("audiences", "an audience", AuthReader::word));
        if (!section.has("audiences")) {
            audiences.addAll(List.of(client.value(), "api://" + client.value()));
            root.findings().effective("auth.audiences", audiences + "", new Origin.Default());
        } else if (section.isEmptyList("audiences")) {
            section.problem("audiences", "an empty list", "at least one audience");
        }
        Duration leeway = section.duration("clock-leeway", Duration.ZERO, MOST_LEEWAY);
        return new AuthConfig(scopes, clients, audiences, leeway);
    }

    AuthzConfig authz() {
        Section section = root.below("authz");
        String role =
                section.required(
                        "default-role",
                        "viewer, none",
                        text ->
                                text.equals("viewer") || text.equals("none")
                                        ? Optional.of(text)
                                        : Optional.empty(),
                        "none");
        return new AuthzConfig(
                role.equals("viewer") ? Optional.of(Role.VIEWER) : Optional.empty(),
                section.has("roles") ? roles(section.below("roles")) : usualRoles(),
                groups(section.below("groups")),
                section.has("entry-gate")
                        ? Optional.of(entryGate(section.below("entry-gate")))
                        : Optional.empty());
    }

    private static EntryGateConfig entryGate(Section section) {
        return new EntryGateConfig(
                section.required(
                        "subscription",
                        "the subscription's id (UUID)",
                        AuthReader::objectId,
                        new UUID(0, 0).toString()),
                section.required(
                        "resource-group",
                        "a resource group's name: 1 to 90 letters, digits, - . _ ( ), no dot at the end",
                        text -> Optional.of(text).filter(AzureNames::isGroup),
                        "none"),
                section.required("on-error", "closed, open", OnError::parse, OnError.CLOSED));
    }

    /** A role by its label, in any letter case. */
    static Optional<Role> role(String text) {
        return Stream.of(Role.values())
                .filter(role -> role.label().equalsIgnoreCase(text))
                .findFirst();
    }

    private Map<String, Role> usualRoles() {
        root.findings()
                .effective(
                        "authz.roles",
                        "Admin, Analyst, PM, Manager, Viewer and their lower-case forms",
                        new Origin.Default());
        return RoleMapping.USUAL;
    }

    private static Map<String, Role> roles(Section section) {
        var roles = new HashMap<String, Role>();
        for (String name : section.names()) {
            section.free(name, "Admin, PM, Analyst, Viewer", AuthReader::role)
                    .ifPresent(role -> roles.put(name, role));
        }
        return roles;
    }

    private static Map<String, String> groups(Section section) {
        var groups = new HashMap<String, String>();
        for (String name : section.names()) {
            section.free(name, "the group's object id (UUID)", AuthReader::objectId)
                    .ifPresent(id -> groups.put(name.toLowerCase(Locale.ROOT), id));
        }
        return groups;
    }

    /** A UUID in lower case. */
    static Optional<String> objectId(String text) {
        return TenantId.parse(text).map(TenantId::toString);
    }

    /** A text without spaces. */
    static Optional<String> word(String text) {
        return text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)
                ? Optional.empty()
                : Optional.of(text);
    }
}
