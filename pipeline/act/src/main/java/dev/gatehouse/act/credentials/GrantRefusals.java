package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.TenantId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What Entra's refusal of a grant means to the caller. The number and the correlation id go along
 * for the operator; Entra's text never does.
 */
public final class GrantRefusals {
    private static final Pattern CORRELATION_ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private GrantRefusals() {}

    /** The refusal that the caller is answered with. */
    public static Refusal toRefusal(Principal caller, GrantRefusal why) {
        return toRefusal(caller.tenant(), caller.answersChallenges(), why);
    }

    static Refusal toRefusal(TenantId tenant, boolean answersChallenges, GrantRefusal why) {
        Refusal refusal =
                switch (why.kind()) {
                    case CONSENT_REQUIRED -> consentRequired(tenant, why);
                    case STEP_UP_REQUIRED ->
                            why.challenge()
                                    .map(claims -> stepUp(answersChallenges, claims))
                                    .orElseGet(GrantRefusals::stepUpWithoutClaims);
                    case ASSERTION_EXPIRED ->
                            Refusal.of(
                                    RefusalCode.INVALID_TOKEN,
                                    "The token ended before it could be exchanged.");
                    case ASSERTION_INVALID ->
                            Refusal.of(
                                    RefusalCode.INVALID_TOKEN,
                                    "Entra does not accept the token for an exchange.");
                    case GRANT_ENDED ->
                            Refusal.of(
                                    RefusalCode.INVALID_TOKEN,
                                    "The sign-in behind the token was revoked or ran out.");
                    case NOT_IN_TENANT ->
                            Refusal.of(
                                    RefusalCode.NOT_IN_TENANT,
                                    "The account is not a member of the tenant.");
                    case BLOCKED_BY_POLICY ->
                            Refusal.of(
                                    RefusalCode.BLOCKED_BY_POLICY,
                                    "Conditional Access of the tenant blocks this access.");
                    case CLIENT_CONFIGURATION ->
                            Refusal.of(
                                    RefusalCode.CLIENT_CREDENTIAL_REJECTED,
                                    "Entra does not accept Gatehouse's own registration or"
                                            + " credential.");
                    case OTHER ->
                            Refusal.of(
                                    RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE,
                                    "Entra refused the exchange for a reason of its own.");
                };
        return withDiagnostics(refusal, why);
    }

    /**
     * The refusal for claims that the caller must satisfy: {@code claims_challenge} for a client
     * that declared {@code cp1}, {@code step_up_required} for others. Both carry the claims, so
     * that a browser session can be sent to sign in with them.
     */
    public static Refusal stepUp(Principal caller, ClaimsChallenge claims) {
        return stepUp(caller.answersChallenges(), claims);
    }

    static Refusal stepUp(boolean answersChallenges, ClaimsChallenge claims) {
        return answersChallenges
                ? Refusal.of(
                                RefusalCode.CLAIMS_CHALLENGE,
                                "The tenant asks for more proof of who you are.")
                        .with(claims)
                : stepUpWithoutClaims().with(claims);
    }

    /** For the audit, for example {@code consent_required AADSTS65001}. */
    static String reason(GrantRefusal why) {
        String kind = why.kind().name().toLowerCase(Locale.ROOT);
        return why.aadsts() == 0 ? kind : kind + " AADSTS" + why.aadsts();
    }

    private static Refusal stepUpWithoutClaims() {
        return Refusal.of(
                RefusalCode.STEP_UP_REQUIRED, "The tenant asks for more proof of who you are.");
    }

    private static Refusal consentRequired(TenantId tenant, GrantRefusal why) {
        Refusal refusal =
                Refusal.of(
                                RefusalCode.CONSENT_REQUIRED,
                                "Nobody has consented that Gatehouse acts for you in this tenant.")
                        .with("tenant", tenant.toString())
                        .with(
                                "admin_consent",
                                "/auth/login?error=consent_required&tenant=" + tenant);
        return why.challenge().map(refusal::with).orElse(refusal);
    }

    private static Refusal withDiagnostics(Refusal refusal, GrantRefusal why) {
        Refusal named =
                why.aadsts() == 0
                        ? refusal
                        : refusal.with("aadsts", Integer.toString(why.aadsts()));
        return CORRELATION_ID.matcher(why.correlationId()).matches()
                ? named.with("correlation_id", why.correlationId())
                : named;
    }
}
