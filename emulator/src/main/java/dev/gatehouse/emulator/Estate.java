package dev.gatehouse.emulator;

import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.containers.ContainerService;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.Subscription;
import dev.gatehouse.emulator.world.World;
import java.util.List;

/** The Azure resources that every emulator starts with. Their names and ids never change. */
final class Estate {
    /** The management group of Contoso's subscriptions, under the tenant's root group. */
    static final String MANAGEMENT_GROUP = "mg-contoso";

    private Estate() {}

    /** A new state of ARM with the whole estate in it. */
    static ArmState seeded(World world) {
        ArmState state = new ArmState(world);
        for (Subscription subscription : world.subscriptions()) {
            String root = subscription.tenant().toString();
            state.place(
                    subscription,
                    subscription.tenant().equals(Cast.CONTOSO)
                            ? List.of(MANAGEMENT_GROUP, root)
                            : List.of(root));
        }
        ContainerService.seed(state);
        return state;
    }
}
