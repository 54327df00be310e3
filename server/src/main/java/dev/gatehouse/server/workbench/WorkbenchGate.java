package dev.gatehouse.server.workbench;

import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.rights.AzureScope;
import dev.gatehouse.operate.rights.Permissions;
import dev.gatehouse.operate.rights.WorkbenchEntry;
import dev.gatehouse.operate.rights.WorkbenchEntry.Finding;
import dev.gatehouse.server.config.EntryGateConfig;
import dev.gatehouse.server.config.EntryGateConfig.OnError;
import dev.gatehouse.server.desk.EntryGate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** The entry gate of {@code authz.entry-gate}. */
public final class WorkbenchGate implements EntryGate {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final WorkbenchEntry entry;
    private final OnError onError;
    private final Function<Authenticated, Identity> identities;
    private final InstantSource clock;

    /**
     * @param identities as whom Azure is asked for a caller
     */
    WorkbenchGate(
            WorkbenchEntry entry,
            OnError onError,
            Function<Authenticated, Identity> identities,
            InstantSource clock) {
        this.entry = entry;
        this.onError = onError;
        this.identities = identities;
        this.clock = clock;
    }

    /** The gate that is configured, if one is. */
    public static EntryGate of(
            Optional<EntryGateConfig> config,
            Arm arm,
            Permissions permissions,
            Function<Authenticated, Identity> identities,
            InstantSource clock) {
        return config.<EntryGate>map(
                        gate -> {
                            var group =
                                    new AzureScope(
                                            gate.subscription(),
                                            gate.resourceGroup(),
                                            Optional.empty());
                            return new WorkbenchGate(
                                    new WorkbenchEntry(arm, permissions, group, clock),
                                    gate.onError(),
                                    identities,
                                    clock);
                        })
                .orElse(EntryGate.NONE);
    }

    @Override
    public Entry admits(Authenticated caller) {
        return switch (entry.find(identities.apply(caller))) {
            case Finding.Allowed(var until) -> new Open(until);
            case Finding.Denied _ ->
                    closed(
                            RefusalCode.DASHBOARD_ACCESS_DENIED,
                            "You hold no role that reads the resource group of this workbench.",
                            SOON);
            case Finding.Refused(Refusal why) -> new Closed(why, SOON);
            case Finding.Unknown(var wait) ->
                    switch (onError) {
                        case OPEN -> new Open(clock.instant());
                        case CLOSED ->
                                closed(
                                        RefusalCode.DASHBOARD_ACCESS_INDETERMINATE,
                                        "Azure did not say whether you may enter this workbench.",
                                        wait.orElse(SOON));
                    };
        };
    }

    private Closed closed(RefusalCode code, String detail, Duration retryAfter) {
        return new Closed(
                Refusal.of(code, detail)
                        .with("subscription_id", entry.scope().subscription())
                        .with("resource_group", entry.scope().group()),
                retryAfter);
    }
}
