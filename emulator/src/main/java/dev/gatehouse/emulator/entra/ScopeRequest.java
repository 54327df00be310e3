package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A {@code scope} parameter, read: one API and what is wanted of it.
 *
 * @param api the API; Graph, if only OpenID scopes are asked for
 * @param audience as the client wrote it, without the permission; a slash at its end is its own
 * @param permissions the delegated permissions, without {@code .default}
 * @param everything whether {@code .default} was asked for
 * @param openid which of openid, profile, email and offline_access were asked for
 * @param requested all strings as sent
 */
record ScopeRequest(
        AppRegistration api,
        String audience,
        List<String> permissions,
        boolean everything,
        Set<String> openid,
        List<String> requested) {
    private static final Set<String> OPENID =
            Set.of("openid", "profile", "email", "offline_access");
    private static final String GRAPH = "https://graph.microsoft.com";
    private static final String DEFAULT = "/.default";
    private static final int LONGEST = 4096;

    private record Wanted(AppRegistration api, String audience, String permission) {}

    /**
     * Reads a scope for the token endpoint, which gives out one API's token at a time.
     *
     * @throws Refused 28003, 70011, 500011 or 700022
     */
    static ScopeRequest one(World world, String directory, String text) {
        Set<UUID> apis = new LinkedHashSet<>();
        ScopeRequest first = read(world, directory, text, apis);
        if (apis.size() > 1) {
            throw new Refused(
                    Aadsts.invalidScope(
                            700022,
                            "The provided value for the input parameter scope isn't valid because it"
                                    + " contains more than one resource."));
        }
        return first;
    }

    /**
     * Reads a scope for the authorization endpoint or a refresh, where the first API counts.
     *
     * @throws Refused 28003, 70011 or 500011
     */
    static ScopeRequest first(World world, String directory, String text) {
        return read(world, directory, text, new LinkedHashSet<>());
    }

    private static ScopeRequest read(World world, String directory, String text, Set<UUID> apis) {
        List<String> requested = new ArrayList<>();
        Set<String> openid = new LinkedHashSet<>();
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        if (text.length() > LONGEST) {
            throw new Refused(Aadsts.invalidScope(70011, "The scope is too long."));
        }
        for (String scope : text.trim().split("\\s+")) {
            if (scope.isEmpty()) {
                continue;
            }
            requested.add(scope);
            if (OPENID.contains(scope)) {
                openid.add(scope);
            } else {
                Wanted one = find(world, directory, scope);
                apis.add(one.api().clientId());
                wanted.put(scope, one);
            }
        }
        if (requested.isEmpty()) {
            throw new Refused(
                    Aadsts.invalidScope(
                            28003,
                            "Provided value for the input parameter scope cannot be empty when"
                                    + " requesting an access token."));
        }
        if (wanted.isEmpty()) {
            AppRegistration graph = world.app(Cast.GRAPH).orElseThrow();
            return new ScopeRequest(
                    graph, GRAPH, List.of(), false, Set.copyOf(openid), List.copyOf(requested));
        }
        Wanted first = wanted.values().iterator().next();
        List<Wanted> same =
                wanted.values().stream()
                        .filter(one -> one.api().clientId().equals(first.api().clientId()))
                        .toList();
        return new ScopeRequest(
                first.api(),
                first.audience(),
                same.stream()
                        .map(Wanted::permission)
                        .filter(permission -> !permission.isEmpty())
                        .toList(),
                same.stream().anyMatch(one -> one.permission().isEmpty()),
                Set.copyOf(openid),
                List.copyOf(requested));
    }

    private static Wanted find(World world, String directory, String scope) {
        if (scope.endsWith(DEFAULT)) {
            String resource = scope.substring(0, scope.length() - DEFAULT.length());
            return new Wanted(api(world, directory, resource), resource, "");
        }
        int slash = scope.lastIndexOf('/');
        String resource = slash < 0 ? GRAPH : scope.substring(0, slash);
        String permission = scope.substring(slash + 1);
        AppRegistration api = api(world, directory, resource);
        if (!api.scopes().contains(permission)) {
            throw new Refused(
                    Aadsts.invalidScope(
                            70011,
                            "The provided request must include a 'scope' input parameter. The"
                                    + " provided value for the input parameter 'scope' is not valid."
                                    + " The scope "
                                    + scope
                                    + " is not valid."));
        }
        return new Wanted(api, resource, permission);
    }

    private static AppRegistration api(World world, String directory, String resource) {
        String bare = bare(resource);
        return world.apps().stream()
                .filter(
                        app ->
                                app.clientId().toString().equalsIgnoreCase(bare)
                                        || app.idUris().stream()
                                                .map(ScopeRequest::bare)
                                                .anyMatch(bare::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(() -> new Refused(unknownResource(resource, directory)));
    }

    static Aadsts unknownResource(String resource, String directory) {
        return Aadsts.of(
                        500011,
                        "invalid_resource",
                        "The resource principal named "
                                + resource
                                + " was not found in the tenant named "
                                + directory
                                + ". This can happen if the application has not been installed by the"
                                + " administrator of the tenant or consented to by any user in the"
                                + " tenant. You might have sent your authentication request to the"
                                + " wrong tenant.")
                .withPage();
    }

    /** The delegated permissions that the token has: all of the API for {@code .default}. */
    List<String> granted() {
        return everything ? api.scopes().stream().sorted().toList() : permissions;
    }

    /** Whether only OpenID scopes are asked for. */
    boolean openidOnly() {
        return !everything && permissions.isEmpty();
    }

    /** The value of {@code scope} in the answer: what is granted and what was asked for. */
    String echo() {
        Set<String> all = new LinkedHashSet<>();
        granted().forEach(permission -> all.add(bare(audience) + "/" + permission));
        all.addAll(requested);
        return String.join(" ", all);
    }

    private static String bare(String resource) {
        return resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource;
    }
}
