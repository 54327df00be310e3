package dev.gatehouse.emulator.world;

import java.util.UUID;

/** An Azure subscription, trusting one tenant. */
public record Subscription(UUID id, UUID tenant, String name) {
    /** Its ARM scope. */
    public String scope() {
        return "/subscriptions/" + id;
    }
}
