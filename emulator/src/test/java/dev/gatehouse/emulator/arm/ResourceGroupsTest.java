package dev.gatehouse.emulator.arm;

import static dev.gatehouse.emulator.arm.ArmCalls.LAB;
import static dev.gatehouse.emulator.arm.ArmCalls.PRODUCTION;
import static dev.gatehouse.emulator.arm.ArmCalls.RESEARCH;
import static dev.gatehouse.emulator.arm.ArmCalls.SHOP;
import static dev.gatehouse.emulator.arm.ArmCalls.code;
import static dev.gatehouse.emulator.arm.ArmCalls.column;
import static dev.gatehouse.emulator.arm.ArmCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResourceGroupsTest {
    private static final String BODY = "{\"location\":\"West Europe\",\"tags\":{\"team\":\"a\"}}";
    private final ArmCalls arm = new ArmCalls();

    @Test
    void listsWhatTheCallerMayRead() {
        assertThat(column(arm.get("olu", PRODUCTION + "/resourcegroups"), "name"))
                .containsExactly("rg-shop");
        assertThat(arm.get("vic", PRODUCTION + "/resourcegroups").status()).isEqualTo(403);
    }

    @Test
    void headTellsWhetherItExists() {
        assertThat(arm.as("ada", "HEAD", SHOP, "").status()).isEqualTo(204);
        assertThat(arm.as("ada", "HEAD", SHOP + "x", "").status()).isEqualTo(404);
    }

    @Test
    void ownerCreatesUpdatesAndDeletes() {
        String path = PRODUCTION + "/resourcegroups/rg-new";
        Response created = arm.as("ada", "PUT", path, BODY);
        assertThat(created.status()).isEqualTo(201);
        assertThat(json(created).path("location").asText()).isEqualTo("westeurope");
        assertThat(json(arm.get("ada", path)).path("tags").path("team").asText()).isEqualTo("a");
        assertThat(arm.as("ada", "PUT", path, BODY).status()).isEqualTo(200);
        Response deleted = arm.as("ada", "DELETE", path, "");
        assertThat(deleted.status()).isEqualTo(202);
        String poll = deleted.header("Location").orElseThrow();
        assertThat(arm.get("ada", poll.substring("https://localhost:8443".length())).status())
                .isEqualTo(200);
        assertThat(code(arm.get("ada", path))).isEqualTo("ResourceGroupNotFound");
        assertThat(arm.as("ada", "DELETE", path, "").status()).isEqualTo(404);
    }

    @Test
    void deletingAGroupTakesItsResourcesAndRolesAlong() {
        arm.as("ada", "DELETE", SHOP, "");
        assertThat(column(arm.get("ada", PRODUCTION + "/resources"), "name")).isEmpty();
        assertThat(column(arm.get("olu", "/subscriptions"), "displayName")).isEmpty();
    }

    @Test
    void readerMayNotWriteAndContributorOnlyWhereHeIs() {
        assertThat(code(arm.as("pia", "PUT", PRODUCTION + "/resourceGroups/rg-new", BODY)))
                .isEqualTo("AuthorizationFailed");
        assertThat(arm.as("ann", "PUT", LAB, BODY).status()).isEqualTo(200);
        assertThat(arm.as("ann", "PUT", RESEARCH + "/resourceGroups/rg-x", BODY).status())
                .isEqualTo(403);
        assertThat(arm.token(arm.cast().identity(), "DELETE", SHOP, "").status()).isEqualTo(403);
    }

    @Test
    void refusesBadNamesAndLocations() {
        assertThat(code(arm.as("ada", "PUT", PRODUCTION + "/resourceGroups/ends.", BODY)))
                .isEqualTo("InvalidResourceGroup");
        assertThat(code(arm.as("ada", "PUT", PRODUCTION + "/resourceGroups/new", "{}")))
                .isEqualTo("LocationRequired");
        assertThat(code(arm.as("ada", "PUT", SHOP, "{\"location\":\"eastus\"}")))
                .isEqualTo("InvalidResourceGroupLocation");
    }

    @Test
    void aDenyAssignmentStopsTheOwnerInAzuresWords() {
        arm.state()
                .add(
                        new Denial(
                                UUID.randomUUID().toString(),
                                "Keep",
                                Permission.of(List.of("*/delete"), List.of()),
                                new Scope(SHOP),
                                false,
                                Set.of(Denial.EVERYONE),
                                Set.of()));
        Response answer = arm.as("ada", "DELETE", SHOP, "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("DenyAssignmentAuthorizationFailed");
        assertThat(
                        column(
                                arm.get(
                                        "ada",
                                        SHOP
                                                + "/providers/Microsoft.Authorization/denyAssignments"),
                                "denyAssignmentName"))
                .containsExactly("Keep");
    }

    @Test
    void writesAndRefusedWritesAreInTheActivityLogAndReadsAreNot() {
        arm.get("ada", SHOP);
        arm.as("ada", "PUT", SHOP, BODY);
        arm.as("pia", "DELETE", SHOP, "");
        String log = PRODUCTION + "/providers/Microsoft.Insights/eventtypes/management/values";
        JsonNode entries = json(arm.get("pia", log)).path("value");
        assertThat(entries).hasSize(2);
        JsonNode denied =
                entries.get(0).path("status").path("value").asText().equals("Failed")
                        ? entries.get(0)
                        : entries.get(1);
        assertThat(denied.path("caller").asText()).isEqualTo("pia@contoso.com");
        assertThat(denied.path("claims").path("oid").asText())
                .isEqualTo("a0000000-0000-4000-8000-00000000000c");
        assertThat(denied.path("claims").path("appid").asText())
                .isEqualTo("60000000-0000-4000-8000-000000000001");
        assertThat(denied.path("authorization").path("action").asText())
                .isEqualTo("Microsoft.Resources/subscriptions/resourceGroups/delete");
        assertThat(denied.path("authorization").path("scope").asText()).isEqualTo(SHOP);
        assertThat(denied.path("operationName").path("value").asText())
                .isEqualTo("Microsoft.Resources/subscriptions/resourceGroups/delete");
        assertThat(denied.path("subStatus").path("value").asText())
                .isEqualTo("AuthorizationFailed");
        assertThat(denied.path("correlationId").asText()).isNotBlank();
        assertThat(denied.path("eventTimestamp").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(arm.get("vic", log).status()).isEqualTo(403);
    }

    @Test
    void activityLogFiltersByTimeAndCaller() {
        arm.as("ada", "PUT", SHOP, BODY);
        String log =
                PRODUCTION
                        + "/providers/Microsoft.Insights/eventtypes/management/values?%24filter=";
        assertThat(column(arm.get("ada", log + enc("caller eq 'pia@contoso.com'")), "caller"))
                .isEmpty();
        assertThat(
                        column(
                                arm.get(
                                        "ada",
                                        log
                                                + enc(
                                                        "eventTimestamp ge '2026-11-22T11:00:00Z'"
                                                                + " and eventTimestamp le"
                                                                + " '2026-11-22T13:00:00Z'")),
                                "caller"))
                .containsExactly("ada@contoso.com");
        assertThat(
                        column(
                                arm.get(
                                        "ada",
                                        log + enc("eventTimestamp ge '2026-11-22T12:00:01Z'")),
                                "caller"))
                .isEmpty();
        assertThat(arm.get("ada", log + enc("eventTimestamp ge 'noon'")).status()).isEqualTo(400);
        assertThat(arm.get("ada", log + enc("colour eq 'red'")).status()).isEqualTo(400);
    }

    private static String enc(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
