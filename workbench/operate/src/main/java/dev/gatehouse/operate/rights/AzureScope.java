package dev.gatehouse.operate.rights;

import dev.gatehouse.operate.arm.AzureNames;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A resource group, or an AKS cluster in it.
 *
 * @param subscription its id, in lower case
 * @param group a name that {@link AzureNames} takes
 * @param cluster likewise
 */
public record AzureScope(String subscription, String group, Optional<String> cluster) {
    private static final String MANAGEMENT_GROUPS =
            "/providers/microsoft.management/managementgroups/";

    public AzureScope {
        subscription = subscription.toLowerCase(Locale.ROOT);
        if (!AzureNames.isGuid(subscription) || !AzureNames.isGroup(group)) {
            throw new IllegalArgumentException("no resource group of a subscription");
        }
        if (cluster.filter(name -> !AzureNames.isCluster(name)).isPresent()) {
            throw new IllegalArgumentException("no name of a cluster");
        }
    }

    /** A resource group. */
    public static AzureScope group(UUID subscription, String group) {
        return new AzureScope(subscription.toString(), group, Optional.empty());
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
