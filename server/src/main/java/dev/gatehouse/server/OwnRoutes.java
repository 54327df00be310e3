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
import dev.gatehouse.server.http.DoctorDoors;
import dev.gatehouse.server.http.FrontDoor;
import dev.gatehouse.server.http.Pages;
import dev.gatehouse.server.http.PolicyDoors;
import dev.gatehouse.server.http.SessionDoors;
import dev.gatehouse.server.http.StatusDoors;
import dev.gatehouse.server.workbench.DiagnosticsDoors;
import dev.gatehouse.server.workbench.MonitorDoors;
import dev.gatehouse.server.workbench.OperationDoors;
import dev.gatehouse.server.workbench.RightsDoors;
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
            Workbench.Doors workbench,
            DoctorDoors doctor,
            FrontDoor home,
            FrontDoor assertionKeys) {}

    private static final Set<String> GET = Set.of("GET");
    private static final Set<String> POST = Set.of("POST");
    private static final Requirement VIEWER = Requirement.anyOf(Role.VIEWER);
    private static final Requirement PM = Requirement.anyOf(Role.PM);
    private static final Requirement ADMIN = Requirement.anyOf(Role.ADMIN);

    private static final Set<RuleId> UNGUARDED =
            Set.of(id("home"), id("me-permissions"), id("me-access-review"));

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
        int before = own.routes.size();
        workbench.ifPresent(path -> own.workbench(doors, path, arm, mode));
        own.routes.subList(before, own.routes.size()).replaceAll(OwnRoutes::guarded);
        return List.copyOf(own.routes);
    }

    /** Those of the estate alone, for whoever asks Azure in their own name (DirectEstate). */
    static List<Declared> direct(ApiDoors api, Workbench.Doors workbench) {
        var own = new OwnRoutes();
        own.door("auth-me", GET, "/api/auth/me", ANONYMOUS, api::whoIsSignedIn);
        own.estate("/api", api, workbench, DownstreamMode.MANAGED_IDENTITY);
        return List.copyOf(own.routes);
    }

    /**
     * Puts the entry gate before every route of the workbench but its page and what tells a caller
     * why they may not enter (S1.32, W33).
     */
    static Declared guarded(Declared route) {
        return UNGUARDED.contains(route.rule().id()) ? route : route.behindGate();
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
        estate(api, doors.api(), doors.workbench(), mode);
        door("explain", POST, api + "/policy/explain", SIGNED_IN, doors.policy()::explain);
        door("revoke", POST, api + "/sessions/revoke", ADMIN, doors.sessions()::revoke);
        door("audit", GET, api + "/audit", PM, doors.audit()::newest);
        door("audit-verify", GET, api + "/audit/verify", PM, doors.audit()::verify);
        door("doctor", GET, api + "/doctor", ADMIN, doors.doctor()::report);
        azure("arm-read", Set.of("GET", "HEAD"), api + "/arm", VIEWER, arm, mode);
        azure(
                "arm-write",
                Set.of("POST", "PUT", "PATCH", "DELETE"),
                api + "/arm",
                changing(mode),
                arm,
                mode);
    }

    /**
     * Who may change Azure at will: where Azure judges the caller, whoever may change; where it
     * judges Gatehouse's own identity, nobody who could lend themselves its rights.
     */
    private static Requirement changing(DownstreamMode mode) {
        return mode == DownstreamMode.MANAGED_IDENTITY ? ADMIN : PM;
    }

    /** What is there of Azure's estate, wherever it is asked from. */
    private void estate(String api, ApiDoors caller, Workbench.Doors doors, DownstreamMode mode) {
        int before = routes.size();
        door("me", GET, api + "/me", SIGNED_IN, caller::me);
        rights(api, doors.rights());
        door("tenants", GET, api + "/tenants", VIEWER, caller::tenants);
        door("subscriptions", GET, api + "/subscriptions", VIEWER, caller::subscriptions);
        monitor(api, doors.monitor());
        diagnostics(api, doors.diagnostics());
        acting(before, usual(mode));
        before = routes.size();
        changes(doors.operations(), api, mode);
        acting(before, mode == DownstreamMode.MANAGED_IDENTITY ? ActAs.PLATFORM : ActAs.USER);
        operations(doors.operations(), api);
    }

    /** Those since {@code first} ask Azure, and this is as whom; what changes never falls back. */
    private void acting(int first, ActAs whose) {
        routes.subList(first, routes.size())
                .replaceAll(it -> new Declared(it.rule().acting(whose), it.destination()));
    }

    private void rights(String api, RightsDoors rights) {
        door("me-permissions", GET, api + "/me/permissions", SIGNED_IN, rights::permissions);
        door("me-access-review", GET, api + "/me/access-review", SIGNED_IN, rights::accessReview);
    }

    private void diagnostics(String api, DiagnosticsDoors doors) {
        door("diagnostics", GET, api + "/diagnostics", VIEWER, doors::diagnostics);
        door(
                "azure-discovery",
                GET,
                api + "/health/azure-discovery",
                VIEWER,
                doors::azureDiscovery);
    }

    private void monitor(String api, MonitorDoors monitor) {
        door("resource-groups", GET, api + "/resource-groups", VIEWER, monitor::resourceGroups);
        door("monitor.aks", GET, api + "/monitor/aks", VIEWER, monitor::aks);
        door("monitor.storage", GET, api + "/monitor/storage", VIEWER, monitor::storage);
        door("monitor.acr", GET, api + "/monitor/acr", VIEWER, monitor::acr);
    }

    private void changes(OperationDoors doors, String api, DownstreamMode mode) {
        String resources = api + "/resources";
        door("resource-role", POST, resources + "/role-assignments", changing(mode), doors::create);
        door("resource-create", POST, resources + "/*", PM, doors::create);
        door("resource-start", POST, resources + "/aks/*/start", PM, doors::start);
        door("resource-stop", POST, resources + "/aks/*/stop", PM, doors::stop);
        door("resource-delete", Set.of("DELETE"), resources + "/*/*", ADMIN, doors::delete);
        door("operation-cancel", POST, api + "/operations/*/cancel", PM, doors::cancel);
        door("operation-resume", POST, api + "/operations/*/resume", PM, doors::resume);
    }

    private void operations(OperationDoors doors, String api) {
        door("operations", GET, api + "/operations", PM, doors::list);
        door("operation", GET, api + "/operations/*", PM, doors::one);
        var events =
                Rule.own(
                        id("operation-events"),
                        PathPattern.of(api + "/operations/*/events"),
                        GET,
                        PM);
        routes.add(new Declared(events, new Destination.Stream(doors::events)));
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
