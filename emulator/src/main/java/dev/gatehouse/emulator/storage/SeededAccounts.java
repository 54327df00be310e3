package dev.gatehouse.emulator.storage;

import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.world.Cast;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The accounts that every emulator starts with. */
final class SeededAccounts {
    private static final Instant MADE = Instant.parse("2026-01-15T09:30:00Z");

    private SeededAccounts() {}

    static void add(ArmState state, BlobContainers containers) {
        Resource shop =
                account(
                        id(Cast.PRODUCTION, "rg-shop", "stshop001"),
                        Map.of("publicNetworkAccess", "Enabled", "isHnsEnabled", false),
                        "Standard_ZRS",
                        Map.of("environment", "production", "team", "shop"));
        Resource lab =
                account(
                        id(Cast.RESEARCH, "rg-lab", "stlab001"),
                        Map.of("publicNetworkAccess", "Disabled", "isHnsEnabled", true),
                        "Standard_LRS",
                        Map.of("environment", "research", "team", "lab"));
        for (Resource each : List.of(shop, lab)) {
            state.add(each.with(Map.of("provisioningState", "Succeeded")));
        }
        containers.add(shop.id(), "orders", MADE);
        containers.add(shop.id(), "images", MADE);
        containers.add(lab.id(), "raw", MADE);
    }

    private static Resource account(
            Scope id, Map<String, Object> properties, String sku, Map<String, Object> tags) {
        return AccountTemplate.account(
                id,
                "westeurope",
                properties,
                new AccountTemplate.Kind("StorageV2", sku, tags, Optional.empty()),
                MADE);
    }

    private static Scope id(UUID subscription, String group, String name) {
        return new Scope(
                Scope.group(subscription.toString(), group)
                        + "/providers/"
                        + StorageService.ACCOUNTS
                        + "/"
                        + name);
    }
}
