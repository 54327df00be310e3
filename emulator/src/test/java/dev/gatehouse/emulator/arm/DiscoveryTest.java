package dev.gatehouse.emulator.arm;

import static dev.gatehouse.emulator.arm.ArmCalls.PRODUCTION;
import static dev.gatehouse.emulator.arm.ArmCalls.RESEARCH;
import static dev.gatehouse.emulator.arm.ArmCalls.code;
import static dev.gatehouse.emulator.arm.ArmCalls.column;
import static dev.gatehouse.emulator.arm.ArmCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.web.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private final ArmCalls arm = new ArmCalls();

    @Test
    void eachSeesItsOwnSubscriptionsAndWhoHasNoneAnEmptyList() {
        assertThat(names("ada")).containsExactly("Contoso Production", "Contoso Research");
        assertThat(names("pia")).containsExactly("Contoso Production", "Contoso Research");
        assertThat(names("ann")).containsExactly("Contoso Research");
        assertThat(names("vic")).containsExactly("Contoso Research");
        assertThat(names("nil")).isEmpty();
    }

    @Test
    void aGroupsRoleOnOneResourceGroupMakesTheSubscriptionVisible() {
        assertThat(names("olu")).containsExactly("Contoso Production");
        assertThat(arm.get("olu", PRODUCTION).status()).isEqualTo(200);
        assertThat(arm.get("olu", RESEARCH).status()).isEqualTo(403);
    }

    @Test
    void anotherTenantsSubscriptionsDoNotShow() {
        Response answer =
                arm.token(arm.cast().person("gus@fabrikam.com"), "GET", "/subscriptions", "");
        assertThat(column(answer, "displayName")).containsExactly("Fabrikam Main");
    }

    @Test
    void subscriptionHasArmsForm() {
        var json = json(arm.get("vic", RESEARCH));
        assertThat(json.path("id").asText()).isEqualTo(RESEARCH);
        assertThat(json.path("tenantId").asText())
                .isEqualTo("c0000000-0000-4000-8000-000000000001");
        assertThat(json.path("state").asText()).isEqualTo("Enabled");
    }

    @Test
    void subscriptionsComeInPagesLinkedBySkipToken() {
        ArmCalls small = new ArmCalls(1);
        Response first = small.get("ada", "/subscriptions?api-version=2022-12-01");
        assertThat(column(first, "displayName")).containsExactly("Contoso Production");
        String link = json(first).path("nextLink").asText();
        assertThat(link)
                .startsWith("https://localhost:8443/subscriptions?api-version=2022-12-01&")
                .contains("%24skiptoken=");
        Response second = small.get("ada", link.substring("https://localhost:8443".length()));
        assertThat(column(second, "displayName")).containsExactly("Contoso Research");
        assertThat(json(second).has("nextLink")).isFalse();
        assertThat(json(arm.get("ada", "/subscriptions")).has("nextLink")).isFalse();
    }

    @Test
    void aForeignSkipTokenIsRefused() {
        for (String token : new String[] {"x", "!!!", "c2tpcDo5OTk", "c2tpcDotMQ"}) {
            Response answer = arm.get("ada", "/subscriptions?%24skiptoken=" + token);
            assertThat(answer.status()).as(token).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("InvalidSkipToken");
        }
    }

    @Test
    void tenantsAreTheTokensOwn() {
        assertThat(column(arm.get("nil", "/tenants"), "displayName")).containsExactly("Contoso");
    }

    @Test
    void locationsShowToWhoSeesTheSubscription() {
        assertThat(column(arm.get("vic", RESEARCH + "/locations"), "name")).contains("westeurope");
        assertThat(arm.get("vic", PRODUCTION + "/locations").status()).isEqualTo(403);
    }

    @Test
    void resourcesShowToTheirReadersAndByType() {
        assertThat(column(arm.get("pia", PRODUCTION + "/resources"), "name"))
                .containsExactly("id-gatehouse");
        assertThat(column(arm.get("olu", PRODUCTION + "/resources"), "name"))
                .containsExactly("id-gatehouse");
        assertThat(arm.get("nil", PRODUCTION + "/resources").status()).isEqualTo(403);
        assertThat(
                        column(
                                arm.get(
                                        "pia",
                                        PRODUCTION
                                                + "/resources?%24filter=resourceType%20eq%20'"
                                                + "Microsoft.Storage/storageAccounts'"),
                                "name"))
                .isEmpty();
        assertThat(arm.get("pia", PRODUCTION + "/resources?%24filter=broken").status())
                .isEqualTo(400);
    }

    @Test
    void oneResourceIsReadByItsId() {
        String id =
                ArmCalls.SHOP
                        + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-gatehouse";
        assertThat(json(arm.get("pia", id)).path("properties").path("principalId").asText())
                .isEqualTo("1d000000-0000-4000-8000-0000000000a1");
        assertThat(arm.get("vic", id).status()).isEqualTo(403);
    }

    private List<String> names(String person) {
        return column(arm.get(person, "/subscriptions"), "displayName");
    }
}
