package dev.gatehouse.emulator.arm;

import java.util.List;
import java.util.Locale;

/** The regions that the emulator has. */
public final class Locations {
    /** Name, display name and geography of each. */
    static final List<List<String>> ALL =
            List.of(
                    List.of("westeurope", "West Europe", "Europe"),
                    List.of("northeurope", "North Europe", "Europe"),
                    List.of("germanywestcentral", "Germany West Central", "Germany"),
                    List.of("swedencentral", "Sweden Central", "Sweden"),
                    List.of("eastus", "East US", "United States"),
                    List.of("westus2", "West US 2", "United States"));

    private Locations() {}

    /** The name of a region that may be written as {@code West Europe}. */
    public static String name(String text) {
        return text.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /** Whether there is a region of that name. */
    public static boolean known(String name) {
        return ALL.stream().anyMatch(each -> each.getFirst().equals(name));
    }
}
