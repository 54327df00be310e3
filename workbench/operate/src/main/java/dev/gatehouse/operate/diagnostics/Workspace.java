package dev.gatehouse.operate.diagnostics;

import dev.gatehouse.operate.monitor.Target;
import java.util.List;

/**
 * What an operator chose to work with. A kind without names has no card.
 *
 * @param target the subscription, which may be empty, the group, and for whom
 */
public record Workspace(
        Target target, List<String> clusters, List<String> accounts, List<String> registries) {
    public Workspace {
        clusters = List.copyOf(clusters);
        accounts = List.copyOf(accounts);
        registries = List.copyOf(registries);
        boolean named = !clusters.isEmpty() || !accounts.isEmpty() || !registries.isEmpty();
        if (named && target.group().isEmpty()) {
            throw new IllegalArgumentException("resources are in a resource group");
        }
    }
}
