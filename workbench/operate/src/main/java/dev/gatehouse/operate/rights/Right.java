package dev.gatehouse.operate.rights;

import java.util.List;
import java.util.Locale;

/** What the console asks before it offers a button, each told by the actions that it takes. */
public enum Right {
    CAN_READ("Microsoft.Resources/subscriptions/resourceGroups/read"),
    CAN_WRITE("Microsoft.ContainerService/managedClusters/write"),
    CAN_START_STOP(
            "Microsoft.ContainerService/managedClusters/start/action",
            "Microsoft.ContainerService/managedClusters/stop/action"),
    CAN_DELETE("Microsoft.ContainerService/managedClusters/delete"),
    CAN_BUILD_ACR("Microsoft.ContainerRegistry/registries/scheduleRun/action"),
    CAN_GRANT_RBAC("Microsoft.Authorization/roleAssignments/write");

    private static final String READ_CLUSTER = "Microsoft.ContainerService/managedClusters/read";

    @SuppressWarnings("ImmutableEnumChecker") // copied
    private final List<String> actions;

    Right(String... actions) {
        this.actions = List.of(actions);
    }

    /** The name in answers, for example {@code can_start_stop}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them are needed at {@code scope}. */
    List<String> actions(AzureScope scope) {
        return this == CAN_READ && scope.cluster().isPresent() ? List.of(READ_CLUSTER) : actions;
    }
}
