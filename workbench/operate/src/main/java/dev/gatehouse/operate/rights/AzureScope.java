package dev.gatehouse.operate.rights;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A resource group, or an AKS cluster in it.
 *
 * @param subscription its id, in lower case
 * @param group 1 to 90 letters, digits, {@code - . _ ( )}, not ending in a dot
 * @param cluster 1 to 63 letters, digits, {@code - _}
 */
public record AzureScope(String subscription, String group, Optional<String> cluster) {
    private static final Pattern SUBSCRIPTION =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern GROUP =
            Pattern.compile("[\\w.()-]{0,89}[\\w()-]", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,62})?");
    private static final String MANAGEMENT_GROUPS =
            "/providers/microsoft.management/managementgroups/";

    public AzureScope {
        subscription = subscription.toLowerCase(Locale.ROOT);
        if (!isSubscription(subscription) || !isGroup(group)) {
            throw new IllegalArgumentException("no resource group of a subscription");
        }
        if (cluster.filter(name -> !isCluster(name)).isPresent()) {
            throw new IllegalArgumentException("no name of a cluster");
        }
    }

    /** A resource group. */
    public static AzureScope group(UUID subscription, String group) {
        return new AzureScope(subscription.toString(), group, Optional.empty());
    }

    /** Whether {@code text} is a subscription's id: a UUID. */
    public static boolean isSubscription(String text) {
        return SUBSCRIPTION.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a resource group may be named so. */
    public static boolean isGroup(String text) {
        return GROUP.matcher(text).matches();
    }

    /** Whether an AKS cluster may be named so. */
    public static boolean isCluster(String text) {
        return CLUSTER.matcher(text).matches();
    }

    /** As Azure writes it, decoded. */
    public String path() {
        String above = "/subscriptions/" + subscription + "/resourceGroups/" + group;
        return cluster.map(
                        name ->
                                above
                                        + "/providers/Microsoft.ContainerService/managedClusters/"
                                        + name)
                .orElse(above);
    }

    /**
     * Whether what was assigned at {@code above} holds here: the same place, a parent path, a
     * management group (Azure lists none but those above the subscription), or the root.
     */
    boolean within(String above) {
        String parent = plain(above);
        String here = plain(path());
        return parent.isEmpty()
                || parent.startsWith(MANAGEMENT_GROUPS)
                || here.equals(parent)
                || here.startsWith(parent + "/");
    }

    /** Whether {@code place} is this very scope. */
    boolean is(String place) {
        return plain(path()).equals(plain(place));
    }

    /** Whether {@code place} is below this scope. */
    boolean contains(String place) {
        return plain(place).startsWith(plain(path()) + "/");
    }

    private static String plain(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
