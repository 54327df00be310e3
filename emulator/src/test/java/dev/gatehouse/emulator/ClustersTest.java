package dev.gatehouse.emulator;

import static dev.gatehouse.emulator.EstateCalls.AKS;
import static dev.gatehouse.emulator.EstateCalls.LAB;
import static dev.gatehouse.emulator.EstateCalls.PRODUCTION;
import static dev.gatehouse.emulator.EstateCalls.RESEARCH;
import static dev.gatehouse.emulator.EstateCalls.SHOP;
import static dev.gatehouse.emulator.EstateCalls.address;
import static dev.gatehouse.emulator.EstateCalls.code;
import static dev.gatehouse.emulator.EstateCalls.json;
import static dev.gatehouse.emulator.EstateCalls.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.BuiltInRoles;
import dev.gatehouse.emulator.arm.LongOperation;
import dev.gatehouse.emulator.arm.Pace;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.RoleAssignment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private static final String BODY =
            """
            {"location":"West Europe","tags":{"team":"lab"},
             "properties":{"dnsPrefix":"new","agentPoolProfiles":[
               {"name":"system","mode":"System","count":1,"vmSize":"Standard_D2s_v5"}]}}
            """;

    private final EstateCalls azure = new EstateCalls();

    @Test
    void eachSeesTheClustersOfItsRights() {
        assertThat(names(azure.get("ada", PRODUCTION + AKS))).containsExactly("aks-shop");
        assertThat(names(azure.get("olu", PRODUCTION + AKS))).containsExactly("aks-shop");
        assertThat(names(azure.get("ann", LAB + AKS))).containsExactly("aks-lab");
        assertThat(code(azure.get("vic", PRODUCTION + AKS))).isEqualTo("AuthorizationFailed");
        assertThat(code(azure.get("ada", RESEARCH + "/resourceGroups/none" + AKS)))
                .isEqualTo("ResourceGroupNotFound");
        assertThat(azure.get("vic", SHOP + AKS + "/aks-shop").status()).isEqualTo(403);
    }

    @Test
    void aClusterHasAzuresForm() {
        JsonNode cluster = json(azure.get("pia", SHOP + AKS + "/AKS-SHOP"));
        assertThat(cluster.path("id").asText()).isEqualTo(SHOP + AKS + "/aks-shop");
        assertThat(cluster.path("sku").path("tier").asText()).isEqualTo("Free");
        JsonNode properties = cluster.path("properties");
        assertThat(properties.path("provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(properties.path("powerState").path("code").asText()).isEqualTo("Running");
        assertThat(properties.path("agentPoolProfiles").findValuesAsText("vmSize"))
                .containsExactly("Standard_D4s_v5", "Standard_D8s_v5");
        assertThat(
                        properties
                                .path("identityProfile")
                                .path("kubeletidentity")
                                .path("objectId")
                                .asText())
                .hasSize(36);
        JsonNode lab = json(azure.get("vic", LAB + AKS + "/aks-lab")).path("properties");
        assertThat(lab.path("powerState").path("code").asText()).isEqualTo("Stopped");
        assertThat(lab.path("kubernetesVersion").asText()).isEqualTo("1.32.6");
        assertThat(names(azure.get("vic", LAB + AKS + "/aks-lab/agentPools")))
                .containsExactly("system");
        assertThat(azure.get("vic", LAB + AKS + "/aks-lab/agentPools/none").status())
                .isEqualTo(404);
    }

    @Test
    void startingGoesOnUntilTheClockSaysSo() {
        Response started = azure.as("ann", "POST", LAB + AKS + "/aks-lab/start", "");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.header("Retry-After")).isPresent();
        String status = address(started, "Azure-AsyncOperation");
        String result = address(started, "Location");
        azure.after(4);
        JsonNode half = json(azure.get("ann", status));
        assertThat(half.path("status").asText()).isEqualTo("InProgress");
        assertThat(half.path("percentComplete").asInt()).isEqualTo(50);
        assertThat(azure.get("ann", result).status()).isEqualTo(202);
        assertThat(state("aks-lab")).isEqualTo("Starting Stopped");
        azure.after(8);
        assertThat(json(azure.get("ann", status)).path("status").asText()).isEqualTo("Succeeded");
        assertThat(azure.get("ann", result).status()).isEqualTo(204);
        assertThat(state("aks-lab")).isEqualTo("Succeeded Running");
        assertThat(azure.as("ann", "POST", LAB + AKS + "/aks-lab/start", "").status())
                .isEqualTo(204);
    }

    @Test
    void anOperationsAddressesAreOnTheOriginThatTheRequestCameTo() {
        URI plain = URI.create("http://localhost:8081");
        Response started = azure.as("ann", plain, "POST", LAB + AKS + "/aks-lab/start", "");
        assertThat(address(started, "Azure-AsyncOperation")).startsWith(plain + "/subscriptions/");
        assertThat(address(started, "Location")).startsWith(plain + "/subscriptions/");
    }

    @Test
    void anOperationShowsToItsCallerAndToReadersOfTheSubscription() {
        String status =
                address(
                        azure.as("ann", "POST", LAB + AKS + "/aks-lab/start", ""),
                        "Azure-AsyncOperation");
        assertThat(azure.get("vic", status).status()).isEqualTo(200);
        assertThat(azure.get("nil", status).status()).isEqualTo(403);
        assertThat(azure.get("ada", status.replace(RESEARCH, PRODUCTION)).status()).isEqualTo(404);
        assertThat(azure.get("ann", status.replace("westeurope", "eastus")).status())
                .isEqualTo(404);
    }

    @Test
    void creatingEndsInAClusterAndDeletingInNone() {
        String path = LAB + AKS + "/aks-new";
        Response created = azure.as("ann", "PUT", path, BODY);
        assertThat(created.status()).isEqualTo(201);
        assertThat(state("aks-new")).isEqualTo("Creating Running");
        azure.after(20);
        assertThat(state("aks-new")).isEqualTo("Succeeded Running");
        assertThat(json(azure.get("ann", address(created, "Location"))).path("name").asText())
                .isEqualTo("aks-new");
        Response deleted = azure.as("ann", "DELETE", path, "");
        assertThat(deleted.status()).isEqualTo(202);
        assertThat(state("aks-new")).isEqualTo("Deleting Running");
        azure.after(28);
        assertThat(code(azure.get("ann", path))).isEqualTo("ResourceNotFound");
        assertThat(azure.as("ann", "DELETE", path, "").status()).isEqualTo(204);
    }

    @Test
    void theDirectoryKnowsTheKubeletOfAClusterAsLongAsItIsThere() {
        String path = LAB + AKS + "/aks-new";
        azure.as("ann", "PUT", path, BODY);
        String kubelet =
                json(azure.get("ann", path))
                        .at("/properties/identityProfile/kubeletidentity/objectId")
                        .asText();
        String assignment =
                LAB
                        + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.nameUUIDFromBytes(new byte[] {1});
        String pull =
                "{\"properties\":{\"principalId\":\"%s\",\"roleDefinitionId\":\"%s\"}}"
                        .formatted(kubelet, "7f951dda-4ed3-4680-a7ca-43fe172d538d");
        assertThat(code(azure.as("ann", "PUT", assignment, pull))).isEqualTo("AuthorizationFailed");
        assertThat(azure.as("ada", "PUT", assignment, pull).status()).isEqualTo(201);
        azure.after(20);
        azure.as("ann", "DELETE", path, "");
        azure.after(60);
        assertThat(azure.get("ann", path).status()).isEqualTo(404);
        String other = assignment.substring(0, assignment.length() - 1) + "0";
        assertThat(code(azure.as("ada", "PUT", other, pull))).isEqualTo("PrincipalNotFound");
    }

    @Test
    void aSecondOperationIsRefusedWhileOneRuns() {
        azure.as("ann", "POST", LAB + AKS + "/aks-lab/start", "");
        for (String verb : List.of("/start", "/stop")) {
            Response second = azure.as("ann", "POST", LAB + AKS + "/aks-lab" + verb, "");
            assertThat(second.status()).as(verb).isEqualTo(409);
            assertThat(code(second)).isEqualTo("OperationNotAllowed");
        }
        assertThat(azure.as("ann", "DELETE", LAB + AKS + "/aks-lab", "").status()).isEqualTo(409);
    }

    @Test
    void abortingLeavesThePowerAsItWas() {
        Response started = azure.as("ann", "POST", LAB + AKS + "/aks-lab/start", "");
        assertThat(azure.as("vic", "POST", LAB + AKS + "/aks-lab/abort", "").status())
                .isEqualTo(403);
        assertThat(azure.as("ann", "POST", LAB + AKS + "/aks-lab/abort", "").status())
                .isEqualTo(202);
        assertThat(state("aks-lab")).isEqualTo("Canceled Stopped");
        JsonNode operation = json(azure.get("ann", address(started, "Azure-AsyncOperation")));
        assertThat(operation.path("status").asText()).isEqualTo("Canceled");
        assertThat(azure.as("ann", "POST", LAB + AKS + "/aks-lab/abort", "").status())
                .isEqualTo(409);
    }

    @Test
    void aFailedOperationSaysWhyAndTheClusterShowsIt() {
        azure.state()
                .longOperations()
                .pace(
                        new Pace(
                                Optional.of(Duration.ofSeconds(1)),
                                Optional.of(new LongOperation.Failure("QuotaExceeded", "No cores")),
                                Optional.of(1)));
        Response started = azure.as("ann", "POST", LAB + AKS + "/aks-lab/start", "");
        azure.after(1);
        JsonNode operation = json(azure.get("ann", address(started, "Azure-AsyncOperation")));
        assertThat(operation.path("status").asText()).isEqualTo("Failed");
        assertThat(operation.path("error").path("code").asText()).isEqualTo("QuotaExceeded");
        assertThat(code(azure.get("ann", address(started, "Location")))).isEqualTo("QuotaExceeded");
        assertThat(state("aks-lab")).isEqualTo("Failed Stopped");
    }

    @Test
    void deletingTheGroupEndsWhatRunsInIt() {
        azure.as("ada", "POST", LAB + AKS + "/aks-lab/start", "");
        azure.as("ada", "DELETE", LAB, "");
        azure.after(8);
        assertThat(azure.get("ada", LAB + AKS + "/aks-lab").status()).isEqualTo(404);
        ArmState state = azure.state();
        assertThat(state.longOperations().all())
                .extracting(LongOperation::status)
                .containsExactly(LongOperation.Status.CANCELED);
    }

    @Test
    void refusesTemplatesThatNameNoPlaceOrNoNodes() {
        String path = LAB + AKS + "/aks-new";
        assertThat(code(azure.as("ann", "PUT", path, "{}"))).isEqualTo("LocationRequired");
        assertThat(code(azure.as("ann", "PUT", path, BODY.replace("West Europe", "atlantis"))))
                .isEqualTo("LocationNotAvailableForResourceType");
        for (String wrong :
                List.of(
                        BODY.replace("\"dnsPrefix\":\"new\",", ""),
                        BODY.replace("\"System\"", "\"User\""),
                        BODY.replace("\"name\":\"system\"", "\"name\":\"1system\""),
                        BODY.replace("\"count\":1", "\"count\":1001"),
                        BODY.replace("Standard_D2s_v5", ""))) {
            Response answer = azure.as("ann", "PUT", path, wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("InvalidParameter");
        }
        assertThat(azure.as("ann", "PUT", LAB + AKS + "/-x", BODY).status()).isEqualTo(400);
        assertThat(
                        code(
                                azure.as(
                                        "ann",
                                        "PUT",
                                        LAB + AKS + "/aks-lab",
                                        BODY.replace("West Europe", "eastus"))))
                .isEqualTo("InvalidResourceLocation");
        assertThat(code(azure.as("vic", "PUT", path, BODY))).isEqualTo("AuthorizationFailed");
        assertThat(azure.get("ann", path).status()).isEqualTo(404);
    }

    @Test
    void tagsChangeAtOnce() {
        String path = LAB + AKS + "/aks-lab";
        Response tagged = azure.as("ann", "PATCH", path, "{\"tags\":{\"team\":\"new\"}}");
        assertThat(tagged.status()).isEqualTo(200);
        assertThat(json(azure.get("ann", path)).path("tags").path("team").asText())
                .isEqualTo("new");
    }

    @Test
    void eachCredentialHasAnActionOfItsOwn() {
        String user = SHOP + AKS + "/aks-shop/listClusterUserCredential";
        String admin = SHOP + AKS + "/aks-shop/listClusterAdminCredential";
        assertThat(azure.as("pia", "POST", user, "").status()).isEqualTo(403);
        UUID pia = azure.cast().world().person("pia@contoso.com").orElseThrow().id();
        azure.cast()
                .world()
                .add(
                        new RoleAssignment(
                                UUID.randomUUID(),
                                SHOP,
                                pia,
                                "User",
                                UUID.fromString(BuiltInRoles.AKS_CLUSTER_USER.id())));
        JsonNode config = json(azure.as("pia", "POST", user, "")).path("kubeconfigs").path(0);
        assertThat(config.path("name").asText()).isEqualTo("clusterUser");
        String text =
                new String(
                        Base64.getDecoder().decode(config.path("value").asText()),
                        StandardCharsets.UTF_8);
        assertThat(text).contains("kind: Config", "current-context: aks-shop");
        assertThat(azure.as("pia", "POST", admin, "").status()).isEqualTo(403);
        assertThat(azure.as("ada", "POST", admin, "").status()).isEqualTo(200);
    }

    @Test
    void theActivityLogTellsTheBeginningTheEndAndTheRefused() {
        azure.as("vic", "POST", LAB + AKS + "/aks-lab/start", "");
        azure.as("ann", "POST", LAB + AKS + "/aks-lab/start", "");
        azure.after(8);
        String log = RESEARCH + "/providers/Microsoft.Insights/eventtypes/management/values";
        JsonNode entries = json(azure.get("ada", log)).path("value");
        assertThat(entries).hasSize(3);
        assertThat(entries.findValues("status").stream().map(each -> each.path("value").asText()))
                .containsExactlyInAnyOrder("Failed", "Accepted", "Succeeded");
        JsonNode last = entries.path(0);
        assertThat(last.path("status").path("value").asText()).isEqualTo("Succeeded");
        assertThat(last.path("caller").asText()).isEqualTo("ann@contoso.com");
        assertThat(last.path("authorization").path("action").asText())
                .isEqualTo("Microsoft.ContainerService/managedClusters/start/action");
        assertThat(last.path("authorization").path("scope").asText())
                .isEqualTo(LAB + AKS + "/aks-lab");
        assertThat(entries.findValuesAsText("correlationId").stream().distinct()).hasSize(2);
    }

    private String state(String name) {
        JsonNode properties = json(azure.get("ada", LAB + AKS + "/" + name)).path("properties");
        return properties.path("provisioningState").asText()
                + " "
                + properties.path("powerState").path("code").asText();
    }
}
