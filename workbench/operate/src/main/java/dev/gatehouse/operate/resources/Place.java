package dev.gatehouse.operate.resources;

import dev.gatehouse.operate.arm.AzureNames;
import java.util.Optional;
import java.util.function.Predicate;

/** Names of subscriptions, groups and resources, with Azure's rules for them (S1.29). */
final class Place {
    static final String GROUP_RULE = "1 to 90 letters, digits and -_.(), not ending in a dot";

    private Place() {}

    static Predicate<String> nameOf(Kind kind) {
        return switch (kind) {
            case AKS -> AzureNames::isCluster;
            case STORAGE -> AzureNames::isStorage;
            case ACR -> AzureNames::isRegistry;
            case ROLE_ASSIGNMENTS -> AzureNames::isGuid;
        };
    }

    static String ruleOf(Kind kind) {
        return switch (kind) {
            case AKS ->
                    "1 to 63 letters, digits, hyphens and underscores, with a letter or digit at"
                            + " both ends";
            case STORAGE -> "3 to 24 lower-case letters and digits";
            case ACR -> "5 to 50 letters and digits";
            case ROLE_ASSIGNMENTS -> "a GUID";
        };
    }

    static String group(String subscription, String group) {
        return "/subscriptions/" + subscription + "/resourceGroups/" + group;
    }

    static String resource(String scope, Kind kind, String name) {
        return scope + "/providers/" + kind.type() + "/" + name;
    }

    /** What is wrong with the three names of one resource, if anything. */
    static Optional<Templated.Invalid> fault(
            Kind kind, String subscription, String group, String name) {
        if (!AzureNames.isGuid(subscription)) {
            return Optional.of(new Templated.Invalid("subscription_id", "must be a GUID"));
        }
        if (!AzureNames.isGroup(group)) {
            return Optional.of(new Templated.Invalid("resource_group", "must be " + GROUP_RULE));
        }
        return nameOf(kind).test(name)
                ? Optional.empty()
                : Optional.of(new Templated.Invalid("name", "must be " + ruleOf(kind)));
    }
}
