package dev.gatehouse.server.http;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;

/**
 * What a refusal's page says to a person in front of a browser. Programs get the refusal's own
 * detail and remedy, which speak of headers and answers.
 *
 * @param sentence what happened
 * @param advice what helps
 */
record PageWords(String title, String sentence, String advice) {
    private static final String AGAIN = "Wait a moment, then load this page again.";
    private static final String PERSISTS =
            "Load this page again. If it stays so, tell the operator the request's number below.";

    static PageWords of(Refusal why, int status) {
        return new PageWords(title(why.code(), status), sentence(why), advice(why));
    }

    private static String title(RefusalCode code, int status) {
        if (code == RefusalCode.NO_ROUTE) {
            return "There is nothing here";
        }
        return switch (status) {
            case 400 -> "This request cannot be read";
            case 401 -> "Sign-in needed";
            case 403 -> "You may not go here";
            case 404 -> "There is nothing here";
            case 405 -> "Not in this way";
            case 429, 503 -> "Try again in a moment";
            case 502, 504 -> "The other side does not answer";
            default -> status < 500 ? "This was refused" : "Something went wrong";
        };
    }

    private static String sentence(Refusal why) {
        return switch (why.code()) {
            case AUTHENTICATION_REQUIRED -> "You are not signed in.";
            case ROLE_REQUIRED ->
                    roles(why).isEmpty()
                            ? "Your account does not have the role that this page is for."
                            : "This page is for people with the role "
                                    + roles(why)
                                    + ", which your account does not have.";
            case NO_ROLE -> "You are known here, but nobody has given your account a role yet.";
            case MISSING_SCOPE -> "Your sign-in does not cover this page.";
            case NOT_ON_ALLOW_LIST -> "Your account is not among those that this page is for.";
            case GROUPS_UNKNOWN -> "This page is for certain groups, and yours are not known here.";
            case NO_ROUTE -> "No page is published at this address.";
            case METHOD_NOT_ALLOWED -> "This address is not made to be visited with a browser.";
            case HEADERS_TOO_LARGE -> "Your browser sent more with this request than is taken.";
            default -> why.detail();
        };
    }

    private static String advice(Refusal why) {
        return switch (why.code()) {
            case AUTHENTICATION_REQUIRED, INVALID_TOKEN, SESSION_EXPIRED, CLAIMS_CHALLENGE ->
                    "Sign in again.";
            case ROLE_REQUIRED, NO_ROLE ->
                    "Ask an administrator for a role, or sign in with an account that has one.";
            case MISSING_SCOPE -> "Sign in again. If that does not help, ask an administrator.";
            case NOT_ON_ALLOW_LIST, NO_ROUTE ->
                    "Check the address. If it is right, ask an administrator.";
            case DASHBOARD_ACCESS_DENIED ->
                    "Ask for a role, such as Reader, on the resource group "
                            + why.extras().getOrDefault("resource_group", "of this workbench")
                            + ".";
            case INVALID_REQUEST -> "Check the address, or go back and try again.";
            case METHOD_NOT_ALLOWED -> "Go back, and use the buttons of the page you came from.";
            case HEADERS_TOO_LARGE -> "Delete this site's cookies, then load the page again.";
            case RATE_LIMITED,
                    OPERATION_IN_PROGRESS,
                    IDENTITY_PROVIDER_UNAVAILABLE,
                    DASHBOARD_ACCESS_INDETERMINATE,
                    OVERLOADED ->
                    AGAIN;
            case UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, REQUEST_TIMEOUT, INTERNAL_ERROR ->
                    PERSISTS;
            default -> why.code().remedy();
        };
    }

    /** For example "Admin or PM"; empty if none is named. */
    private static String roles(Refusal why) {
        String names = why.extras().getOrDefault("roles", "");
        int last = names.lastIndexOf(' ');
        return last < 0
                ? names
                : names.substring(0, last).replace(" ", ", ") + " or " + names.substring(last + 1);
    }
}
