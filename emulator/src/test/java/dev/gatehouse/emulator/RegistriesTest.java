package dev.gatehouse.emulator;

import static dev.gatehouse.emulator.EstateCalls.LAB;
import static dev.gatehouse.emulator.EstateCalls.PRODUCTION;
import static dev.gatehouse.emulator.EstateCalls.REGISTRIES;
import static dev.gatehouse.emulator.EstateCalls.SHOP;
import static dev.gatehouse.emulator.EstateCalls.address;
import static dev.gatehouse.emulator.EstateCalls.code;
import static dev.gatehouse.emulator.EstateCalls.json;
import static dev.gatehouse.emulator.EstateCalls.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Response;
import java.net.URI;
import org.junit.jupiter.api.Test;

class RegistriesTest {
    private static final String BODY =
            "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Basic\"},\"tags\":{\"team\":\"lab\"}}";

    private final EstateCalls azure = new EstateCalls();

    @Test
    void theSeededRegistryIsAtTheEmulatorsOwnOrigin() {
        JsonNode registry = json(azure.get("olu", SHOP + REGISTRIES + "/acrshop"));
        assertThat(registry.path("properties").path("loginServer").asText())
                .isEqualTo("localhost:8443");
        assertThat(registry.path("sku").path("name").asText()).isEqualTo("Standard");
        assertThat(names(azure.get("ada", PRODUCTION + REGISTRIES))).containsExactly("acrshop");
        assertThat(azure.get("vic", SHOP + REGISTRIES + "/acrshop").status()).isEqualTo(403);
    }

    @Test
    void aNewRegistryHasAnAddressOfItsOwnUntilItIsDeleted() {
        String path = LAB + REGISTRIES + "/acrlab1";
        Response created = azure.as("ann", "PUT", path, BODY);
        assertThat(created.status()).isEqualTo(201);
        JsonNode properties = json(created).path("properties");
        assertThat(properties.path("provisioningState").asText()).isEqualTo("Creating");
        assertThat(properties.path("loginServer").asText()).isEqualTo("localhost:9001");
        azure.after(8);
        assertThat(json(azure.get("ann", address(created, "Location"))).path("name").asText())
                .isEqualTo("acrlab1");
        Response updated = azure.as("ann", "PUT", path, BODY.replace("Basic", "Premium"));
        assertThat(json(updated).path("properties").path("loginServer").asText())
                .isEqualTo("localhost:9001");
        azure.after(16);
        assertThat(azure.as("ann", "DELETE", path, "").status()).isEqualTo(202);
        assertThat(azure.ports()).containsExactly(URI.create("https://localhost:9001"));
        azure.after(24);
        assertThat(azure.get("ann", path).status()).isEqualTo(404);
        assertThat(azure.ports()).isEmpty();
        assertThat(azure.as("ann", "DELETE", path, "").status()).isEqualTo(204);
    }

    @Test
    void aRegistrysAddressGoesWithItsGroup() {
        azure.as("ada", "PUT", LAB + REGISTRIES + "/acrlab1", BODY);
        azure.as("ada", "DELETE", LAB, "");
        assertThat(azure.ports()).isEmpty();
    }

    @Test
    void refusesNamesAndTemplatesThatAreNotValid() {
        assertThat(code(azure.as("ann", "PUT", LAB + REGISTRIES + "/a-b-c", BODY)))
                .isEqualTo("InvalidResourceName");
        assertThat(code(azure.as("ann", "PUT", LAB + REGISTRIES + "/ACRshop", BODY)))
                .isEqualTo("AlreadyInUse");
        String path = LAB + REGISTRIES + "/acrlab1";
        assertThat(azure.as("ann", "PUT", path, BODY.replace("Basic", "Huge")).status())
                .isEqualTo(400);
        assertThat(azure.as("ann", "PUT", path, "{\"sku\":{\"name\":\"Basic\"}}").status())
                .isEqualTo(400);
        assertThat(azure.as("vic", "PUT", path, BODY).status()).isEqualTo(403);
        assertThat(azure.ports()).isEmpty();
    }

    @Test
    void tellsWhetherANameIsFree() {
        String check = PRODUCTION + "/providers/Microsoft.ContainerRegistry/checkNameAvailability";
        assertThat(
                        json(azure.as("pia", "POST", check, "{\"name\":\"acrshop\"}"))
                                .path("reason")
                                .asText())
                .isEqualTo("AlreadyExists");
        assertThat(
                        json(azure.as("pia", "POST", check, "{\"name\":\"acrlab1\"}"))
                                .path("nameAvailable")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void buildsAreListedNewestFirstAndByStatus() {
        String runs = SHOP + REGISTRIES + "/acrshop/runs";
        JsonNode run = json(azure.get("pia", runs)).path("value").path(0).path("properties");
        assertThat(run.path("status").asText()).isEqualTo("Succeeded");
        assertThat(run.path("outputImages").path(0).path("repository").asText())
                .isEqualTo("shop/web");
        assertThat(names(azure.get("pia", runs + "?%24filter=Status%20eq%20'Running'"))).isEmpty();
        assertThat(azure.get("pia", runs + "?%24filter=colour%20eq%20'red'").status())
                .isEqualTo(400);
        assertThat(json(azure.get("pia", runs + "/cf1")).path("name").asText()).isEqualTo("cf1");
        assertThat(azure.get("pia", runs + "/cf9").status()).isEqualTo(404);
        assertThat(azure.get("vic", runs).status()).isEqualTo(403);
    }
}
