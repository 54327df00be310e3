package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Consent;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.ServicePrincipal;
import dev.gatehouse.emulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code /{tenant}/adminconsent} and {@code /{tenant}/v2.0/adminconsent}. See Microsoft's "Admin
 * consent on the Microsoft identity platform".
 */
final class AdminConsent {
    private final World world;
    private final Errors errors;
    private final BrowserSessions sessions;
    private final Passwords passwords;
    private final Pages pages;

    AdminConsent(
            World world,
            Errors errors,
            BrowserSessions sessions,
            Passwords passwords,
            Pages pages) {
        this.world = world;
        this.errors = errors;
        this.sessions = sessions;
        this.passwords = passwords;
        this.pages = pages;
    }

    /** What is asked: by whom, for which APIs, and where the answer goes. */
    private record Asked(
            Authority authority,
            AppRegistration app,
            String redirect,
            Optional<String> state,
            String scope,
            List<AppRegistration> apis,
            boolean v2) {}

    private record Step(Request request, Asked asked, String ctx, Map<String, String> form) {}

    /** The endpoint in one of its two forms. */
    Handler endpoint(boolean v2) {
        return request -> handle(request, v2);
    }

    private Response handle(Request request, boolean v2) {
        Map<String, String> form = request.form();
        String ctx = form.getOrDefault("ctx", FormCodec.encode(request.query()));
        Map<String, String> fields = new LinkedHashMap<>();
        FormCodec.decode(ctx).forEach((name, values) -> fields.put(name, values.getFirst()));
        try {
            Asked asked = asked(request.variable("tenant"), fields, v2);
            return answer(new Step(request, asked, ctx, form));
        } catch (Refused refusal) {
            return pages.problem(400, errors.description(request, refusal.why()));
        }
    }

    private Asked asked(String tenant, Map<String, String> fields, boolean v2) {
        Authority authority = Authority.of(world, tenant);
        String client = Optional.ofNullable(fields.get("client_id")).orElse("");
        AppRegistration app =
                Uuids.parse(client)
                        .flatMap(world::app)
                        .filter(one -> one.multiTenant() || isHome(authority, one))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Aadsts.unknownClient(
                                                        client, authority.directory())));
        String redirect = fields.getOrDefault("redirect_uri", "");
        if (redirect.isEmpty() && !v2 && !app.redirects().isEmpty()) {
            redirect = app.redirects().getFirst();
        }
        if (!Redirects.registered(app, redirect)) {
            throw new Refused(
                    Aadsts.invalidRequest(
                            50011,
                            "The redirect URI '"
                                    + redirect
                                    + "' specified in the request does not match the redirect URIs"
                                    + " configured for the application '"
                                    + client
                                    + "'."));
        }
        String scope = fields.getOrDefault("scope", "");
        return new Asked(
                authority,
                app,
                redirect,
                Optional.ofNullable(fields.get("state")),
                scope,
                apis(app, authority, scope),
                v2);
    }

    private static boolean isHome(Authority authority, AppRegistration app) {
        return authority.tenant().filter(one -> one.id().equals(app.tenant())).isPresent();
    }

    /** All that the registration asks for; with a scope that names one API, that API only. */
    private List<AppRegistration> apis(AppRegistration app, Authority authority, String scope) {
        Set<String> everything = Set.of("", ".default", "https://graph.microsoft.com/.default");
        if (!everything.contains(scope.trim())) {
            return List.of(ScopeRequest.first(world, authority.directory(), scope).api());
        }
        List<AppRegistration> apis = new ArrayList<>();
        apis.add(app);
        app.requires().stream().sorted().flatMap(id -> world.app(id).stream()).forEach(apis::add);
        return apis;
    }

    private Response answer(Step step) {
        Map<String, String> form = step.form();
        if ("password".equals(form.get("step"))) {
            return password(step);
        }
        Optional<BrowserSessions.SignedIn> session =
                sessions.find(step.request())
                        .filter(one -> step.asked().authority().admits(one.person().tenant()));
        if (session.isEmpty() || "switch".equals(form.get("answer"))) {
            return signIn(step, Optional.empty());
        }
        Person person = session.get().person();
        if (!"consent".equals(form.get("step"))) {
            return page(step, person);
        }
        if (!"accept".equals(form.get("answer"))) {
            return cancelled(step);
        }
        return person.admin() ? accepted(step.asked(), person) : page(step, person);
    }

    private Response password(Step step) {
        Passwords.Outcome outcome =
                passwords.check(
                        step.asked().authority(),
                        step.form().getOrDefault("username", ""),
                        step.form().getOrDefault("password", ""));
        return switch (outcome) {
            case Passwords.Outcome.Wrong wrong -> signIn(step, Optional.of(wrong.why()));
            case Passwords.Outcome.Right right -> {
                BrowserSessions.Begun begun = sessions.begin(step.request(), right.person(), false);
                yield page(step, right.person()).with("Set-Cookie", begun.cookie());
            }
        };
    }

    private Response signIn(Step step, Optional<Aadsts> problem) {
        return pages.signIn(
                step.asked().app(),
                step.asked().authority(),
                step.ctx(),
                step.form().getOrDefault("username", ""),
                Optional.empty(),
                problem);
    }

    private Response page(Step step, Person person) {
        Asked asked = step.asked();
        if (!person.admin()) {
            return pages.needsAdmin(person, asked.app(), step.ctx());
        }
        List<String> permissions =
                asked.apis().stream()
                        .flatMap(
                                api ->
                                        wanted(asked, api).stream()
                                                .sorted()
                                                .map(scope -> api.name() + ": " + scope))
                        .toList();
        return pages.consent(person, asked.app(), permissions, step.ctx());
    }

    /** What the client is registered to ask of an API; all of it, if it asks unregistered. */
    private static Set<String> wanted(Asked asked, AppRegistration api) {
        Set<String> registered = asked.app().requires(api);
        return registered.isEmpty() ? api.scopes() : registered;
    }

    private Response accepted(Asked asked, Person admin) {
        UUID tenant = admin.tenant();
        UUID client = asked.app().clientId();
        if (world.servicePrincipal(client, tenant).isEmpty()) {
            UUID id = ServicePrincipal.idOf(client, tenant);
            world.add(new ServicePrincipal(id, client, tenant, asked.app().name()));
        }
        for (AppRegistration api : asked.apis()) {
            world.grant(new Consent(tenant, client, api.clientId()), wanted(asked, api));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("admin_consent", "True");
        fields.put("tenant", tenant.toString());
        asked.state().ifPresent(state -> fields.put("state", state));
        if (asked.v2() && !asked.scope().isEmpty()) {
            fields.put("scope", asked.scope());
        }
        return Authorize.deliver(asked.redirect(), "query", fields);
    }

    private Response cancelled(Step step) {
        Asked asked = step.asked();
        Map<String, String> fields = new LinkedHashMap<>();
        if (asked.v2()) {
            fields.put("admin_consent", "True");
            fields.put("error", "consent_required");
            fields.put(
                    "error_description",
                    errors.description(
                            step.request(),
                            Aadsts.of(
                                    65004,
                                    "consent_required",
                                    "User declined to consent to access the app.")));
        } else {
            fields.put("error", "permission_denied");
            fields.put("error_description", "The admin canceled the request");
        }
        asked.state().ifPresent(state -> fields.put("state", state));
        return Authorize.deliver(asked.redirect(), "query", fields);
    }
}
