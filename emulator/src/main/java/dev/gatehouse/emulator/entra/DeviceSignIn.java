package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.Consent;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The device code flow's two other parts: {@code /{tenant}/oauth2/v2.0/devicecode}, which a device
 * asks, and {@code /{tenant}/oauth2/deviceauth}, the page where a person types its code.
 */
final class DeviceSignIn {
    private static final int POLL_SECONDS = 5;

    private final World world;
    private final Origins origins;
    private final Errors errors;
    private final Policy policy;
    private final DeviceCodes codes;
    private final BrowserSessions sessions;
    private final Passwords passwords;
    private final Pages pages;

    /** What the sign-in pages need. */
    record Browser(BrowserSessions sessions, Passwords passwords, Pages pages) {}

    DeviceSignIn(
            World world,
            Origins origins,
            Errors errors,
            Policy policy,
            DeviceCodes codes,
            Browser browser) {
        this.world = world;
        this.origins = origins;
        this.errors = errors;
        this.policy = policy;
        this.codes = codes;
        this.sessions = browser.sessions();
        this.passwords = browser.passwords();
        this.pages = browser.pages();
    }

    /** Begins a flow. */
    Response begin(Request request) {
        try {
            Map<String, String> form = TokenEndpoint.fields(request);
            Authority authority = Authority.of(world, request.variable("tenant"));
            AppRegistration app =
                    ClientAuthentication.app(world, need(form, "client_id"), authority);
            if (!app.publicClient()) {
                throw new Refused(
                        Aadsts.invalidClient(
                                7000218,
                                "The request body must contain the following parameter:"
                                        + " 'client_assertion' or 'client_secret'."));
            }
            String scope = need(form, "scope");
            ScopeRequest.first(world, authority.directory(), scope);
            DeviceCodes.Pending pending = codes.issue(app.clientId(), authority.name(), scope);
            String page = origins.http("/" + authority.name() + "/oauth2/deviceauth").toString();
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("user_code", pending.userCode());
            body.put("device_code", pending.deviceCode());
            body.put("verification_uri", page);
            body.put("verification_url", page);
            body.put("expires_in", DeviceCodes.LIFETIME.toSeconds());
            body.put("interval", POLL_SECONDS);
            body.put(
                    "message",
                    "To sign in, use a web browser to open the page "
                            + page
                            + " and enter the code "
                            + pending.userCode()
                            + " to authenticate.");
            return Errors.stamped(request, Response.json(200, body), UUID.randomUUID());
        } catch (Refused refusal) {
            return errors.json(request, refusal.why());
        }
    }

    private record Step(
            Request request,
            Map<String, String> form,
            DeviceCodes.Pending pending,
            AppRegistration app,
            ScopeRequest scope,
            Authority authority) {
        boolean is(String name) {
            return name.equals(form.get("step"));
        }

        boolean accepted() {
            return "accept".equals(form.get("answer"));
        }
    }

    /** The page. */
    Response page(Request request) {
        Map<String, String> form = request.form();
        String kept = form.getOrDefault("ctx", "");
        String typed = kept.isEmpty() ? form.getOrDefault("otc", "") : kept;
        if (typed.isEmpty()) {
            return pages.deviceCode(request.query("otc").orElse(""), false);
        }
        Optional<DeviceCodes.Pending> pending = codes.user(typed);
        if (pending.isEmpty()) {
            return pages.deviceCode(typed, true);
        }
        try {
            Authority authority = Authority.of(world, pending.get().authority());
            return answer(
                    new Step(
                            request,
                            form,
                            pending.get(),
                            world.app(pending.get().client()).orElseThrow(),
                            ScopeRequest.first(world, authority.directory(), pending.get().scope()),
                            authority));
        } catch (Refused refusal) {
            return pages.problem(400, errors.description(request, refusal.why()));
        }
    }

    private Response answer(Step step) {
        if (step.is("password")) {
            return switch (passwords.check(
                    step.authority(),
                    step.form().getOrDefault("username", ""),
                    step.form().getOrDefault("password", ""))) {
                case Passwords.Outcome.Wrong wrong ->
                        signIn(step, Optional.empty(), Optional.of(wrong.why()));
                case Passwords.Outcome.Right right ->
                        begun(step, sessions.begin(step.request(), right.person(), false));
            };
        }
        Optional<BrowserSessions.SignedIn> session =
                sessions.find(step.request())
                        .filter(one -> step.authority().admits(one.person().tenant()));
        if (session.isEmpty() || "switch".equals(step.form().get("answer"))) {
            return signIn(step, Optional.empty(), Optional.empty());
        }
        Person person = session.get().person();
        if (step.is("mfa")) {
            return Cast.MFA_CODE.equals(step.form().getOrDefault("code", "").trim())
                    ? begun(step, sessions.begin(step.request(), person, true))
                    : pages.secondFactor(
                            person,
                            step.pending().userCode(),
                            Optional.of(
                                    Aadsts.invalidGrant(
                                            500121,
                                            "Authentication failed during strong authentication"
                                                    + " request.")));
        }
        if (step.is("continue") || step.is("consent") || step.is("confirm")) {
            return proceed(step, session.get());
        }
        return signIn(step, Optional.of(person), Optional.empty());
    }

    private Response begun(Step step, BrowserSessions.Begun begun) {
        return proceed(step, begun.session()).with("Set-Cookie", begun.cookie());
    }

    private Response signIn(Step step, Optional<Person> signedIn, Optional<Aadsts> problem) {
        return pages.signIn(
                step.app(),
                step.authority(),
                step.pending().userCode(),
                step.form().getOrDefault("username", ""),
                signedIn,
                problem);
    }

    /** Second factor if it is due, consent if it is missing, then "is it you who asked?". */
    private Response proceed(Step step, BrowserSessions.SignedIn session) {
        Person person = session.person();
        String ctx = step.pending().userCode();
        Tenant tenant = world.tenant(person.tenant()).orElseThrow();
        boolean openid = step.scope().openidOnly();
        if (!openid && !session.mfa() && policy.demandsSecondFactor(tenant, step.scope().api())) {
            return pages.secondFactor(person, ctx, Optional.empty());
        }
        if ((step.is("consent") || step.is("confirm")) && !step.accepted()) {
            step.pending().progress().set(new DeviceCodes.Progress.Declined());
            return pages.deviceDone(step.app(), false);
        }
        if (!openid && !policy.consented(person, step.app(), step.scope())) {
            if (!person.admin()) {
                return pages.needsAdmin(person, step.app(), ctx);
            }
            List<String> wanted = step.scope().granted();
            if (!step.is("consent")) {
                return pages.consent(
                        person,
                        step.app(),
                        wanted.stream().map(one -> step.scope().api().name() + ": " + one).toList(),
                        ctx);
            }
            world.grant(
                    new Consent(tenant.id(), step.app().clientId(), step.scope().api().clientId()),
                    Set.copyOf(wanted));
        } else if (!step.is("confirm")) {
            return pages.deviceConfirm(step.app(), person, ctx);
        }
        step.pending()
                .progress()
                .set(
                        new DeviceCodes.Progress.Approved(
                                new Grant(
                                        person,
                                        step.app().clientId(),
                                        session.mfa(),
                                        UUID.randomUUID().toString(),
                                        "")));
        return pages.deviceDone(step.app(), true);
    }

    private static String need(Map<String, String> form, String name) {
        return Optional.ofNullable(form.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new Refused(Aadsts.missing(name)));
    }
}
