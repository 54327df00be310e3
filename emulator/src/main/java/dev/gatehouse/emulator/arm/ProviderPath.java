package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.ResourceGroup;
import dev.gatehouse.emulator.world.Subscription;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A path within a provider's namespace.
 *
 * @param group the resource group as the path spells it; empty at the subscription
 * @param rest the segments after the namespace
 */
public record ProviderPath(Subscription subscription, Optional<String> group, List<String> rest) {
    public ProviderPath {
        rest = List.copyOf(rest);
    }

    /** The path in {@code segments}, if it names a provider of a subscription or of a group. */
    static Optional<ProviderPath> of(Subscription subscription, List<String> segments) {
        if (segments.size() > 4 && lower(segments.get(2)).equals("providers")) {
            return Optional.of(
                    new ProviderPath(
                            subscription, Optional.empty(), segments.subList(4, segments.size())));
        }
        boolean grouped =
                segments.size() > 6
                        && lower(segments.get(2)).equals("resourcegroups")
                        && lower(segments.get(4)).equals("providers");
        return grouped
                ? Optional.of(
                        new ProviderPath(
                                subscription,
                                Optional.of(segments.get(3)),
                                segments.subList(6, segments.size())))
                : Optional.empty();
    }

    /**
     * The segment at {@code index} after the namespace, lower case; empty text if there is none.
     */
    public String at(int index) {
        return index < rest.size() ? lower(rest.get(index)) : "";
    }

    /** The segment at {@code index} after the namespace as the path spells it. */
    public String name(int index) {
        return rest.get(index);
    }

    /** How many segments follow the namespace. */
    public int length() {
        return rest.size();
    }

    /** The subscription or resource group that the path is in. */
    public Scope within() {
        String id = subscription.id().toString();
        return group.map(name -> Scope.group(id, name)).orElseGet(() -> Scope.subscription(id));
    }

    /** The resource of a type, for example {@code Microsoft.Storage/storageAccounts}, in here. */
    public Scope resource(String type, String name) {
        return new Scope(within() + "/providers/" + type + "/" + name);
    }

    /** The 404, if the path names a resource group that is not there. */
    public Optional<Response> missingGroup(ArmCall call) {
        return group.filter(name -> find(call, name).isEmpty()).map(ArmError::groupNotFound);
    }

    /** The id of a resource with the group's own spelling. */
    public Scope spelled(ArmCall call, String type, String name) {
        String scope =
                group.flatMap(found -> find(call, found))
                        .map(ResourceGroup::scope)
                        .orElseGet(() -> within().id());
        return new Scope(scope + "/providers/" + type + "/" + name);
    }

    private Optional<ResourceGroup> find(ArmCall call, String name) {
        return ResourceGroups.find(call, subscription.id(), name);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
