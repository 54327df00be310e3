package dev.gatehouse.emulator;

import static dev.gatehouse.emulator.EstateCalls.LAB;
import static dev.gatehouse.emulator.EstateCalls.PRODUCTION;
import static dev.gatehouse.emulator.EstateCalls.RESEARCH;
import static dev.gatehouse.emulator.EstateCalls.SHOP;
import static dev.gatehouse.emulator.EstateCalls.STORAGE;
import static dev.gatehouse.emulator.EstateCalls.address;
import static dev.gatehouse.emulator.EstateCalls.code;
import static dev.gatehouse.emulator.EstateCalls.json;
import static dev.gatehouse.emulator.EstateCalls.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageTest {
    private static final String BODY =
            "{\"location\":\"westeurope\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"},"
                    + "\"properties\":{\"isHnsEnabled\":true}}";
    private static final String CONTAINERS = "/blobServices/default/containers";

    private final EstateCalls azure = new EstateCalls();

    @Test
    void theSeededAccountsHaveAzuresForm() {
        assertThat(names(azure.get("ada", PRODUCTION + STORAGE))).containsExactly("stshop001");
        JsonNode shop = json(azure.get("pia", SHOP + STORAGE + "/stshop001"));
        assertThat(shop.path("sku").path("name").asText()).isEqualTo("Standard_ZRS");
        assertThat(shop.path("properties").path("publicNetworkAccess").asText())
                .isEqualTo("Enabled");
        assertThat(shop.path("properties").path("isHnsEnabled").asBoolean(true)).isFalse();
        JsonNode lab = json(azure.get("vic", LAB + STORAGE + "/stlab001"));
        assertThat(lab.path("kind").asText()).isEqualTo("StorageV2");
        assertThat(lab.path("properties").path("publicNetworkAccess").asText())
                .isEqualTo("Disabled");
        assertThat(lab.path("properties").path("isHnsEnabled").asBoolean()).isTrue();
        assertThat(azure.get("vic", SHOP + STORAGE + "/stshop001").status()).isEqualTo(403);
    }

    @Test
    void creatingAnswersFirstWithAnAddressAndThereWithTheAccount() {
        String path = LAB + STORAGE + "/stnew1";
        Response accepted = azure.as("ann", "PUT", path, BODY);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(provisioning(path)).isEqualTo("Creating");
        String poll = address(accepted, "Location");
        assertThat(azure.get("ann", poll).status()).isEqualTo(202);
        assertThat(code(azure.as("ann", "PUT", path, BODY)))
                .isEqualTo("StorageAccountOperationInProgress");
        azure.after(8);
        assertThat(json(azure.get("ann", poll)).path("name").asText()).isEqualTo("stnew1");
        assertThat(provisioning(path)).isEqualTo("Succeeded");
        Response updated =
                azure.as("ann", "PUT", path, BODY.replace("Standard_LRS", "Standard_GRS"));
        assertThat(updated.status()).isEqualTo(200);
        assertThat(json(updated).path("sku").path("name").asText()).isEqualTo("Standard_GRS");
        assertThat(azure.as("ann", "DELETE", path, "").status()).isEqualTo(200);
        assertThat(azure.as("ann", "DELETE", path, "").status()).isEqualTo(204);
    }

    @Test
    void namesHaveAFormAndAreUniqueInAllOfAzure() {
        for (String name : List.of("ab", "Has-Capitals", "a".repeat(25))) {
            assertThat(code(azure.as("ada", "PUT", LAB + STORAGE + "/" + name, BODY)))
                    .isEqualTo("AccountNameInvalid");
        }
        Response taken = azure.as("ada", "PUT", LAB + STORAGE + "/stshop001", BODY);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(code(taken)).isEqualTo("StorageAccountAlreadyTaken");
        azure.as(
                "ada",
                "PUT",
                RESEARCH + "/resourceGroups/rg-two",
                "{\"location\":\"westeurope\"}");
        assertThat(
                        code(
                                azure.as(
                                        "ada",
                                        "PUT",
                                        RESEARCH + "/resourceGroups/rg-two" + STORAGE + "/stlab001",
                                        BODY)))
                .isEqualTo("StorageAccountInAnotherResourceGroup");
    }

    @Test
    void tellsWhetherANameIsFree() {
        assertThat(reason("stnew1")).isEqualTo("true ");
        assertThat(reason("stshop001")).isEqualTo("false AlreadyExists");
        assertThat(reason("No!")).isEqualTo("false AccountNameInvalid");
    }

    @Test
    void refusesTemplatesOfNoKindOrSku() {
        String path = LAB + STORAGE + "/stnew1";
        assertThat(code(azure.as("ann", "PUT", path, "{}"))).isEqualTo("LocationRequired");
        assertThat(code(azure.as("ann", "PUT", path, BODY.replace("StorageV2", "V9"))))
                .isEqualTo("InvalidValuesForRequestParameters");
        assertThat(code(azure.as("ann", "PUT", path, BODY.replace("_LRS", "_XXX"))))
                .isEqualTo("InvalidValuesForRequestParameters");
        assertThat(code(azure.as("ann", "PUT", path, BODY.replace("westeurope", "atlantis"))))
                .isEqualTo("LocationNotAvailableForResourceType");
        assertThat(code(azure.as("vic", "PUT", path, BODY))).isEqualTo("AuthorizationFailed");
        assertThat(azure.get("ann", path).status()).isEqualTo(404);
    }

    @Test
    void containersAreListedReadMadeAndRemoved() {
        String all = SHOP + STORAGE + "/stshop001" + CONTAINERS;
        assertThat(names(azure.get("pia", all))).containsExactly("images", "orders");
        assertThat(azure.get("vic", all).status()).isEqualTo(403);
        assertThat(azure.as("pia", "PUT", all + "/new", "{}").status()).isEqualTo(403);
        assertThat(azure.as("ada", "PUT", all + "/new", "{}").status()).isEqualTo(201);
        assertThat(azure.as("ada", "PUT", all + "/new", "{}").status()).isEqualTo(200);
        JsonNode made = json(azure.get("pia", all + "/new"));
        assertThat(made.path("properties").path("publicAccess").asText()).isEqualTo("None");
        assertThat(azure.as("ada", "PUT", all + "/No_Good", "{}").status()).isEqualTo(400);
        assertThat(azure.as("ada", "DELETE", all + "/new", "").status()).isEqualTo(200);
        assertThat(code(azure.get("pia", all + "/new"))).isEqualTo("ContainerNotFound");
        assertThat(azure.get("pia", SHOP + STORAGE + "/none" + CONTAINERS).status()).isEqualTo(404);
    }

    @Test
    void containersGoWithTheirAccount() {
        String account = SHOP + STORAGE + "/stshop001";
        azure.as("ada", "DELETE", account, "");
        azure.as("ada", "PUT", account, BODY);
        assertThat(names(azure.get("ada", account + CONTAINERS))).isEmpty();
    }

    @Test
    void listsOverAllTypesShowTheEstateWithoutProperties() {
        JsonNode value = json(azure.get("ada", PRODUCTION + "/resources")).path("value");
        assertThat(value.findValuesAsText("name"))
                .contains("aks-shop", "stshop001", "acrshop", "id-gatehouse");
        assertThat(value.findValues("properties")).isEmpty();
        assertThat(value.path(0).path("tags").path("team").asText()).isEqualTo("shop");
    }

    private String provisioning(String path) {
        return json(azure.get("ada", path)).path("properties").path("provisioningState").asText();
    }

    private String reason(String name) {
        JsonNode answer =
                json(
                        azure.as(
                                "pia",
                                "POST",
                                PRODUCTION + "/providers/Microsoft.Storage/checkNameAvailability",
                                "{\"name\":\""
                                        + name
                                        + "\",\"type\":\"Microsoft.Storage/storageAccounts\"}"));
        return answer.path("nameAvailable").asText() + " " + answer.path("reason").asText();
    }
}
