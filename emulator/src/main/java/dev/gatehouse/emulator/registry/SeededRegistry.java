package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.world.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The registry that every emulator starts with, at the emulator's own origin. */
final class SeededRegistry {
    private static final Instant MADE = Instant.parse("2026-01-15T09:40:00Z");
    private static final Instant FIRST = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-11-10T14:20:00Z");

    private SeededRegistry() {}

    static void add(ArmState state, LoginServers servers, Images images, Builds builds) {
        Scope id =
                new Scope(
                        Scope.group(Cast.PRODUCTION.toString(), "rg-shop")
                                + "/providers/"
                                + RegistryService.REGISTRIES
                                + "/acrshop");
        Resource registry =
                RegistryTemplate.registry(
                        id,
                        "westeurope",
                        "Standard",
                        Map.of("environment", "production", "team", "shop"),
                        MADE);
        state.add(
                registry.with(
                        Map.of("loginServer", servers.seat(id), "provisioningState", "Succeeded")));
        Image latest = Image.invented("shop/web 1.1", SECOND, List.of("1.1", "latest"));
        images.put(
                id,
                "shop/web",
                List.of(Image.invented("shop/web 1.0", FIRST, List.of("1.0")), latest));
        images.put(
                id, "shop/orders", List.of(Image.invented("shop/orders", SECOND, List.of("2.3"))));
        images.put(
                id,
                "tools/report",
                List.of(Image.invented("tools/report", SECOND, List.of("2026-11"))));
        builds.add(
                id,
                new Builds.Build(
                        "cf1",
                        "Succeeded",
                        SECOND.minus(Duration.ofMinutes(2)),
                        Duration.ofSeconds(94),
                        "shop/web",
                        "1.1",
                        latest.digest()));
    }
}
