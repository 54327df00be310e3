package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import java.util.Optional;

/**
 * A refusal as Entra words it. Numbers, errors and statuses are those of Microsoft's "Microsoft
 * Entra authentication and authorization error codes" and of responses seen from Entra.
 *
 * @param number the AADSTS number
 * @param error the OAuth error
 * @param status the HTTP status at the token endpoint
 * @param text the message without number and trace
 * @param suberror what kind of interaction would help
 * @param claims the claims challenge, a JSON text
 * @param page whether the answer has an {@code error_uri}
 */
record Aadsts(
        int number,
        String error,
        int status,
        String text,
        Optional<String> suberror,
        Optional<String> claims,
        boolean page) {

    static Aadsts of(int number, String error, String text) {
        return new Aadsts(number, error, 400, text, Optional.empty(), Optional.empty(), false);
    }

    static Aadsts invalidGrant(int number, String text) {
        return of(number, "invalid_grant", text);
    }

    static Aadsts invalidRequest(int number, String text) {
        return of(number, "invalid_request", text);
    }

    static Aadsts invalidScope(int number, String text) {
        return of(number, "invalid_scope", text);
    }

    /** 401. */
    static Aadsts invalidClient(int number, String text) {
        return new Aadsts(
                number, "invalid_client", 401, text, Optional.empty(), Optional.empty(), false);
    }

    static Aadsts missing(String parameter) {
        return invalidRequest(
                900144,
                "The request body must contain the following parameter: '" + parameter + "'.");
    }

    static Aadsts unknownTenant(String name) {
        return invalidRequest(
                90002,
                "Tenant '"
                        + name
                        + "' not found. Check to make sure you have the correct tenant ID and are"
                        + " signing into the correct cloud. Check with your subscription"
                        + " administrator, this may happen if there are no active subscriptions for"
                        + " the tenant.");
    }

    static Aadsts unknownClient(String client, String directory) {
        return of(
                700016,
                "unauthorized_client",
                "Application with identifier '"
                        + client
                        + "' was not found in the directory '"
                        + directory
                        + "'. This can happen if the application has not been installed by the"
                        + " administrator of the tenant or consented to by any user in the tenant."
                        + " You may have sent your authentication request to the wrong tenant.");
    }

    static Aadsts badAssertion(String why) {
        return invalidGrant(50013, "Assertion failed signature validation. [Reason - " + why + "]");
    }

    static Aadsts consentRequired(String client, String name) {
        return invalidGrant(
                        65001,
                        "The user or administrator has not consented to use the application with ID '"
                                + client
                                + "' named '"
                                + name
                                + "'. Send an interactive authorization request for this user and"
                                + " resource.")
                .suberror("consent_required");
    }

    static Aadsts notAssigned(AppRegistration api, String upn) {
        return invalidGrant(
                50105,
                "Your administrator has configured the application "
                        + api.name()
                        + " ('"
                        + api.clientId()
                        + "') to block users unless they are specifically granted ('assigned')"
                        + " access to the application. The signed in user '"
                        + upn
                        + "' is blocked because they are not a direct member of a group with"
                        + " access, nor had access directly assigned by an administrator. Please"
                        + " contact your administrator to assign access to this application.");
    }

    static Aadsts mfaRequired(String resource, String claims) {
        return invalidGrant(
                        50076,
                        "Due to a configuration change made by your administrator, or because you"
                                + " moved to a new location, you must use multi-factor authentication"
                                + " to access '"
                                + resource
                                + "'.")
                .suberror("basic_action")
                .claims(claims);
    }

    Aadsts suberror(String kind) {
        return new Aadsts(number, error, status, text, Optional.of(kind), claims, page);
    }

    Aadsts claims(String json) {
        return new Aadsts(number, error, status, text, suberror, Optional.of(json), page);
    }

    Aadsts withPage() {
        return new Aadsts(number, error, status, text, suberror, claims, true);
    }

    /** {@code AADSTS65001: …}, without trace. */
    String message() {
        return "AADSTS" + number + ": " + text;
    }
}
