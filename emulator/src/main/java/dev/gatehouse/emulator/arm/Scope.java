package dev.gatehouse.emulator.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place in Azure's tree, written as its resource id: {@code /} (the tenant's root), a management
 * group, a subscription, a resource group or a resource. Letter case and doubled slashes do not
 * count; the text keeps the spelling it came with.
 */
public record Scope(String id) {
    /** The tenant's root. */
    public static final Scope ROOT = new Scope("/");

    public Scope {
        var parts = new ArrayList<String>();
        for (String part : id.split("/")) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        id = "/" + String.join("/", parts);
    }

    /** The subscription as a scope. */
    public static Scope subscription(String subscription) {
        return new Scope("/subscriptions/" + subscription);
    }

    /** The resource group as a scope. */
    public static Scope group(String subscription, String group) {
        return new Scope("/subscriptions/" + subscription + "/resourceGroups/" + group);
    }

    /** The management group as a scope. */
    public static Scope managementGroup(String name) {
        return new Scope("/providers/Microsoft.Management/managementGroups/" + name);
    }

    /** The GUID of the subscription this is or lies in; empty above subscriptions. */
    public Optional<String> subscription() {
        List<String> parts = List.of(id.split("/"));
        return parts.size() > 2 && parts.get(1).equalsIgnoreCase("subscriptions")
                ? Optional.of(parts.get(2).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** The name of the management group that this is, in lower case; empty for other places. */
    public Optional<String> managementGroup() {
        List<String> parts = List.of(key().split("/"));
        return parts.size() == 5
                        && key().startsWith("/providers/microsoft.management/managementgroups/")
                ? Optional.of(parts.get(4))
                : Optional.empty();
    }

    /** Whether {@code other} is this place or lies beneath it by its path alone. */
    public boolean contains(Scope other) {
        String mine = key();
        String theirs = other.key();
        return mine.equals("/") || theirs.equals(mine) || theirs.startsWith(mine + "/");
    }

    /** Two spellings of the same place have the same key. */
    public String key() {
        return id.toLowerCase(Locale.ROOT);
    }

    /** Whether both name the same place. */
    public boolean same(Scope other) {
        return key().equals(other.key());
    }

    @Override
    public String toString() {
        return id;
    }
}
