package dev.gatehouse.emulator.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.ResourceGroup;
import dev.gatehouse.emulator.world.RoleAssignment;
import dev.gatehouse.emulator.world.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Resource groups: list, read, create or update, delete. */
final class ResourceGroups {
    private static final String TYPE = "Microsoft.Resources/subscriptions/resourceGroups";
    private static final Pattern NAME = Pattern.compile("[-\\w._()]{0,89}[-\\w_()]");

    Response list(ArmCall call, Subscription subscription) {
        Scope scope = new Scope(subscription.scope());
        List<ResourceGroup> seen =
                call.world().resourceGroups(subscription.id()).stream()
                        .filter(group -> call.may(TYPE + "/read", new Scope(group.scope())))
                        .toList();
        Optional<Response> refusal =
                seen.isEmpty() ? call.refusal(TYPE + "/read", scope) : Optional.empty();
        return refusal.orElseGet(
                () ->
                        Response.json(
                                200,
                                Map.of(
                                        "value",
                                        seen.stream().map(group -> json(call, group)).toList())));
    }

    Response one(ArmCall call, Subscription subscription, String name) {
        return switch (call.request().method()) {
            case "GET", "HEAD" -> read(call, subscription, name);
            case "PUT" -> put(call, subscription, name);
            case "DELETE" -> delete(call, subscription, name);
            default -> ArmError.notFound();
        };
    }

    /** The group of that name, in any letter case. */
    static Optional<ResourceGroup> find(ArmCall call, UUID subscription, String name) {
        return call.world().resourceGroups(subscription).stream()
                .filter(group -> group.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Response read(ArmCall call, Subscription subscription, String name) {
        Scope scope = Scope.group(subscription.id().toString(), name);
        Optional<Response> refusal = call.refusal(TYPE + "/read", scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<ResourceGroup> group = find(call, subscription.id(), name);
        if (call.is("HEAD")) {
            return Response.empty(group.isPresent() ? 204 : 404);
        }
        return group.map(found -> Response.json(200, json(call, found)))
                .orElseGet(() -> ArmError.groupNotFound(name));
    }

    private static Response put(ArmCall call, Subscription subscription, String name) {
        String action = TYPE + "/write";
        Scope scope = Scope.group(subscription.id().toString(), name);
        Optional<Response> refusal = call.refusal(action, scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return call.log(action, scope, write(call, subscription, name));
    }

    private static Response write(ArmCall call, Subscription subscription, String name) {
        if (!NAME.matcher(name).matches()) {
            return ArmError.of(
                    400,
                    "InvalidResourceGroup",
                    "The provided resource group name is not valid. The name can only be letters,"
                            + " digits, '-', '.', '(', ')' or '_', at most 90 of them, and must not"
                            + " end with '.'.");
        }
        JsonNode body = call.request().json();
        String location =
                body.path("location").asText("").toLowerCase(Locale.ROOT).replace(" ", "");
        if (location.isEmpty()) {
            return ArmError.of(
                    400,
                    "LocationRequired",
                    "The location property is required for this definition.");
        }
        Optional<ResourceGroup> old = find(call, subscription.id(), name);
        if (old.isPresent() && !old.get().location().equals(location)) {
            return ArmError.of(
                    409,
                    "InvalidResourceGroupLocation",
                    "Invalid resource group location '"
                            + location
                            + "'. The Resource group already exists in location '"
                            + old.get().location()
                            + "'.");
        }
        ResourceGroup group =
                old.orElseGet(() -> new ResourceGroup(subscription.id(), name, location));
        call.world().add(group);
        Map<String, String> tags = new LinkedHashMap<>();
        body.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        call.state().tag(new Scope(group.scope()), tags);
        return Response.json(old.isPresent() ? 200 : 201, json(call, group));
    }

    private static Response delete(ArmCall call, Subscription subscription, String name) {
        String action = TYPE + "/delete";
        Scope scope = Scope.group(subscription.id().toString(), name);
        Optional<Response> refusal = call.refusal(action, scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<ResourceGroup> group = find(call, subscription.id(), name);
        if (group.isEmpty()) {
            return call.log(action, scope, ArmError.groupNotFound(name));
        }
        call.state().resources(scope).forEach(call.state()::remove);
        call.world().roleAssignments().stream()
                .filter(each -> scope.contains(new Scope(each.scope())))
                .forEach((RoleAssignment each) -> call.world().remove(each));
        call.state().untag(scope);
        call.world().remove(group.get());
        String poll =
                "%s%s/operationresults/%s?api-version=%s"
                        .formatted(
                                call.request().origin(),
                                subscription.scope(),
                                call.state().finished(),
                                call.request().query("api-version").orElse(""));
        return call.log(
                action, scope, Response.empty(202).with("Location", poll).with("Retry-After", "1"));
    }

    private static Map<String, Object> json(ArmCall call, ResourceGroup group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", group.scope());
        json.put("name", group.name());
        json.put("type", "Microsoft.Resources/resourceGroups");
        json.put("location", group.location());
        Map<String, String> tags = call.state().tags(new Scope(group.scope()));
        if (!tags.isEmpty()) {
            json.put("tags", tags);
        }
        json.put("properties", Map.of("provisioningState", "Succeeded"));
        return json;
    }
}
