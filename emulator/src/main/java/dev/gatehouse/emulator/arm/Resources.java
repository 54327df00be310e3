package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resources of any type: the lists over a subscription and a group, and reading one by its id. */
final class Resources {
    private static final String LIST = "Microsoft.Resources/subscriptions/resources/read";

    /**
     * What lies at the scope and may be read by the caller; of one type with {@code
     * $filter=resourceType eq '…'}.
     */
    Response list(ArmCall call, Scope scope) {
        Optional<String> text = call.request().query("$filter");
        Optional<Filter> filter = text.flatMap(Filter::parse);
        if (text.isPresent() && filter.isEmpty()) {
            return ArmError.of(400, "InvalidFilterInQueryString", "The $filter is not valid.");
        }
        List<Filter.Term> terms = filter.map(Filter::terms).orElse(List.of());
        if (!terms.stream().allMatch(term -> term.is("resourceType", "eq"))) {
            return ArmError.of(
                    400, "InvalidFilterInQueryString", "Only resourceType eq '…' is supported.");
        }
        List<Resource> inside =
                call.state().resources(scope).stream()
                        .filter(each -> call.may(each.type() + "/read", each.id()))
                        .toList();
        Optional<Response> refusal =
                inside.isEmpty() ? call.refusal(LIST, scope) : Optional.empty();
        return refusal.orElseGet(
                () ->
                        values(
                                inside.stream()
                                        .filter(
                                                each ->
                                                        terms.stream()
                                                                .allMatch(
                                                                        term ->
                                                                                each.type()
                                                                                        .equalsIgnoreCase(
                                                                                                term
                                                                                                        .value())))
                                        .toList()));
    }

    /** {@code /subscriptions/{s}/resourceGroups/{g}/providers/{namespace}/{type}/{name}}. */
    Response one(ArmCall call, Subscription subscription, List<String> path) {
        String group = path.get(3);
        String type = path.get(5) + "/" + path.get(6);
        Scope id = new Scope(String.join("/", path));
        Optional<Resource> found = call.state().resource(id);
        String spelled = found.map(Resource::type).orElse(type);
        Optional<Response> refusal = call.refusal(spelled + "/read", id);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (ResourceGroups.find(call, subscription.id(), group).isEmpty()) {
            return ArmError.groupNotFound(group);
        }
        return found.map(resource -> Response.json(200, resource.json()))
                .orElseGet(() -> ArmError.resourceNotFound(type + "/" + path.get(7), group));
    }

    private static Response values(List<Resource> resources) {
        return Response.json(
                200, Map.of("value", resources.stream().map(Resource::summary).toList()));
    }
}
