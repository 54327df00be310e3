package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.Principal;

/**
 * What was asked for, and for whom. Commands that help are made of it. Parts that were not named
 * are empty; the others are checked names, which need no quoting in a shell.
 *
 * @param caller for whom
 * @param browser whether the caller came with a session of the browser, where a sign-in on the
 *     command line changes nothing
 * @param subscription its id
 * @param group the resource group
 * @param type for example {@code Microsoft.ContainerService/managedClusters}
 * @param name of the resource
 */
public record Target(
        Principal caller,
        boolean browser,
        String subscription,
        String group,
        String type,
        String name) {
    /** Nothing in particular. */
    public static Target of(Principal caller, boolean browser) {
        return new Target(caller, browser, "", "", "", "");
    }

    public Target in(String subscriptionId) {
        return new Target(caller, browser, subscriptionId, "", "", "");
    }

    public Target in(String subscriptionId, String resourceGroup) {
        return new Target(caller, browser, subscriptionId, resourceGroup, "", "");
    }

    /**
     * A resource of the group.
     *
     * @param resourceType with its provider
     */
    public Target resource(String resourceType, String resourceName) {
        return new Target(caller, browser, subscription, group, resourceType, resourceName);
    }

    /** The scope of Azure that was asked about; empty if no subscription was named. */
    public String scope() {
        if (subscription.isEmpty()) {
            return "";
        }
        String scope = "/subscriptions/" + subscription;
        if (group.isEmpty()) {
            return scope;
        }
        scope = scope + "/resourceGroups/" + group;
        return name.isEmpty() ? scope : scope + "/providers/" + type + "/" + name;
    }
}
