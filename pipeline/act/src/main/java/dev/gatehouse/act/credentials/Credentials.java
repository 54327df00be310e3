package dev.gatehouse.act.credentials;

import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.act.credentials.Authorization.Refused;
import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * As whom does an exchange go downstream? Answers with a token of the caller, of Gatehouse's own
 * identity, or with none, as the process's mode and the route's {@code as} say, and never guesses.
 *
 * <p>Gatehouse's own identity acts only for tenants that the operator named: who is admitted
 * because any tenant is, and appoints themselves there, gets nothing by its rights.
 *
 * <p>What cannot be asked (Entra or the platform identity out of reach) is thrown, not answered; it
 * is never a reason to act as somebody else. Safe for use by many threads.
 */
public final class Credentials {
    /** A kept token is not handed out when this or less is left of it: 120 s. */
    public static final Duration MARGIN = Duration.ofMinutes(2);

    private final DownstreamMode mode;
    private final Predicate<TenantId> named;
    private final UserTokens users;
    private final PlatformTokens platform;

    /**
     * @param named whether the operator named the tenant: the home tenant or a listed one
     */
    public Credentials(
            DownstreamMode mode,
            Predicate<TenantId> named,
            OnBehalfOf obo,
            PlatformCredential platform,
            ShortLivedState state,
            Sealing sealing,
            InstantSource clock) {
        this(
                mode,
                named,
                new UserTokens(obo, new KeptTokens(state, sealing, clock), state, Patience.USUAL),
                new PlatformTokens(platform, clock));
    }

    Credentials(
            DownstreamMode mode,
            Predicate<TenantId> named,
            UserTokens users,
            PlatformTokens platform) {
        this.mode = mode;
        this.named = named;
        this.users = users;
        this.platform = platform;
    }

    /** The first question of an exchange: nobody has demanded claims yet. */
    public Authorization authorize(
            Principal caller,
            Optional<Assertion> assertion,
            ActAs as,
            Scope scope,
            Fallback fallback) {
        return authorize(
                new DownstreamRequest(caller, assertion, as, scope, fallback, Optional.empty()));
    }

    /**
     * As whom, and with which token.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     * @throws CredentialUnavailable if the platform identity gives no token
     */
    public Authorization authorize(DownstreamRequest request) {
        if (!mode.permits(request.as())) {
            return notPermitted(request.as());
        }
        return switch (request.as()) {
            case NONE -> new Granted(Optional.empty(), DownstreamIdentity.NONE, "route says none");
            case PLATFORM -> asPlatform(request, "route says platform");
            case USER -> asUser(request, Fallback.FORBIDDEN);
            case USER_ELSE_PLATFORM ->
                    switch (mode) {
                        case MANAGED_IDENTITY -> asPlatform(request, "mode managed-identity");
                        case OBO -> asUser(request, Fallback.FORBIDDEN);
                        case OBO_WITH_FALLBACK -> asUser(request, request.fallback());
                    };
        };
    }

    /**
     * Gatehouse's own identity, for work that no caller waits for any more; refused in the mode
     * that never uses it.
     *
     * @throws CredentialUnavailable if the platform identity gives no token
     */
    Authorization platform(Scope scope) {
        return mode.permits(ActAs.PLATFORM)
                ? granted(scope, "mode " + mode.wire())
                : notPermitted(ActAs.PLATFORM);
    }

    DownstreamMode mode() {
        return mode;
    }

    /**
     * Whether the caller can be acted for, asked once at sign-in. Empty if so, if this mode never
     * exchanges, or if the mode's fallback covers the refusal.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    public Optional<GrantRefusal> prove(Principal caller, Assertion assertion, Scope scope) {
        if (mode == DownstreamMode.MANAGED_IDENTITY) {
            return Optional.empty();
        }
        return switch (users.get(assertion, caller.tenant(), scope, Optional.empty())) {
            case Exchange.Issued _ -> Optional.empty();
            case Exchange.Refused(GrantRefusal why) ->
                    mode == DownstreamMode.OBO_WITH_FALLBACK
                                    && mayFallBack(why)
                                    && platformServes(caller.tenant())
                            ? Optional.empty()
                            : Optional.of(why);
        };
    }

    /**
     * Drops every token that was exchanged for {@code assertion}, at logout or revocation. Other
     * replicas may still answer from memory for five minutes.
     */
    public void forget(Assertion assertion) {
        users.forget(assertion);
    }

    /** Whether Gatehouse's own identity acts for people and programs of that tenant. */
    boolean platformServes(TenantId tenant) {
        return named.test(tenant);
    }

    /** What those are told for whom it does not. */
    static Refusal notServed() {
        return Refusal.of(
                RefusalCode.NOT_IN_TENANT,
                "Gatehouse's own identity acts only for tenants that entra.tenants names.");
    }

    private Authorization asPlatform(DownstreamRequest request, String reason) {
        if (!platformServes(request.caller().tenant())) {
            return new Refused(notServed(), "tenant is not named");
        }
        return granted(request.scope(), reason);
    }

    private Authorization granted(Scope scope, String reason) {
        AccessToken token = platform.get(scope);
        return new Granted(Optional.of(token), DownstreamIdentity.PLATFORM, reason);
    }

    private Authorization asUser(DownstreamRequest request, Fallback fallback) {
        if (request.caller().kind() == Principal.Kind.APPLICATION) {
            return new Refused(
                    Refusal.of(
                            RefusalCode.USER_REQUIRED,
                            "An application's token cannot be exchanged on its behalf."),
                    "caller is an application");
        }
        if (request.assertion().isEmpty()) {
            return new Refused(
                    Refusal.of(
                            RefusalCode.AUTHENTICATION_REQUIRED,
                            "There is no user token to act with."),
                    "no assertion");
        }
        Exchange answer =
                users.get(
                        request.assertion().get(),
                        request.caller().tenant(),
                        request.scope(),
                        request.claims());
        return switch (answer) {
            case Exchange.Issued(AccessToken token) ->
                    new Granted(Optional.of(token), DownstreamIdentity.USER, "on-behalf-of");
            case Exchange.Refused(GrantRefusal why) -> refused(request, fallback, why);
        };
    }

    private Authorization refused(DownstreamRequest request, Fallback fallback, GrantRefusal why) {
        Optional<ClaimsChallenge> demanded = request.claims();
        return fallback == Fallback.ALLOWED
                        && demanded.isEmpty()
                        && mayFallBack(why)
                        && platformServes(request.caller().tenant())
                ? asPlatform(request, "fallback: " + GrantRefusals.reason(why))
                : new Refused(
                        GrantRefusals.toRefusal(request.caller(), why), GrantRefusals.reason(why));
    }

    /** The written conditions of the fallback; whatever is not named here is not one. */
    private static boolean mayFallBack(GrantRefusal why) {
        return why.challenge().isEmpty()
                && switch (why.kind()) {
                    case CONSENT_REQUIRED, CLIENT_CONFIGURATION -> true;
                    case STEP_UP_REQUIRED,
                            ASSERTION_EXPIRED,
                            ASSERTION_INVALID,
                            NOT_IN_TENANT,
                            BLOCKED_BY_POLICY,
                            GRANT_ENDED,
                            OTHER ->
                            false;
                };
    }

    private Authorization notPermitted(ActAs as) {
        return new Refused(
                Refusal.of(
                        RefusalCode.CREDENTIAL_UNAVAILABLE,
                        "The route acts as "
                                + as.wire()
                                + ", which downstream.mode "
                                + mode.wire()
                                + " does not permit."),
                "mode " + mode.wire() + " does not permit " + as.wire());
    }
}
