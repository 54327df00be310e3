package dev.gatehouse.emulator.world;

import java.util.UUID;

/** A resource group of a subscription. */
public record ResourceGroup(UUID subscription, String name, String location) {
    /** Its ARM scope. */
    public String scope() {
        return "/subscriptions/" + subscription + "/resourceGroups/" + name;
    }
}
