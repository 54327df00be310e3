package dev.gatehouse.emulator.storage;

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

/** Reads the body that a storage account is created or updated with, and adds what Azure adds. */
final class AccountTemplate {
    private static final Set<String> SKUS =
            Set.of(
                    "Standard_LRS",
                    "Standard_GRS",
                    "Standard_RAGRS",
                    "Standard_ZRS",
                    "Standard_GZRS",
                    "Standard_RAGZRS",
                    "Premium_LRS",
                    "Premium_ZRS");
    private static final Set<String> KINDS =
            Set.of("Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage");

    private AccountTemplate() {}

    /** What came of it. */
    sealed interface Read {
        /** The account that is asked for, without a provisioning state. */
        record Accepted(Resource account) implements Read {}

        /** The error to answer. */
        record Refused(Response answer) implements Read {}
    }

    static Read read(ArmCall call, Scope id, Optional<Resource> old) {
        JsonNode body = call.request().json();
        String location = Locations.name(body.path("location").asText(""));
        String sku = body.path("sku").path("name").asText("");
        String kind = body.path("kind").asText("");
        if (location.isEmpty()) {
            return refused(
                    "LocationRequired", "The location property is required for this definition.");
        }
        if (!Locations.known(location)) {
            return new Read.Refused(Locations.unavailable(location, StorageService.ACCOUNTS));
        }
        if (old.isPresent() && !old.get().location().equals(location)) {
            return new Read.Refused(Locations.moved(old.get(), location));
        }
        if (!SKUS.contains(sku) || !KINDS.contains(kind)) {
            String wrong = SKUS.contains(sku) ? "kind" : "sku.name";
            return refused(
                    "InvalidValuesForRequestParameters",
                    "Values for request parameters are invalid: " + wrong + ".");
        }
        JsonNode asked = body.path("properties");
        return new Read.Accepted(
                account(
                        id,
                        location,
                        asked.isObject() ? Json.map(asked) : Map.of(),
                        new Kind(kind, sku, tags(body), old.map(Resource::properties)),
                        call.now()));
    }

    /**
     * What the account is besides its properties.
     *
     * @param before the properties that it had
     */
    record Kind(
            String kind,
            String sku,
            Map<String, Object> tags,
            Optional<Map<String, Object>> before) {}

    static Resource account(
            Scope id, String location, Map<String, Object> asked, Kind what, Instant now) {
        String name = id.id().substring(id.id().lastIndexOf('/') + 1);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("publicNetworkAccess", "Enabled");
        properties.put("isHnsEnabled", false);
        properties.put("minimumTlsVersion", "TLS1_2");
        properties.put("allowBlobPublicAccess", false);
        properties.put("supportsHttpsTrafficOnly", true);
        properties.put("accessTier", "Hot");
        properties.put(
                "networkAcls",
                Map.of(
                        "bypass",
                        "AzureServices",
                        "virtualNetworkRules",
                        List.of(),
                        "ipRules",
                        List.of(),
                        "defaultAction",
                        "Allow"));
        properties.put("creationTime", now.toString());
        what.before().ifPresent(properties::putAll);
        asked.forEach(
                (key, value) -> {
                    if (value != null) {
                        properties.put(key, value);
                    }
                });
        properties.put("primaryLocation", location);
        properties.put("statusOfPrimary", "available");
        properties.put("primaryEndpoints", endpoints(name));
        return new Resource(
                id,
                StorageService.ACCOUNTS,
                location,
                Map.of(
                        "kind",
                        what.kind(),
                        "sku",
                        Map.of("name", what.sku(), "tier", what.sku().split("_")[0]),
                        "tags",
                        what.tags(),
                        "properties",
                        properties));
    }

    private static Map<String, Object> tags(JsonNode body) {
        return body.path("tags").isObject() ? Json.map(body.path("tags")) : Map.of();
    }

    private static Map<String, String> endpoints(String name) {
        Map<String, String> endpoints = new LinkedHashMap<>();
        for (String service : new String[] {"blob", "dfs", "file", "queue", "table", "web"}) {
            endpoints.put(service, "https://" + name + "." + service + ".core.windows.net/");
        }
        return endpoints;
    }

    private static Read refused(String code, String message) {
        return new Read.Refused(ArmError.of(400, code, message));
    }
}
