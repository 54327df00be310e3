package dev.gatehouse.emulator;

import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.Workloads;
import dev.gatehouse.emulator.containers.ContainerService;
import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.world.World;

/** The Azure resources that every emulator starts with. Their names and ids never change. */
final class Estate {
    private Estate() {}

    /** A new state of ARM with the whole estate in it. */
    static ArmState seeded(World world, Origins origins) {
        ArmState state = new ArmState(world);
        Workloads.seed(world, state, origins);
        ContainerService.seed(world, state);
        return state;
    }
}
