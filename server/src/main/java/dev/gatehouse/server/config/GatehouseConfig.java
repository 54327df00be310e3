package dev.gatehouse.server.config;

import dev.gatehouse.authorize.Rule;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the operator decided, checked. {@link ConfigLoader} makes it.
 *
 * @param upstreams by name, in the order written
 * @param routes the rules, first match first, named {@code routes[0]} and so on
 * @param workbench the path of the console; empty if it is switched off
 * @param store the embedded store's file, relative to the data directory
 */
public record GatehouseConfig(
        EntraConfig entra,
        DownstreamConfig downstream,
        AuthzConfig authz,
        AuthConfig auth,
        Map<String, UpstreamConfig> upstreams,
        List<Rule> routes,
        Optional<String> workbench,
        Path store,
        ListenConfig listen,
        SessionConfig session,
        LimitsConfig limits,
        AuditSettings audit,
        DoctorConfig doctor) {
    public GatehouseConfig {
        upstreams = Collections.unmodifiableMap(new LinkedHashMap<>(upstreams));
        routes = List.copyOf(routes);
    }
}
