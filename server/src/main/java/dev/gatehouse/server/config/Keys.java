package dev.gatehouse.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every key, with its default and its environment variables. The one list of them. */
final class Keys {
    private static final Map<String, Key> ALL = new LinkedHashMap<>();

    static {
        mapping("entra");
        named("entra.tenant", Key.Sort.VALUE, "AZURE_TENANT_ID", "AZ_SCOUT_TENANT_ID");
        named(
                "entra.client",
                Key.Sort.VALUE,
                "AZURE_AD_CLIENT_ID",
                "API_CLIENT_ID",
                "AZ_SCOUT_CLIENT_ID");
        mapping("entra.credential");
        named(
                "entra.credential.secret",
                Key.Sort.SECRET,
                "AZURE_AD_CLIENT_SECRET",
                "API_CLIENT_SECRET",
                "AZ_SCOUT_CLIENT_SECRET");
        value("entra.credential.certificate");
        value("entra.credential.managed-identity");
        value("entra.credential.workload");
        list("entra.tenants", "[home]");
        value("entra.cloud", "public");
        value("entra.cloud.authority");
        value("entra.cloud.browser-authority");
        value("entra.cloud.arm");
        value("entra.cloud.graph");
        value("entra.cloud.imds", "http://169.254.169.254");
        value("entra.cloud.issuer-v1", "https://sts.windows.net");
        value("entra.cloud.ca-file");
        list("entra.cloud.registries", "[]");
        mapping("downstream");
        value("downstream.mode");
        named("downstream.managed-identity", Key.Sort.VALUE, "AZURE_CLIENT_ID");
        mapping("authz");
        value("authz.default-role", "viewer");
        mapping("authz.roles");
        mapping("authz.groups");
        mapping("authz.entry-gate");
        value("authz.entry-gate.subscription");
        value("authz.entry-gate.resource-group");
        value("authz.entry-gate.on-error", "closed");
        mapping("auth");
        list("auth.scopes", "[access_as_user, user_impersonation]");
        list("auth.clients", "[]");
        list("auth.audiences", "");
        value("auth.clock-leeway", "60s");
        mapping("upstreams");
        inner("upstreams.*.url", "");
        inner("upstreams.*.scope", "");
        inner("upstreams.*.deadline", "30s");
        inner("upstreams.*.easy-auth", "false");
        mapping("routes");
        for (String name : List.of("path", "methods", "to", "as", "fallback", "strip", "allow")) {
            inner("routes[]." + name, "");
        }
        inner("routes[].allow.anonymous", "false");
        inner("routes[].allow.signed-in", "false");
        for (String name : List.of("roles", "scopes", "groups", "oids", "tenants")) {
            inner("routes[].allow." + name, "");
        }
        mapping("workbench");
        value("workbench.path", "/");
        mapping("store");
        value("store.embedded", "gatehouse.db");
        mapping("listen");
        value("listen.host", "127.0.0.1");
        value("listen.port", "8080");
        value("listen.public-url");
        list("listen.trusted-proxies", "[]");
        value("listen.internal");
        mapping("listen.tls");
        value("listen.tls.cert");
        value("listen.tls.key");
        mapping("session");
        value("session.idle", "30m");
        value("session.absolute", "10h");
        mapping("limits");
        value("limits.headers", "16KiB");
        value("limits.body", "10MiB");
        value("limits.request-deadline", "60s");
        value("limits.idle", "60s");
        mapping("audit");
        value("audit.reads", "every");
        mapping("audit.retention");
        value("audit.retention.age", "365d");
        value("audit.retention.size");
    }

    private Keys() {}

    static List<Key> all() {
        return List.copyOf(ALL.values());
    }

    static Optional<Key> find(String path) {
        return Optional.ofNullable(ALL.get(path));
    }

    /**
     * The key of that path.
     *
     * @throws IllegalArgumentException if the list above lacks it
     */
    static Key get(String path) {
        return find(path).orElseThrow(() -> new IllegalArgumentException("no key " + path));
    }

    /** The names that may stand directly below {@code path}; {@code *} if any may. */
    static List<String> below(String path) {
        String prefix = path.isEmpty() ? "" : path + ".";
        var names = new ArrayList<String>();
        for (String known : ALL.keySet()) {
            if (known.startsWith(prefix)) {
                String name = known.substring(prefix.length()).split("[.\\[]", 2)[0];
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static void mapping(String path) {
        put(new Key(path, Optional.empty(), List.of(), Key.Sort.MAPPING));
    }

    private static void inner(String path, String initial) {
        put(new Key(path, filled(initial), List.of(), Key.Sort.VALUE));
    }

    private static void named(String path, Key.Sort sort, String... environment) {
        put(new Key(path, Optional.empty(), List.of(environment), sort));
    }

    private static void value(String path) {
        value(path, "");
    }

    private static void value(String path, String initial) {
        put(new Key(path, filled(initial), List.of(variable(path)), Key.Sort.VALUE));
    }

    private static void list(String path, String initial) {
        put(new Key(path, filled(initial), List.of(variable(path)), Key.Sort.LIST));
    }

    private static Optional<String> filled(String initial) {
        return Optional.of(initial).filter(text -> !text.isEmpty());
    }

    private static void put(Key key) {
        ALL.put(key.path(), key);
    }

    private static String variable(String path) {
        return "GATEHOUSE_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
