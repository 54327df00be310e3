package dev.gatehouse.emulator.containers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.Locations;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the body that a cluster is created or updated with. */
final class ClusterTemplate {
    private static final Pattern NAME =
            Pattern.compile("[a-zA-Z0-9]([-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");
    private static final Pattern POOL = Pattern.compile("[a-z][a-z0-9]{0,11}");
    private static final Pattern PREFIX =
            Pattern.compile("[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?");

    private ClusterTemplate() {}

    /** What came of it. */
    sealed interface Read {
        /** The cluster that is asked for, without a provisioning state. */
        record Accepted(Resource cluster) implements Read {}

        /** The error to answer. */
        record Refused(Response answer) implements Read {}
    }

    static Read read(ArmCall call, Scope id, Optional<Resource> old) {
        JsonNode body = call.request().json();
        String location = Locations.name(body.path("location").asText(""));
        Optional<Response> wrong =
                place(id, location, old).or(() -> properties(body.path("properties")));
        if (wrong.isPresent()) {
            return new Read.Refused(wrong.get());
        }
        Map<String, Object> more = new LinkedHashMap<>();
        Map<String, Object> asked = Json.map(body);
        asked.forEach(
                (name, value) -> {
                    if (value != null && !ClusterDefaults.READ_ONLY.contains(name)) {
                        more.put(name, value);
                    }
                });
        Resource cluster = new Resource(id, ContainerService.CLUSTERS, location, more);
        return new Read.Accepted(ClusterDefaults.fill(cluster, old, call.caller().tenant()));
    }

    private static Optional<Response> place(Scope id, String location, Optional<Resource> old) {
        String name = id.id().substring(id.id().lastIndexOf('/') + 1);
        if (!NAME.matcher(name).matches()) {
            return wrong("resourceName", "has an invalid value: " + name);
        }
        if (location.isEmpty()) {
            return Optional.of(
                    ArmError.of(
                            400,
                            "LocationRequired",
                            "The location property is required for this definition."));
        }
        if (!Locations.known(location)) {
            return Optional.of(Locations.unavailable(location, ContainerService.CLUSTERS));
        }
        return old.filter(cluster -> !cluster.location().equals(location))
                .map(cluster -> Locations.moved(cluster, location));
    }

    private static Optional<Response> properties(JsonNode properties) {
        if (!PREFIX.matcher(properties.path("dnsPrefix").asText("")).matches()) {
            return wrong("dnsPrefix", "is missing or is not a valid DNS prefix");
        }
        JsonNode pools = properties.path("agentPoolProfiles");
        if (!pools.isArray() || pools.isEmpty()) {
            return wrong("agentPoolProfiles", "is missing (null)");
        }
        boolean system = false;
        for (JsonNode pool : pools) {
            if (!POOL.matcher(pool.path("name").asText("")).matches()) {
                return wrong(
                        "agentPoolProfile.name",
                        "must begin with a lower-case letter, contain only lower-case letters and"
                                + " digits, and be at most 12 characters long");
            }
            if (pool.path("vmSize").asText("").isBlank()) {
                return wrong("agentPoolProfile.vmSize", "is missing (null)");
            }
            int count = pool.path("count").asInt(0);
            if (!pool.path("count").isIntegralNumber() || count < 0 || count > 1000) {
                return wrong("agentPoolProfile.count", "must be between 0 and 1000");
            }
            system |= count > 0 && pool.path("mode").asText("User").equals("System");
        }
        return system
                ? Optional.empty()
                : wrong("agentPoolProfiles", "must have at least one system node pool with a node");
    }

    private static Optional<Response> wrong(String parameter, String why) {
        return Optional.of(
                ArmError.of(
                        400,
                        "InvalidParameter",
                        "Required parameter " + parameter + " " + why + "."));
    }
}
