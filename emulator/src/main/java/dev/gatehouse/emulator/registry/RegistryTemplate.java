package dev.gatehouse.emulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.Locations;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body that a registry is created or updated with, and adds what Azure adds. */
final class RegistryTemplate {
    private static final Set<String> SKUS = Set.of("Basic", "Standard", "Premium");

    private RegistryTemplate() {}

    /** What came of it. */
    sealed interface Read {
        /** The registry that is asked for, without a provisioning state. */
        record Accepted(Resource registry) implements Read {}

        /** The error to answer. */
        record Refused(Response answer) implements Read {}
    }

    static Read read(ArmCall call, Scope id, Optional<Resource> old) {
        JsonNode body = call.request().json();
        String location = Locations.name(body.path("location").asText(""));
        String sku = body.path("sku").path("name").asText("");
        if (location.isEmpty()) {
            return refused(
                    "LocationRequired", "The location property is required for this definition.");
        }
        if (!Locations.known(location)) {
            return new Read.Refused(Locations.unavailable(location, RegistryService.REGISTRIES));
        }
        if (old.isPresent() && !old.get().location().equals(location)) {
            return new Read.Refused(Locations.moved(old.get(), location));
        }
        if (!SKUS.contains(sku)) {
            return refused("SkuNotSupported", "The SKU '" + sku + "' is not supported.");
        }
        Map<String, Object> tags =
                body.path("tags").isObject() ? Json.map(body.path("tags")) : Map.of();
        Map<String, Object> asked = new LinkedHashMap<>();
        old.map(Resource::properties).ifPresent(asked::putAll);
        JsonNode properties = body.path("properties");
        if (properties.isObject()) {
            asked.putAll(Json.map(properties));
        }
        asked.values().removeIf(value -> value == null);
        old.ifPresent(before -> asked.put("loginServer", before.property("loginServer")));
        return new Read.Accepted(registry(id, location, sku, tags, call.now()).with(asked));
    }

    static Resource registry(
            Scope id, String location, String sku, Map<String, Object> tags, Instant now) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("creationDate", now.toString());
        properties.put("adminUserEnabled", false);
        properties.put("publicNetworkAccess", "Enabled");
        properties.put("networkRuleBypassOptions", "AzureServices");
        properties.put("zoneRedundancy", "Disabled");
        properties.put("anonymousPullEnabled", false);
        properties.put("dataEndpointEnabled", false);
        properties.put("dataEndpointHostNames", List.of());
        properties.put("privateEndpointConnections", List.of());
        return new Resource(
                id,
                RegistryService.REGISTRIES,
                location,
                Map.of(
                        "sku",
                        Map.of("name", sku, "tier", sku),
                        "tags",
                        tags,
                        "properties",
                        properties));
    }

    private static Read refused(String code, String message) {
        return new Read.Refused(ArmError.of(400, code, message));
    }
}
