package dev.gatehouse.kernel;

import java.util.Locale;

/**
 * Why a request was not carried out. The wire name is a contract and never changes; the HTTP status
 * is chosen where HTTP is spoken. Each code says what the caller or the operator can do.
 */
public enum RefusalCode {
    AUTHENTICATION_REQUIRED("Sign in, or send a bearer token for this API."),
    INVALID_TOKEN("Get a new access token for this API and send it as a bearer token."),
    WRONG_TENANT("Sign in with an account of a tenant that this Gatehouse admits."),
    CLIENT_NOT_ALLOWED("Use an application that this Gatehouse lists in auth.clients."),
    SESSION_EXPIRED("Sign in again."),
    ACCESS_REVOKED(
            "Ask the administrator; once they agree, sign in again and start the operation anew."),
    SIGN_IN_TIMEOUT("Look at the resource; sign in again and start the operation anew if needed."),
    CLAIMS_CHALLENGE("Sign in again with the claims of this answer."),
    STEP_UP_REQUIRED("Sign in again in a browser; the tenant asks for more proof of who you are."),
    OWNER_REQUIRED("Ask the person whose operation it is to do this themselves."),
    MISSING_SCOPE("Request a token with the scope that this answer names."),
    ROLE_REQUIRED("Ask an administrator for one of the roles that this answer names."),
    NO_ROLE("Ask an administrator to assign you a role in this application."),
    NOT_ON_ALLOW_LIST("Ask an administrator to add you to the rule that this answer names."),
    GROUPS_UNKNOWN("Ask an administrator to allow Gatehouse to read your group memberships."),
    CONSENT_REQUIRED("Ask an administrator of your tenant to grant consent."),
    USER_REQUIRED("Call as a person: this route acts on behalf of a signed-in user."),
    BLOCKED_BY_POLICY(
            "Conditional Access of the tenant blocks this sign-in; ask its administrator."),
    NOT_IN_TENANT(
            "Sign in with an account of this tenant, or ask its administrator for a guest"
                    + " invitation."),
    CSRF("Send the request from a page of this site."),
    NO_ROUTE("Ask an administrator to add a route for this path."),
    DASHBOARD_ACCESS_DENIED(
            "Ask for a role, such as Reader, on the resource group that this answer names."),
    FORBIDDEN("Ask for an Azure role that permits this at the resource or above it."),
    INVALID_REQUEST("Correct the request as the detail says."),
    INVALID_TENANT("Give the tenant's id or one of its verified domains."),
    NOT_FOUND("Check the address."),
    CONFLICT("Look at the resource or the operation, then try again if it is still needed."),
    OPERATION_IN_PROGRESS(
            "Wait for the operation that this answer names, or cancel it where that is possible."),
    IDEMPOTENCY_KEY_REUSED("Send another request with another Idempotency-Key."),
    REQUEST_TIMEOUT("Send the request faster, or raise limits.request-deadline."),
    METHOD_NOT_ALLOWED("Use one of the methods in the Allow header."),
    MISDIRECTED_REQUEST("Use the public address of this Gatehouse."),
    PAYLOAD_TOO_LARGE("Send a smaller body, or raise limits.body."),
    HEADERS_TOO_LARGE("Send smaller headers."),
    RATE_LIMITED("Wait for the time in the Retry-After header."),
    UPSTREAM_UNAVAILABLE("Try again; if it persists, check the upstream."),
    AZURE_FAILED("Correct what Azure's code and message name, then try again."),
    UNTRUSTED_LINK(
            "Tell the operator: an upstream pointed to a host that the configuration does not"
                    + " name."),
    IDENTITY_PROVIDER_UNAVAILABLE("Try again after the time in the Retry-After header."),
    CLIENT_CREDENTIAL_REJECTED("Tell the operator: Entra does not accept the client credential."),
    CREDENTIAL_UNAVAILABLE("Tell the operator: the platform identity gives no token."),
    DASHBOARD_ACCESS_INDETERMINATE("Try again after the time in the Retry-After header."),
    AUDIT_UNAVAILABLE(
            "Try again; the change was not carried out because it could not be recorded."),
    OVERLOADED("Try again after the time in the Retry-After header."),
    UPSTREAM_TIMEOUT("Try again; if it persists, raise the upstream's deadline."),
    INTERNAL_ERROR("Tell the operator the request id.");

    private final String remedy;

    RefusalCode(String remedy) {
        this.remedy = remedy;
    }

    /** The name in answers, logs and audit, for example {@code wrong_tenant}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence that says what helps. */
    public String remedy() {
        return remedy;
    }
}
