package dev.gatehouse.server.http;

import dev.gatehouse.kernel.RefusalCode;

/** The HTTP status of each refusal (RFC 9110 section 15). */
public final class Statuses {
    private Statuses() {}

    public static int of(RefusalCode code) {
        return switch (code) {
            case AUTHENTICATION_REQUIRED,
                    INVALID_TOKEN,
                    WRONG_TENANT,
                    CLIENT_NOT_ALLOWED,
                    SESSION_EXPIRED,
                    ACCESS_REVOKED,
                    SIGN_IN_TIMEOUT,
                    CLAIMS_CHALLENGE ->
                    401;
            case STEP_UP_REQUIRED,
                    OWNER_REQUIRED,
                    MISSING_SCOPE,
                    ROLE_REQUIRED,
                    NO_ROLE,
                    NOT_ON_ALLOW_LIST,
                    GROUPS_UNKNOWN,
                    CONSENT_REQUIRED,
                    USER_REQUIRED,
                    BLOCKED_BY_POLICY,
                    NOT_IN_TENANT,
                    CSRF,
                    NO_ROUTE,
                    DASHBOARD_ACCESS_DENIED,
                    FORBIDDEN ->
                    403;
            case INVALID_REQUEST, INVALID_TENANT -> 400;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case REQUEST_TIMEOUT -> 408;
            case CONFLICT, OPERATION_IN_PROGRESS -> 409;
            case PAYLOAD_TOO_LARGE -> 413;
            case MISDIRECTED_REQUEST -> 421;
            case IDEMPOTENCY_KEY_REUSED -> 422;
            case RATE_LIMITED -> 429;
            case HEADERS_TOO_LARGE -> 431;
            case INTERNAL_ERROR -> 500;
            case UPSTREAM_UNAVAILABLE, AZURE_FAILED, UNTRUSTED_LINK -> 502;
            case IDENTITY_PROVIDER_UNAVAILABLE,
                    CLIENT_CREDENTIAL_REJECTED,
                    CREDENTIAL_UNAVAILABLE,
                    DASHBOARD_ACCESS_INDETERMINATE,
                    AUDIT_UNAVAILABLE,
                    OVERLOADED ->
                    503;
            case UPSTREAM_TIMEOUT -> 504;
        };
    }
}
