package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.Consent;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /{tenant}/oauth2/v2.0/authorize}: sign-in, second factor, consent, code. Keeps nothing
 * between the pages but the browser's session: each form carries the whole request, which is
 * checked again.
 */
final class Authorize implements Handler {
    private final World world;
    private final Errors errors;
    private final Policy policy;
    private final BrowserSessions sessions;
    private final AuthorizationCodes codes;
    private final Passwords passwords;
    private final Pages pages;

    Authorize(
            World world,
            Errors errors,
            Policy policy,
            BrowserSessions sessions,
            AuthorizationCodes codes,
            Passwords passwords,
            Pages pages) {
        this.world = world;
        this.errors = errors;
        this.policy = policy;
        this.sessions = sessions;
        this.codes = codes;
        this.passwords = passwords;
        this.pages = pages;
    }

    /** One round trip: the client's request, its raw text, and what the page's form says. */
    private record Step(
            Request request, AuthorizeRequest asked, String ctx, Map<String, String> form) {
        boolean is(String name) {
            return name.equals(form.get("step"));
        }
    }

    @Override
    public Response handle(Request request) {
        Map<String, String> form = request.form();
        String ctx =
                form.getOrDefault("ctx", FormCodec.encode(form.isEmpty() ? request.query() : form));
        Map<String, String> fields = firsts(ctx);
        AuthorizeRequest.Destination to;
        try {
            to = AuthorizeRequest.destination(world, request.variable("tenant"), fields);
        } catch (Refused refusal) {
            return pages.problem(400, errors.description(request, refusal.why()));
        }
        try {
            AuthorizeRequest asked = AuthorizeRequest.of(world, to, fields);
            Map<String, String> step = form.containsKey("ctx") ? form : Map.of();
            return answer(new Step(request, asked, ctx, step));
        } catch (Refused refusal) {
            return refuse(request, to, refusal.why());
        }
    }

    private Response answer(Step step) {
        Optional<BrowserSessions.SignedIn> session =
                sessions.find(step.request())
                        .filter(one -> step.asked().authority().admits(one.person().tenant()));
        if (step.is("password")) {
            return password(step);
        }
        if (session.isEmpty()) {
            return step.asked().prompt().equals("none")
                    ? throwLoginRequired()
                    : signIn(step, Optional.empty(), Optional.empty());
        }
        if (step.is("mfa")) {
            return secondFactor(step, session.get());
        }
        if (step.is("consent") && "switch".equals(step.form().get("answer"))) {
            return signIn(step, Optional.empty(), Optional.empty());
        }
        boolean hinted = step.asked().hint().equalsIgnoreCase(session.get().person().upn());
        boolean goesOn =
                step.is("continue")
                        || step.is("consent")
                        || step.asked().prompt().equals("none")
                        || (hinted && List.of("", "consent").contains(step.asked().prompt()));
        if (goesOn) {
            return proceed(step, session.get());
        }
        boolean offers = !step.asked().prompt().equals("login");
        return signIn(
                step,
                session.map(BrowserSessions.SignedIn::person).filter(_ -> offers),
                Optional.empty());
    }

    private Response signIn(Step step, Optional<Person> signedIn, Optional<Aadsts> problem) {
        AuthorizeRequest asked = step.asked();
        String name = step.form().getOrDefault("username", asked.hint());
        return pages.signIn(asked.app(), asked.authority(), step.ctx(), name, signedIn, problem);
    }

    private Response password(Step step) {
        Passwords.Outcome outcome =
                passwords.check(
                        step.asked().authority(),
                        step.form().getOrDefault("username", ""),
                        step.form().getOrDefault("password", ""));
        return switch (outcome) {
            case Passwords.Outcome.Wrong wrong ->
                    signIn(step, Optional.empty(), Optional.of(wrong.why()));
            case Passwords.Outcome.Right right -> {
                BrowserSessions.Begun begun = sessions.begin(step.request(), right.person(), false);
                yield proceed(step, begun.session()).with("Set-Cookie", begun.cookie());
            }
        };
    }

    private Response secondFactor(Step step, BrowserSessions.SignedIn session) {
        if (!Cast.MFA_CODE.equals(step.form().getOrDefault("code", "").trim())) {
            return pages.secondFactor(
                    session.person(),
                    step.ctx(),
                    Optional.of(
                            Aadsts.invalidGrant(
                                    500121,
                                    "Authentication failed during strong authentication"
                                            + " request.")));
        }
        BrowserSessions.Begun begun = sessions.begin(step.request(), session.person(), true);
        return proceed(step, begun.session()).with("Set-Cookie", begun.cookie());
    }

    /**
     * With the person known: second factor if it is due, consent if it is missing, then the code.
     */
    private Response proceed(Step step, BrowserSessions.SignedIn session) {
        AuthorizeRequest asked = step.asked();
        boolean silent = asked.prompt().equals("none");
        Tenant tenant = world.tenant(session.person().tenant()).orElseThrow();
        boolean factor =
                asked.claims().asksForSecondFactor(tenant)
                        || (!asked.scope().openidOnly()
                                && policy.demandsSecondFactor(tenant, asked.scope().api()));
        if (factor && !session.mfa()) {
            return silent
                    ? throwInteraction(50076, "Multi-factor authentication is required.")
                    : pages.secondFactor(session.person(), step.ctx(), Optional.empty());
        }
        boolean answered = step.is("consent");
        boolean missing =
                !asked.scope().openidOnly()
                        && !policy.consented(session.person(), asked.app(), asked.scope());
        if (missing || (asked.prompt().equals("consent") && !answered)) {
            if (silent) {
                return throwInteraction(65001, "Consent is required.");
            }
            Optional<Response> page = consent(step, session, missing);
            if (page.isPresent()) {
                return page.get();
            }
        } else if (answered && !"accept".equals(step.form().get("answer"))) {
            throw new Refused(declined());
        }
        return code(step, session);
    }

    /** A page, or empty once an administrator has accepted. */
    private Optional<Response> consent(
            Step step, BrowserSessions.SignedIn session, boolean missing) {
        AuthorizeRequest asked = step.asked();
        Person person = session.person();
        if (step.is("consent")) {
            if (!"accept".equals(step.form().get("answer")) || !person.admin()) {
                throw new Refused(declined());
            }
            world.grant(
                    new Consent(
                            person.tenant(),
                            asked.app().clientId(),
                            asked.scope().api().clientId()),
                    Set.copyOf(wanted(asked)));
            return Optional.empty();
        }
        if (missing && !person.admin()) {
            return Optional.of(pages.needsAdmin(person, asked.app(), step.ctx()));
        }
        List<String> permissions =
                wanted(asked).stream().map(one -> asked.scope().api().name() + ": " + one).toList();
        return Optional.of(pages.consent(person, asked.app(), permissions, step.ctx()));
    }

    /** What is asked for; for {@code .default} what the client is registered to ask for. */
    private static List<String> wanted(AuthorizeRequest asked) {
        Set<String> registered = asked.app().requires(asked.scope().api());
        return asked.scope().everything() && !registered.isEmpty()
                ? registered.stream().sorted().toList()
                : asked.scope().granted();
    }

    private Response code(Step step, BrowserSessions.SignedIn session) {
        AuthorizeRequest asked = step.asked();
        Grant grant =
                new Grant(
                        session.person(),
                        asked.app().clientId(),
                        session.mfa(),
                        session.id(),
                        asked.nonce());
        String code =
                codes.issue(
                        new AuthorizationCodes.Issued(
                                grant,
                                asked.redirect(),
                                asked.scopeText(),
                                asked.challenge(),
                                asked.plain(),
                                asked.claims().capable(),
                                world.clock().instant()));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code);
        asked.state().ifPresent(state -> answer.put("state", state));
        answer.put("session_state", session.id());
        return deliver(asked.redirect(), asked.mode(), answer);
    }

    private Response refuse(Request request, AuthorizeRequest.Destination to, Aadsts why) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", why.error());
        answer.put("error_description", errors.description(request, why));
        to.state().ifPresent(state -> answer.put("state", state));
        return deliver(to.redirect(), to.mode(), answer);
    }

    static Response deliver(String redirect, String mode, Map<String, String> fields) {
        if (mode.equals("form_post")) {
            return Pages.formPost(redirect, fields);
        }
        String joint = mode.equals("fragment") ? "#" : redirect.contains("?") ? "&" : "?";
        return Response.redirect(URI.create(redirect + joint + FormCodec.encode(fields)))
                .with("Cache-Control", "no-store");
    }

    private static Map<String, String> firsts(String ctx) {
        Map<String, String> fields = new LinkedHashMap<>();
        FormCodec.decode(ctx).forEach((name, values) -> fields.put(name, values.getFirst()));
        return fields;
    }

    private static Aadsts declined() {
        return Aadsts.of(65004, "access_denied", "User declined to consent to access the app.");
    }

    private static Response throwLoginRequired() {
        throw new Refused(
                Aadsts.of(
                        50058,
                        "login_required",
                        "A silent sign-in request was sent but no user is signed in."));
    }

    private static Response throwInteraction(int number, String text) {
        throw new Refused(Aadsts.of(number, "interaction_required", text));
    }
}
