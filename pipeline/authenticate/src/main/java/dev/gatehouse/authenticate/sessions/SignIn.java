package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.authenticate.sessions.IdentityProvider.AuthorizeRequest;
import dev.gatehouse.authenticate.sessions.IdentityProvider.Redemption;
import dev.gatehouse.authenticate.tokens.IdTokenValidation;
import dev.gatehouse.authenticate.tokens.TokenFault;
import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.authenticate.tokens.Validation;
import dev.gatehouse.authenticate.tokens.VerifiedIdToken;
import dev.gatehouse.authenticate.tokens.VerifiedToken;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Signs a person in: authorization code with PKCE (RFC 7636), state bound to the browser, nonce
 * (OpenID Connect Core 1.0 section 3.1). Safe for use by many threads and processes.
 */
public final class SignIn {
    private final SignInConfig config;
    private final IdentityProvider provider;
    private final TokenValidator validator;
    private final DownstreamProof proof;
    private final Sessions sessions;
    private final Attempts attempts;
    private final SecureRandom random;
    private final InstantSource clock;

    public SignIn(
            SignInConfig config,
            IdentityProvider provider,
            TokenValidator validator,
            DownstreamProof proof,
            Sessions sessions,
            ShortLivedState state,
            Sealing sealing,
            SecureRandom random,
            InstantSource clock) {
        this.config = config;
        this.provider = provider;
        this.validator = validator;
        this.proof = proof;
        this.sessions = sessions;
        this.attempts = new Attempts(state, sealing, clock);
        this.random = random;
        this.clock = clock;
    }

    /** Whether the text of a tenant field is a tenant id or a DNS domain. */
    public static boolean isTenantName(String text) {
        return BrowserInput.tenant(text).isPresent();
    }

    /** Sends the browser to Entra. */
    public Started start(StartRequest request) {
        Optional<String> wanted = request.tenant().filter(text -> !text.isBlank());
        Optional<String> named = wanted.flatMap(BrowserInput::tenant);
        if (wanted.isPresent() && named.isEmpty()) {
            return new Started.InvalidTenant(
                    Refusal.of(
                            RefusalCode.INVALID_TENANT,
                            "the tenant is neither an id nor a domain name"));
        }
        String authority =
                request.admin() ? config.home().toString() : named.orElse(config.authority());
        String browser =
                request.stateCookie()
                        .filter(Random32::isShaped)
                        .orElseGet(() -> Random32.text(random));
        Instant endsAt = clock.instant().plus(config.lifetime());
        var attempt =
                new Attempt(
                        Random32.sha256Hex(browser),
                        Random32.text(random),
                        Random32.text(random),
                        authority,
                        BrowserInput.localPath(request.returnTo()),
                        endsAt.getEpochSecond());
        var authorize =
                new AuthorizeRequest(
                        authority,
                        config.redirectUri(),
                        attempts.seal(attempt),
                        attempt.nonce(),
                        Random32.base64Url(Random32.sha256(attempt.verifier())),
                        "select_account",
                        request.claims());
        return new Started.Redirect(provider.authorizeUri(authorize), browser, endsAt);
    }

    /**
     * Takes the browser back from Entra. The state is verified before anything else is looked at.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    public Callback finish(CallbackRequest request) {
        Optional<String> state = request.parameter("state");
        Optional<String> code = request.parameter("code");
        Optional<String> error = request.parameter("error");
        if (state.isEmpty() && code.isEmpty() && error.isEmpty()) {
            return new Callback.StartOver();
        }
        Optional<Attempt> attempt =
                state.flatMap(value -> attempts.take(value, request.stateCookie()));
        if (attempt.isEmpty()) {
            return failed(SignInFailure.INVALID_STATE, Optional.empty(), "state");
        }
        Optional<String> tenant =
                Optional.of(attempt.get().authority())
                        .filter(authority -> !authority.equals("organizations"));
        if (error.isPresent()) {
            return failed(SignInFailure.AUTH_FAILED, tenant, "error at the authorize endpoint");
        }
        if (code.isEmpty()) {
            return new Callback.StartOver();
        }
        Redemption redemption =
                provider.redeem(
                        attempt.get().authority(),
                        code.get(),
                        attempt.get().verifier(),
                        config.redirectUri());
        return switch (redemption) {
            case Redemption.Refused(GrantRefusal why) ->
                    refused(SignInFailure.ofExchange(why.kind()), tenant, why);
            case Redemption.Redeemed redeemed -> accept(request, attempt.get(), tenant, redeemed);
        };
    }

    private Callback accept(
            CallbackRequest request,
            Attempt attempt,
            Optional<String> tenant,
            Redemption.Redeemed redeemed) {
        return switch (validator.validateIdToken(redeemed.idToken(), attempt.nonce())) {
            case IdTokenValidation.Invalid(Refusal why, TokenFault fault) ->
                    failed(ofToken(why), tenant, "ID token: " + fault.wire());
            case IdTokenValidation.Valid(VerifiedIdToken idToken) ->
                    switch (validator.validate(redeemed.accessToken())) {
                        case Validation.Invalid(Refusal why, TokenFault fault) ->
                                failed(ofToken(why), tenant, "access token: " + fault.wire());
                        case Validation.Valid(VerifiedToken token) ->
                                isOf(idToken, token.principal())
                                        ? prove(request, attempt, redeemed, idToken, token)
                                        : failed(
                                                SignInFailure.TOKEN_EXCHANGE_FAILED,
                                                tenant,
                                                "ID token and access token differ");
                    };
        };
    }

    private Callback prove(
            CallbackRequest request,
            Attempt attempt,
            Redemption.Redeemed redeemed,
            VerifiedIdToken idToken,
            VerifiedToken token) {
        Optional<GrantRefusal> unproven = proof.prove(token.principal(), token.assertion());
        if (unproven.isPresent()) {
            GrantRefusal why = unproven.get();
            Optional<String> tenant = Optional.of(token.principal().tenant().toString());
            return refused(SignInFailure.ofProof(why.kind()), tenant, why);
        }
        Sessions.Opened opened =
                sessions.open(
                        token, redeemed.refreshToken(), idToken.sessionId().or(token::sessionId));
        request.oldTicket().ifPresent(sessions::end);
        return new Callback.SignedIn(opened.ticket(), opened.session(), attempt.returnTo());
    }

    private static boolean isOf(VerifiedIdToken idToken, Principal principal) {
        return principal.kind() == Principal.Kind.USER
                && idToken.tenant().equals(principal.tenant())
                && idToken.object().equals(principal.object());
    }

    private static SignInFailure ofToken(Refusal why) {
        return why.code() == RefusalCode.WRONG_TENANT
                ? SignInFailure.WRONG_TENANT
                : SignInFailure.TOKEN_EXCHANGE_FAILED;
    }

    private static Callback refused(
            SignInFailure reason, Optional<String> tenant, GrantRefusal why) {
        Optional<ClaimsChallenge> challenge = why.challenge();
        Refusal refusal =
                reason == SignInFailure.CLIENT_CREDENTIAL_REJECTED && why.aadsts() != 0
                        ? reason.refusal().with("aadsts", Integer.toString(why.aadsts()))
                        : reason.refusal();
        return new Callback.Failed(
                reason,
                tenant,
                challenge,
                challenge.map(refusal::with).orElse(refusal),
                why.kind() + " AADSTS" + why.aadsts() + " " + why.correlationId());
    }

    private static Callback failed(SignInFailure reason, Optional<String> tenant, String cause) {
        return new Callback.Failed(reason, tenant, Optional.empty(), reason.refusal(), cause);
    }
}
