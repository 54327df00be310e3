package dev.gatehouse.operate.resources;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names of subscriptions, groups and resources, with Azure's rules for them (S1.29). */
final class Place {
    static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    static final Pattern GROUP = Pattern.compile("(?!.*\\.$)[-\\w._()]{1,90}");
    static final Pattern REGISTRY = Pattern.compile("[A-Za-z0-9]{5,50}");
    private static final Pattern STORAGE = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern CLUSTER =
            Pattern.compile("[A-Za-z0-9]([-_A-Za-z0-9]{0,61}[A-Za-z0-9])?");

    private Place() {}

    static Pattern nameOf(Kind kind) {
        return switch (kind) {
            case AKS -> CLUSTER;
            case STORAGE -> STORAGE;
            case ACR -> REGISTRY;
            case ROLE_ASSIGNMENTS -> UUID;
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
        if (!UUID.matcher(subscription).matches()) {
            return Optional.of(new Templated.Invalid("subscription_id", "must be a GUID"));
        }
        if (!GROUP.matcher(group).matches()) {
            return Optional.of(
                    new Templated.Invalid(
                            "resource_group",
                            "must be 1 to 90 letters, digits and -_.(), not ending in a dot"));
        }
        return nameOf(kind).matcher(name).matches()
                ? Optional.empty()
                : Optional.of(new Templated.Invalid("name", "must be " + ruleOf(kind)));
    }
}
