package dev.gatehouse.server.http;

import java.util.Map;

/**
 * What the sign-in page says for each reason to be there (S3.8). Unknown reasons read as a failed
 * sign-in.
 */
enum SignInNotice {
    NONE("Sign in", "", ""),
    SIGNED_OUT("You are signed out", "", ""),
    SESSION_EXPIRED("Session expired", "Your session is over. Sign in again to go on.", ""),
    TOKEN_EXPIRED("Session expired", "Your sign-in ran out before it was used. Sign in again.", ""),
    CONSENT_REQUIRED(
            "Admin consent required",
            "An administrator of your tenant must consent once before Gatehouse can act in Azure for"
                    + " its people. Grant it yourself, or send the link to an administrator.",
            "warn"),
    MFA_REQUIRED(
            "Multi-factor authentication required",
            "Your tenant asks for a second proof of who you are before it lets anybody reach Azure.",
            "warn"),
    USER_NOT_IN_TENANT(
            "Account not found in this tenant",
            "The account you chose is not a member or guest of this tenant. Choose another account,"
                    + " or ask the tenant's administrator for an invitation.",
            "warn"),
    WRONG_TENANT(
            "This tenant is not admitted",
            "This Gatehouse does not admit people of the tenant you signed in to.",
            "warn"),
    INVALID_TENANT(
            "Sign in",
            "That is not a tenant. Give its id or one of its verified domains, such as contoso.com.",
            "warn"),
    BLOCKED_BY_POLICY(
            "Blocked by Conditional Access",
            "A policy of your tenant blocks this sign-in. Its administrator can tell which.",
            "bad"),
    NO_ROLE(
            "No role assigned",
            "You are known here, but nobody has assigned you a role. Ask an administrator.",
            "warn"),
    OBO_FAILED(
            "Azure resource access failed",
            "You signed in, but Entra ID gave no token to act in Azure for you. Try again; if it"
                    + " persists, the operator finds the cause in the log.",
            "bad"),
    CLIENT_CREDENTIAL_REJECTED(
            "Gatehouse is not set up",
            "Entra ID does not accept Gatehouse's client credential. Nobody can sign in until the"
                    + " operator mends it. Tell the operator:",
            "bad"),
    INVALID_STATE(
            "Sign in",
            "This sign-in was started in another browser or too long ago. Start again.",
            "warn"),
    TOKEN_EXCHANGE_FAILED(
            "Sign in", "Entra ID did not accept the sign-in. Please try again.", "bad"),
    AUTH_FAILED("Sign in", "The sign-in was cancelled or refused. Please try again.", "warn");

    private static final Map<String, SignInNotice> BY_CODE =
            java.util.Arrays.stream(values())
                    .collect(
                            java.util.stream.Collectors.toUnmodifiableMap(
                                    notice -> notice.name().toLowerCase(java.util.Locale.ROOT),
                                    notice -> notice));

    final String title;
    final String sentence;
    final String tone;

    SignInNotice(String title, String sentence, String tone) {
        this.title = title;
        this.sentence = sentence;
        this.tone = tone;
    }

    static SignInNotice of(String code) {
        return code.isEmpty() ? NONE : BY_CODE.getOrDefault(code, AUTH_FAILED);
    }
}
