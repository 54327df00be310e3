package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ARM's errors, {@code {"error":{"code","message"}}}, with the texts that Azure uses. Each is an
 * answer ready to be sent, without ARM's common headers.
 */
public final class ArmError {
    private ArmError() {}

    /** An error of any code. */
    public static Response of(int status, String code, String message) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return Response.json(status, Map.of("error", error));
    }

    static Response missingApiVersion() {
        return of(
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests.");
    }

    static Response invalidApiVersion(String version) {
        return of(
                400,
                "InvalidApiVersionParameter",
                "The api-version '"
                        + version
                        + "' is invalid. The value must be a date such as '2022-12-01', with"
                        + " '-preview' where the version is a preview.");
    }

    static Response subscriptionNotFound(String id) {
        return of(404, "SubscriptionNotFound", "The subscription '" + id + "' could not be found.");
    }

    static Response invalidSubscription(String id) {
        return of(
                400,
                "InvalidSubscriptionId",
                "The provided subscription identifier '" + id + "' is malformed or invalid.");
    }

    /** 404 of a resource group. */
    public static Response groupNotFound(String group) {
        return of(
                404, "ResourceGroupNotFound", "Resource group '" + group + "' could not be found.");
    }

    /** 404 of a resource, named as {@code type/name}. */
    public static Response resourceNotFound(String typeAndName, String group) {
        return of(
                404,
                "ResourceNotFound",
                "The Resource '"
                        + typeAndName
                        + "' under resource group '"
                        + group
                        + "' was not found. For more details please go to"
                        + " https://aka.ms/ARMResourceNotFoundFix");
    }

    /** An address or method that the emulator does not serve. */
    public static Response notFound() {
        return of(404, "NotFound", "The requested path does not exist.");
    }

    /** 400 without a code of its own. */
    public static Response badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static Response authorizationFailed(String client, String oid, String action, Scope scope) {
        return of(
                403,
                "AuthorizationFailed",
                "The client '"
                        + client
                        + "' with object id '"
                        + oid
                        + "' does not have authorization to perform action '"
                        + action
                        + "' over scope '"
                        + scope.id()
                        + "' or the scope is invalid. If access was recently granted, please"
                        + " refresh your credentials.");
    }

    static Response denied(String client, String oid, String action, Scope scope, Denial denial) {
        return of(
                403,
                "DenyAssignmentAuthorizationFailed",
                "The client '"
                        + client
                        + "' with object id '"
                        + oid
                        + "' has permission to perform action '"
                        + action
                        + "' on scope '"
                        + scope.id()
                        + "'; however, the access is denied because of the deny assignment with"
                        + " name '"
                        + denial.displayName()
                        + "' and Id '"
                        + denial.name()
                        + "' at scope '"
                        + denial.scope().id()
                        + "'.");
    }
}
