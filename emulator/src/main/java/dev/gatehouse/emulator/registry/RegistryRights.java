package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a caller may do in a registry, by its Azure roles there. */
final class RegistryRights {
    private static final String REGISTRIES = "Microsoft.ContainerRegistry/registries/";

    /** Any of these actions of ARM's gives the registry's own action. */
    private static final Map<String, List<String>> ACTIONS =
            Map.of(
                    "pull", List.of("pull/read"),
                    "metadata_read", List.of("pull/read", "metadata/read"),
                    "push", List.of("push/write"),
                    "metadata_write", List.of("push/write", "metadata/write"),
                    "delete", List.of("artifacts/delete"),
                    "deleted_read", List.of("deleted/read"),
                    "quarantine_read", List.of("quarantine/read"));

    private final ArmState state;

    RegistryRights(ArmState state) {
        this.state = state;
    }

    /** Whether the caller is of the registry's tenant and may do anything there. */
    boolean any(Caller caller, Scope registry) {
        return home(caller, registry)
                && (may(caller, registry, "read")
                        || ACTIONS.values().stream()
                                .flatMap(List::stream)
                                .anyMatch(action -> may(caller, registry, action)));
    }

    /** The part of what was asked for that the caller may have; empty if nothing. */
    Optional<RegistryScope> granted(Caller caller, Scope registry, RegistryScope asked) {
        if (!home(caller, registry)) {
            return Optional.empty();
        }
        if (asked.type().equals("registry")) {
            return asked.name().equals("catalog") && may(caller, registry, "read")
                    ? Optional.of(asked)
                    : Optional.empty();
        }
        Set<String> wanted =
                asked.actions().contains(RegistryScope.ALL) ? ACTIONS.keySet() : asked.actions();
        Set<String> granted =
                wanted.stream()
                        .filter(
                                action ->
                                        ACTIONS.getOrDefault(action, List.of()).stream()
                                                .anyMatch(each -> may(caller, registry, each)))
                        .collect(Collectors.toCollection(TreeSet::new));
        return granted.isEmpty() ? Optional.empty() : Optional.of(asked.with(granted));
    }

    private boolean home(Caller caller, Scope registry) {
        return state.tenantOf(registry).filter(caller.tenant()::equals).isPresent();
    }

    private boolean may(Caller caller, Scope registry, String action) {
        return state.may(caller, REGISTRIES + action, registry);
    }
}
