package dev.gatehouse.server;

import static dev.gatehouse.authorize.Requirement.ANONYMOUS;
import static dev.gatehouse.authorize.Requirement.SIGNED_IN;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.upstreams.Upstream;
import dev.gatehouse.authorize.PathPattern;
import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.authorize.Rule;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.RouteTable.Declared;
import dev.gatehouse.server.http.ApiDoors;
import dev.gatehouse.server.http.AuditDoors;
import dev.gatehouse.server.http.AuthDoors;
import dev.gatehouse.server.http.FrontDoor;
import dev.gatehouse.server.http.Pages;
import dev.gatehouse.server.http.PolicyDoors;
import dev.gatehouse.server.http.SessionDoors;
import dev.gatehouse.server.http.StatusDoors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gatehouse's own routes. A door cannot be declared without saying who may pass (W29). */
final class OwnRoutes {
    /** The doors behind the routes. */
    record Doors(
            StatusDoors status,
            AuthDoors auth,
            ApiDoors api,
            AuditDoors audit,
            PolicyDoors policy,
            SessionDoors sessions,
            FrontDoor home,
            FrontDoor assertionKeys) {}

    private static final Set<String> GET = Set.of("GET");
    private static final Set<String> POST = Set.of("POST");
    private static final Requirement VIEWER = Requirement.anyOf(Role.VIEWER);
    private static final Requirement PM = Requirement.anyOf(Role.PM);
    private static final Requirement ADMIN = Requirement.anyOf(Role.ADMIN);

    private final List<Declared> routes = new ArrayList<>();

    private OwnRoutes() {}

    /**
     * All of them.
     *
     * @param workbench where the workbench's page is, ending in a slash; empty if it is switched
     *     off
     */
    static List<Declared> of(
            Doors doors, Optional<String> workbench, Upstream arm, DownstreamMode mode) {
        var own = new OwnRoutes();
        own.door("health", GET, "/health", ANONYMOUS, doors.status()::live);
        own.door("ready", GET, "/health/ready", ANONYMOUS, doors.status()::ready);
        own.signIn(doors);
        own.door(
                "assertion-keys",
                GET,
                "/.well-known/gatehouse/jwks.json",
                ANONYMOUS,
                doors.assertionKeys());
        own.door(
                "rules",
                POST,
                "/.well-known/gatehouse/explain",
                SIGNED_IN,
                doors.policy()::explain);
        workbench.ifPresent(path -> own.workbench(doors, path, arm, mode));
        return List.copyOf(own.routes);
    }

    private void signIn(Doors doors) {
        AuthDoors auth = doors.auth();
        door("sign-in", GET, "/auth/login", ANONYMOUS, auth::page);
        door("sign-in-start", GET, "/auth/login/start", ANONYMOUS, auth::start);
        door("sign-in-admin", GET, "/auth/login/admin", ANONYMOUS, auth::admin);
        door("sign-in-callback", GET, "/auth/callback", ANONYMOUS, auth::callback);
        door("consent-callback", GET, "/auth/consent/callback", ANONYMOUS, auth::consented);
        door("sign-out", POST, "/auth/logout", ANONYMOUS, auth::logout);
        door(
                "sign-out-front-channel",
                GET,
                "/auth/logout/frontchannel",
                ANONYMOUS,
                auth::frontChannel);
        asset("gatehouse.css", "text/css; charset=utf-8");
        asset("logo.svg", "image/svg+xml");
        asset("sign-in.js", "text/javascript; charset=utf-8");
        asset("home.js", "text/javascript; charset=utf-8");
        door("auth-me", GET, "/api/auth/me", ANONYMOUS, doors.api()::whoIsSignedIn);
        door("auth-config", GET, "/api/auth/config", ANONYMOUS, doors.status()::config);
    }

    private void workbench(Doors doors, String path, Upstream arm, DownstreamMode mode) {
        String api = path + "api";
        door("home", GET, path, SIGNED_IN, doors.home());
        door("me", GET, api + "/me", SIGNED_IN, doors.api()::me);
        door("tenants", GET, api + "/tenants", VIEWER, doors.api()::tenants);
        door("subscriptions", GET, api + "/subscriptions", VIEWER, doors.api()::subscriptions);
        door("explain", POST, api + "/policy/explain", SIGNED_IN, doors.policy()::explain);
        door("revoke", POST, api + "/sessions/revoke", ADMIN, doors.sessions()::revoke);
        door("audit", GET, api + "/audit", PM, doors.audit()::newest);
        door("audit-verify", GET, api + "/audit/verify", PM, doors.audit()::verify);
        azure("arm-read", Set.of("GET", "HEAD"), api + "/arm", VIEWER, arm, mode);
        azure("arm-write", Set.of("POST", "PUT", "PATCH", "DELETE"), api + "/arm", PM, arm, mode);
    }

    /**
     * One rule for each of Azure Resource Manager's own collections. Whatever else its host may
     * answer, such as tokens, is out of reach.
     */
    private void azure(
            String name,
            Set<String> methods,
            String prefix,
            Requirement allow,
            Upstream arm,
            DownstreamMode mode) {
        collection(name, methods, prefix, "/subscriptions", allow, arm, mode);
        collection(name + ".providers", methods, prefix, "/providers", allow, arm, mode);
        collection(name + ".tenants", methods, prefix, "/tenants", allow, arm, mode);
    }

    private void collection(
            String name,
            Set<String> methods,
            String prefix,
            String root,
            Requirement allow,
            Upstream arm,
            DownstreamMode mode) {
        var rule =
                new Rule(
                        id(name),
                        PathPattern.of(prefix + root + "/**"),
                        methods,
                        allow,
                        arm.name(),
                        usual(mode),
                        mode == DownstreamMode.OBO_WITH_FALLBACK && methods.contains("GET")
                                ? Set.of("GET", "HEAD")
                                : Set.of(),
                        0);
        routes.add(new Declared(rule, new Destination.Proxied(arm, prefix)));
    }

    private static ActAs usual(DownstreamMode mode) {
        return switch (mode) {
            case MANAGED_IDENTITY -> ActAs.PLATFORM;
            case OBO -> ActAs.USER;
            case OBO_WITH_FALLBACK -> ActAs.USER_ELSE_PLATFORM;
        };
    }

    private void asset(String name, String type) {
        door("asset." + name, GET, "/auth/assets/" + name, ANONYMOUS, Pages.asset(name, type));
    }

    private void door(
            String name, Set<String> methods, String path, Requirement allow, FrontDoor door) {
        var rule = Rule.own(id(name), PathPattern.of(path), methods, allow);
        routes.add(new Declared(rule, new Destination.Door(door)));
    }

    private static RuleId id(String name) {
        return new RuleId("gatehouse." + name);
    }
}
