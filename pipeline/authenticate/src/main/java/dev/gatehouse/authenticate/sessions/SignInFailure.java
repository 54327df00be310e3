package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.util.Locale;

/** Why nobody is signed in after a callback. The wire names are a contract of the login page. */
public enum SignInFailure {
    AUTH_FAILED(RefusalCode.AUTHENTICATION_REQUIRED, "Entra ended the sign-in with an error"),
    INVALID_STATE(
            RefusalCode.INVALID_REQUEST, "this sign-in is unknown, used, too old or not yours"),
    TOKEN_EXCHANGE_FAILED(
            RefusalCode.AUTHENTICATION_REQUIRED, "the sign-in gave no token that can be used"),
    CONSENT_REQUIRED(RefusalCode.CONSENT_REQUIRED, "nobody consented for this tenant"),
    MFA_REQUIRED(RefusalCode.STEP_UP_REQUIRED, "the tenant asks for more proof of who you are"),
    USER_NOT_IN_TENANT(RefusalCode.NOT_IN_TENANT, "the account is not in this tenant"),
    TOKEN_EXPIRED(RefusalCode.SESSION_EXPIRED, "the sign-in took too long"),
    BLOCKED_BY_POLICY(
            RefusalCode.BLOCKED_BY_POLICY, "Conditional Access of the tenant blocks the sign-in"),
    WRONG_TENANT(RefusalCode.WRONG_TENANT, "the account's tenant is not admitted here"),
    CLIENT_CREDENTIAL_REJECTED(
            RefusalCode.CLIENT_CREDENTIAL_REJECTED,
            "Entra does not accept Gatehouse's own registration or credential"),
    OBO_FAILED(
            RefusalCode.AUTHENTICATION_REQUIRED, "Gatehouse cannot act on behalf of the account");

    private final RefusalCode code;
    private final String detail;

    SignInFailure(RefusalCode code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    /** The {@code error} of the login page, for example {@code mfa_required}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    Refusal refusal() {
        return Refusal.of(code, detail);
    }

    /** The authorization code was refused. */
    static SignInFailure ofExchange(GrantRefusal.Kind kind) {
        return ofGrant(kind, TOKEN_EXCHANGE_FAILED);
    }

    /** On-behalf-of was refused. */
    static SignInFailure ofProof(GrantRefusal.Kind kind) {
        return kind == GrantRefusal.Kind.ASSERTION_EXPIRED
                ? TOKEN_EXPIRED
                : ofGrant(kind, OBO_FAILED);
    }

    private static SignInFailure ofGrant(GrantRefusal.Kind kind, SignInFailure otherwise) {
        return switch (kind) {
            case CONSENT_REQUIRED -> CONSENT_REQUIRED;
            case STEP_UP_REQUIRED -> MFA_REQUIRED;
            case NOT_IN_TENANT -> USER_NOT_IN_TENANT;
            case BLOCKED_BY_POLICY -> BLOCKED_BY_POLICY;
            case CLIENT_CONFIGURATION -> CLIENT_CREDENTIAL_REJECTED;
            case ASSERTION_EXPIRED, ASSERTION_INVALID, GRANT_ENDED, OTHER -> otherwise;
        };
    }
}
