package dev.gatehouse.server.http;

import dev.gatehouse.authenticate.sessions.Callback;
import dev.gatehouse.authenticate.sessions.CallbackRequest;
import dev.gatehouse.authenticate.sessions.IdentityProvider;
import dev.gatehouse.authenticate.sessions.Session;
import dev.gatehouse.authenticate.sessions.Sessions;
import dev.gatehouse.authenticate.sessions.SignIn;
import dev.gatehouse.authenticate.sessions.StartRequest;
import dev.gatehouse.authenticate.sessions.Started;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Sign-in and sign-out as a browser sees them (S3.2–S3.9). */
public final class AuthDoors {
    /**
     * What these doors work with. {@code signedOut} is told of each session that ends here, {@code
     * endedElsewhere} of the id of each that ended at Entra.
     */
    public record Parts(
            SignIn signIn,
            Sessions sessions,
            IdentityProvider provider,
            Pages pages,
            ErrorAnswers errors,
            CookieNames cookies,
            URI publicUrl,
            boolean hasAdminTenant,
            boolean workbench,
            Consumer<Session> signedOut,
            Consumer<String> endedElsewhere,
            InstantSource clock) {}

    private static final Pattern AADSTS = Pattern.compile("[0-9]{1,9}");

    private final Parts parts;

    public AuthDoors(Parts parts) {
        this.parts = parts;
    }

    /** {@code GET /auth/login}: the page, with what went wrong before. */
    public Answer page(Call call) {
        SignInNotice notice = SignInNotice.of(call.parameter("error").orElse(""));
        return parts.pages().signIn(200, values(call, notice));
    }

    private Map<String, String> values(Call call, SignInNotice notice) {
        String tenant = call.parameter("tenant").filter(SignIn::isTenantName).orElse("");
        String returnTo = call.parameter("returnTo").orElse("/");
        var values = new LinkedHashMap<String, String>();
        put(values, "title", notice.title);
        put(values, "sentence", sentence(call, notice));
        put(values, "tone", notice.tone);
        put(values, "role", notice.tone.isEmpty() ? "status" : "alert");
        put(values, "tenant", tenant);
        put(values, "returnTo", returnTo);
        put(values, "tenantAsked", notice == SignInNotice.INVALID_TENANT ? "true" : "");
        values.put(
                "signInLabel",
                tenant.isEmpty() || notice == SignInNotice.NONE
                        ? "Sign in with your account"
                        : "Sign in with another account");
        values.put("signInUrl", "/auth/login/start?returnTo=" + encoded(returnTo));
        boolean otherAction = false;
        if (notice == SignInNotice.CONSENT_REQUIRED) {
            put(values, "consentUrl", consentUrl(tenant.isEmpty() ? "organizations" : tenant));
            otherAction = true;
        }
        Optional<String> claims =
                call.parameter("claims").filter(text -> ClaimsParameter.read(text).isPresent());
        if (notice == SignInNotice.MFA_REQUIRED && claims.isPresent()) {
            put(
                    values,
                    "stepUpUrl",
                    "/auth/login/start?claims="
                            + encoded(claims.get())
                            + "&tenant="
                            + encoded(tenant)
                            + "&returnTo="
                            + encoded(returnTo));
            otherAction = true;
        }
        values.put("signInTone", otherAction ? "" : "main");
        put(values, "azure", parts.workbench() ? "true" : "");
        if (parts.hasAdminTenant()) {
            values.put("adminUrl", "/auth/login/admin?returnTo=" + encoded(returnTo));
        }
        return values;
    }

    private static String sentence(Call call, SignInNotice notice) {
        if (notice != SignInNotice.CLIENT_CREDENTIAL_REJECTED) {
            return notice.sentence;
        }
        String number =
                call.parameter("aadsts")
                        .filter(text -> AADSTS.matcher(text).matches())
                        .map(text -> "AADSTS" + text)
                        .orElse("client_credential_rejected");
        return notice.sentence + " " + number + ".";
    }

    /** {@code GET /auth/login/start}: to Entra, with state bound to this browser. */
    public Answer start(Call call) {
        return begin(call, call.parameter("tenant").filter(text -> !text.isEmpty()), false);
    }

    /** {@code GET /auth/login/admin}: the same for the home tenant, whose id is not shown. */
    public Answer admin(Call call) {
        return begin(call, Optional.empty(), true);
    }

    private Answer begin(Call call, Optional<String> tenant, boolean admin) {
        Optional<String> given = call.parameter("claims").filter(text -> !text.isEmpty());
        Optional<ClaimsChallenge> claims = given.flatMap(ClaimsParameter::read);
        if (given.isPresent() && claims.isEmpty()) {
            var refusal =
                    Refusal.of(
                            RefusalCode.INVALID_REQUEST,
                            "The claims are not a JSON object in base64url.");
            return told(call, refusal);
        }
        var request =
                new StartRequest(
                        tenant,
                        admin,
                        call.parameter("returnTo").orElse("/"),
                        claims,
                        Optional.ofNullable(call.cookies().get(parts.cookies().signIn())));
        return switch (parts.signIn().start(request)) {
            case Started.Redirect(URI location, String cookie, var endsAt) ->
                    Answer.redirect(location.toString())
                            .with(
                                    "Set-Cookie",
                                    parts.cookies()
                                            .set(
                                                    parts.cookies().signIn(),
                                                    cookie,
                                                    Duration.between(
                                                            parts.clock().instant(), endsAt)));
            case Started.InvalidTenant(Refusal why) -> notStarted(call, why);
        };
    }

    private Answer notStarted(Call call, Refusal why) {
        return why.code() == RefusalCode.INVALID_TENANT && call.navigation()
                ? parts.pages()
                        .signIn(Statuses.of(why.code()), values(call, SignInNotice.INVALID_TENANT))
                        .refusedWith(why.code().wire())
                : told(call, why);
    }

    /** As a page to a browser, in JSON to a program. */
    private Answer told(Call call, Refusal why) {
        Answer answer = parts.errors().of(why, call.requestId());
        return call.navigation() ? RefusalPage.of(answer, why, call.requestId()) : answer;
    }

    /** {@code GET /auth/callback}: where Entra sends the browser back to. */
    public Answer callback(Call call) {
        var request =
                new CallbackRequest(
                        firstValues(call),
                        Optional.ofNullable(call.cookies().get(parts.cookies().signIn())),
                        Optional.ofNullable(call.cookies().get(parts.cookies().session())));
        String clear = parts.cookies().clear(parts.cookies().signIn());
        return switch (parts.signIn().finish(request)) {
            case Callback.SignedIn in ->
                    Answer.redirect(in.returnTo())
                            .with("Set-Cookie", clear)
                            .with(
                                    "Set-Cookie",
                                    parts.cookies()
                                            .set(
                                                    parts.cookies().session(),
                                                    in.ticket(),
                                                    Duration.between(
                                                            parts.clock().instant(),
                                                            in.session().endsAt())));
            case Callback.Failed failed ->
                    Answer.redirect(loginWith(failed))
                            .with("Set-Cookie", clear)
                            .refusedWith(failed.refusal().code().wire());
            case Callback.StartOver _ -> Answer.redirect("/auth/login").with("Set-Cookie", clear);
        };
    }

    private static String loginWith(Callback.Failed failed) {
        var target = new StringBuilder("/auth/login?error=").append(failed.reason().wire());
        failed.tenant().ifPresent(tenant -> target.append("&tenant=").append(encoded(tenant)));
        Optional.ofNullable(failed.refusal().extras().get("aadsts"))
                .ifPresent(number -> target.append("&aadsts=").append(number));
        failed.challenge()
                .ifPresent(
                        claims -> target.append("&claims=").append(ClaimsParameter.write(claims)));
        return target.toString();
    }

    /**
     * {@code GET /auth/consent/callback}: an administrator came back from consenting. What the
     * query says proves nothing; signing in does (FACTS: admin consent).
     */
    public Answer consented(Call call) {
        String tenant = call.parameter("tenant").filter(SignIn::isTenantName).orElse("");
        boolean granted = call.parameter("error").isEmpty();
        return Answer.redirect(
                granted
                        ? "/auth/login/start?tenant=" + encoded(tenant)
                        : "/auth/login?error=consent_required&tenant=" + encoded(tenant));
    }

    /**
     * {@code POST /auth/logout}: ends the session here, and at Entra too if the form says {@code
     * everywhere}.
     */
    public Answer logout(Call call) {
        Optional<Session> ended =
                Optional.ofNullable(call.cookies().get(parts.cookies().session()))
                        .flatMap(parts.sessions()::end);
        ended.ifPresent(parts.signedOut());
        var form = Queries.parse(new String(call.body(), StandardCharsets.UTF_8));
        URI afterwards = parts.publicUrl().resolve("/auth/login?error=signed_out");
        String target =
                ended.isPresent() && form.containsKey("everywhere")
                        ? parts.provider()
                                .endSessionUri(ended.get().principal().tenant(), afterwards)
                                .toString()
                        : "/auth/login?error=signed_out";
        return new Answer(
                        303,
                        java.util.List.of(new Answer.Header("Location", target)),
                        new byte[0],
                        "",
                        dev.gatehouse.kernel.DownstreamIdentity.NONE)
                .with("Cache-Control", "no-store")
                .with("Set-Cookie", parts.cookies().clear(parts.cookies().session()));
    }

    /**
     * {@code GET /auth/logout/frontchannel}: Entra tells that a session ended there (OpenID Connect
     * Front-Channel Logout 1.0).
     */
    public Answer frontChannel(Call call) {
        call.parameter("sid")
                .ifPresent(sid -> parts.sessions().endBySid(sid).forEach(parts.endedElsewhere()));
        return Answer.of(200, "text/plain; charset=utf-8", "signed out\n")
                .with("Cache-Control", "no-store");
    }

    private String consentUrl(String tenant) {
        return parts.provider()
                .adminConsentUri(
                        tenant, parts.publicUrl().resolve("/auth/consent/callback"), "consent")
                .toString();
    }

    private static Map<String, String> firstValues(Call call) {
        var values = new LinkedHashMap<String, String>();
        call.query().forEach((name, all) -> values.put(name, all.getFirst()));
        return values;
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
