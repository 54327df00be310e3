package dev.gatehouse.operate.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.operate.rights.AzureRole;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
    private static final String SUBSCRIPTION = "50000000-0000-4000-8000-000000000001";
    private static final String GROUP =
            "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg-shop";
    private final JsonMapper json = JsonMapper.builder().build();
    private final Templates templates = new Templates(() -> new UUID(1, 2));

    private ObjectNode good(Kind kind) throws IOException {
        String more =
                switch (kind) {
                    case AKS -> "\"name\":\"aks-new\",\"location\":\"westeurope\"";
                    case STORAGE -> "\"name\":\"stnew\",\"location\":\"westeurope\"";
                    case ACR -> "\"name\":\"acrnew\",\"location\":\"westeurope\"";
                    case ROLE_ASSIGNMENTS ->
                            "\"principal_id\":\"a0000000-0000-4000-8000-000000000002\","
                                    + "\"principal_type\":\"User\",\"role\":\"acrpull\"";
                };
        return (ObjectNode)
                json.readTree(
                        "{\"subscription_id\":\"%s\",\"resource_group\":\"rg-shop\",%s}"
                                .formatted(SUBSCRIPTION, more));
    }

    private Task task(Kind kind, JsonNode body) {
        Templated made = templates.create(kind, body);
        assertThat(made).isInstanceOf(Templated.Valid.class);
        return ((Templated.Valid) made).task();
    }

    @Test
    void aClusterNeedsANameAndARegion() throws IOException {
        Task task = task(Kind.AKS, good(Kind.AKS));

        assertThat(task.wire()).isEqualTo("aks.create");
        assertThat(task.resource())
                .isEqualTo(GROUP + "/providers/Microsoft.ContainerService/managedClusters/aks-new");
        JsonNode pool = task.body().orElseThrow().at("/properties/agentPoolProfiles/0");
        assertThat(pool.path("count").intValue()).isEqualTo(1);
        assertThat(pool.path("mode").textValue()).isEqualTo("System");
        assertThat(task.body().orElseThrow().at("/identity/type").textValue())
                .isEqualTo("SystemAssigned");
    }

    @Test
    void aClusterTakesWhatTheTemplateNames() throws IOException {
        ObjectNode asked = good(Kind.AKS);
        asked.put("kubernetes_version", "1.33.2");
        asked.put("node_count", 100);
        asked.put("vm_size", "Standard_D8s_v5");
        asked.put("attach_registry", "acrshop");
        asked.putObject("tags").put("team", "shop");

        Task task = task(Kind.AKS, asked);

        JsonNode body = task.body().orElseThrow();
        assertThat(body.at("/properties/kubernetesVersion").textValue()).isEqualTo("1.33.2");
        assertThat(body.at("/properties/agentPoolProfiles/0/count").intValue()).isEqualTo(100);
        assertThat(body.at("/tags/team").textValue()).isEqualTo("shop");
        assertThat(task.attach())
                .contains(
                        new Task.Attachment(
                                GROUP + "/providers/Microsoft.ContainerRegistry/registries/acrshop",
                                new UUID(1, 2).toString()));
    }

    @Test
    void storageAndRegistriesAreClosedToThePublicKey() throws IOException {
        ObjectNode asked = good(Kind.STORAGE);
        asked.put("hns", true);
        JsonNode storage = task(Kind.STORAGE, asked).body().orElseThrow();
        assertThat(storage.at("/properties/isHnsEnabled").booleanValue()).isTrue();
        assertThat(storage.at("/properties/allowBlobPublicAccess").booleanValue()).isFalse();
        JsonNode registry = task(Kind.ACR, good(Kind.ACR)).body().orElseThrow();
        assertThat(registry.at("/sku/name").textValue()).isEqualTo("Basic");
        assertThat(registry.at("/properties/adminUserEnabled").booleanValue()).isFalse();
    }

    @Test
    void aRoleAssignmentIsNamedBeforeItIsSent() throws IOException {
        Task task = task(Kind.ROLE_ASSIGNMENTS, good(Kind.ROLE_ASSIGNMENTS));

        assertThat(task.resource())
                .isEqualTo(
                        GROUP
                                + "/providers/Microsoft.Authorization/roleAssignments/"
                                + new UUID(1, 2));
        assertThat(task.body().orElseThrow().at("/properties/roleDefinitionId").textValue())
                .endsWith("/roleDefinitions/" + AzureRole.ACR_PULL.id());
    }

    @ParameterizedTest
    @CsvSource({
        "AKS, name, '\"-a\"'",
        "AKS, name, '\"a/b\"'",
        "AKS, name, 7",
        "AKS, name, null",
        "AKS, location, '\"west europe\"'",
        "AKS, node_count, 0",
        "AKS, node_count, 101",
        "AKS, node_count, '\"3\"'",
        "AKS, vm_size, '\"x y\"'",
        "AKS, kubernetes_version, '\"latest\"'",
        "AKS, tags, '{\"a\":1}'",
        "AKS, tags, '{\"a<\":\"1\"}'",
        "AKS, attach_registry, '\"/subscriptions/x\"'",
        "AKS, surprise, 1",
        "AKS, subscription_id, '\"prod\"'",
        "AKS, resource_group, '\"rg/../x\"'",
        "AKS, resource_group, '\"..\"'",
        "STORAGE, name, '\"Upper\"'",
        "STORAGE, name, '\"ab\"'",
        "STORAGE, sku, '\"Cheap\"'",
        "STORAGE, kind, '\"Blob\"'",
        "STORAGE, hns, '\"yes\"'",
        "STORAGE, node_count, 3",
        "ACR, name, '\"a-b-c\"'",
        "ACR, name, '\"abcd\"'",
        "ACR, sku, '\"basic\"'",
        "ROLE_ASSIGNMENTS, principal_id, '\"ada\"'",
        "ROLE_ASSIGNMENTS, principal_type, '\"Robot\"'",
        "ROLE_ASSIGNMENTS, role, '\"God\"'",
        "ROLE_ASSIGNMENTS, scope, '\"/subscriptions/1\"'",
        "ROLE_ASSIGNMENTS, scope, '\"/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers/../../x/y\"'",
    })
    void namesTheFieldThatIsWrong(Kind kind, String field, String value) throws IOException {
        ObjectNode asked = good(kind);
        asked.set(field, json.readTree(value));

        assertThat(templates.create(kind, asked))
                .isInstanceOfSatisfying(
                        Templated.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo(field));
    }

    @Test
    void aBodyIsAnObject() throws IOException {
        assertThat(templates.create(Kind.AKS, json.readTree("[]")))
                .isInstanceOf(Templated.Invalid.class);
    }

    @Test
    void aScopeMayBeAResourceOfTheGroup() throws IOException {
        ObjectNode asked = good(Kind.ROLE_ASSIGNMENTS);
        String scope = GROUP + "/providers/Microsoft.ContainerRegistry/registries/acrshop";
        asked.put("scope", scope);

        assertThat(task(Kind.ROLE_ASSIGNMENTS, asked).resource()).startsWith(scope + "/providers/");
    }

    @Test
    void actionsCheckTheSameNames() {
        assertThat(templates.act(Kind.AKS, Action.STOP, "x", "rg-shop", "aks-shop"))
                .isEqualTo(new Templated.Invalid("subscription_id", "must be a GUID"));
        assertThat(templates.act(Kind.ACR, Action.DELETE, SUBSCRIPTION, "rg-shop", "a%2fb"))
                .isInstanceOf(Templated.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "50000000-0000-4000-8000-000000000001,..",
        "50000000-0000-4000-8000-000000000001,rg.",
        "50000000-0000-4000-8000-000000000002,rg-lab"
    })
    void aRegistryIsInTheClustersSubscription(String subscription, String group)
            throws IOException {
        ObjectNode asked = good(Kind.AKS);
        asked.put("attach_registry", registry(subscription, group));

        assertThat(templates.create(Kind.AKS, asked))
                .isInstanceOfSatisfying(
                        Templated.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("attach_registry"));
    }

    @Test
    void aRegistryMayBeInAnotherGroup() throws IOException {
        ObjectNode asked = good(Kind.AKS);
        asked.put("attach_registry", registry(SUBSCRIPTION, "rg.other"));

        assertThat(task(Kind.AKS, asked).attach().orElseThrow().registry())
                .isEqualTo(registry(SUBSCRIPTION, "rg.other"));
    }

    private static String registry(String subscription, String group) {
        return "/subscriptions/"
                + subscription
                + "/resourceGroups/"
                + group
                + "/providers/Microsoft.ContainerRegistry/registries/acrshop";
    }

    @Test
    void aGroupMayHaveLettersOfAnyAlphabetAsInTheCards() {
        assertThat(templates.act(Kind.AKS, Action.START, SUBSCRIPTION, "größe", "aks-1"))
                .isInstanceOf(Templated.Valid.class);
    }
}
