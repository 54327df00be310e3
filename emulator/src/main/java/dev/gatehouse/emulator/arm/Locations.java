package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
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

    /** 400 for a region that is not among them. */
    public static Response unavailable(String location, String type) {
        return ArmError.of(
                400,
                "LocationNotAvailableForResourceType",
                "The provided location '"
                        + location
                        + "' is not available for resource type '"
                        + type
                        + "'. List of available regions for the resource type is '"
                        + String.join(",", ALL.stream().map(List::getFirst).toList())
                        + "'.");
    }

    /** 409 for a resource that is in another region. */
    public static Response moved(Resource resource, String location) {
        return ArmError.of(
                409,
                "InvalidResourceLocation",
                "The resource '"
                        + resource.name()
                        + "' already exists in location '"
                        + resource.location()
                        + "' in resource group '"
                        + resource.group()
                        + "'. A resource with the same name cannot be created in location '"
                        + location
                        + "'. Please select a new resource name.");
    }

    /** The name of a region that may be written as {@code West Europe}. */
    public static String name(String text) {
        return text.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /** Whether there is a region of that name. */
    public static boolean known(String name) {
        return ALL.stream().anyMatch(each -> each.getFirst().equals(name));
    }
}
