package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.web.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /metadata/endpoints}: where this cloud's services are. Needs no token. */
final class CloudMetadata {
    private final Origins origins;

    CloudMetadata(Origins origins) {
        this.origins = origins;
    }

    /** An object for versions before 2019, a list of one from then on. */
    Response endpoints(String apiVersion) {
        return apiVersion.compareTo("2019") < 0
                ? Response.json(200, old())
                : Response.json(200, List.of(current()));
    }

    private Map<String, Object> old() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("galleryEndpoint", origins.https("/").toString());
        json.put("graphEndpoint", origins.https("/").toString());
        json.put("portalEndpoint", origins.https("/").toString());
        json.put("authentication", authentication());
        json.put("resourceManager", origins.https("/").toString());
        return json;
    }

    private Map<String, Object> current() {
        String self = origins.https("/").toString();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", "GatehouseEmulator");
        json.put("portal", self);
        json.put("authentication", authentication());
        json.put("media", "https://rest.media.azure.net");
        json.put("graphAudience", "https://graph.windows.net/");
        json.put("graph", "https://graph.windows.net/");
        json.put("resourceManager", self);
        json.put("microsoftGraphResourceId", "https://graph.microsoft.com/");
        json.put("sqlManagement", "https://management.core.windows.net:8443/");
        json.put("batch", "https://batch.core.windows.net/");
        json.put("gallery", self);
        json.put("vmImageAliasDoc", self);
        json.put(
                "suffixes",
                Map.of(
                        "storage", "core.windows.net",
                        "keyVaultDns", "vault.azure.net",
                        "acrLoginServer", "azurecr.io",
                        "sqlServerHostname", "database.windows.net"));
        return json;
    }

    private Map<String, Object> authentication() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("loginEndpoint", origins.https("/").toString());
        json.put(
                "audiences",
                List.of("https://management.core.windows.net/", "https://management.azure.com/"));
        json.put("tenant", "common");
        json.put("identityProvider", "AAD");
        return json;
    }
}
