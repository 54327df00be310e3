package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EstateCommandsIT {
    private static final String SUBSCRIPTION = "50000000-0000-4000-8000-000000000001";
    private static final Map<String, String> TOKEN = Map.of("GATEHOUSE_TOKEN", "the-token\n");

    private final FakeOrigin gatehouse = new FakeOrigin();

    EstateCommandsIT() throws IOException {}

    @AfterEach
    void stop() {
        gatehouse.close();
    }

    private Run run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--port=" + gatehouse.port());
        return Run.in(TOKEN, all.toArray(String[]::new));
    }

    private void seesOneSubscription() {
        gatehouse.answers(
                "/api/subscriptions",
                200,
                """
                {"subscriptions":[{"subscriptionId":"%s","displayName":"Contoso Production",
                "tenantId":"t","state":"Enabled"}]}"""
                        .formatted(SUBSCRIPTION));
    }

    private void seesTheSubscription() {
        gatehouse.answers("/api/diagnostics", 200, "{\"reasons\":[]}");
    }

    @Test
    void subscriptionsAreATable() {
        seesOneSubscription();

        var run = run("subscriptions");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("SUBSCRIPTION", SUBSCRIPTION + "  Contoso Production");
        assertThat(gatehouse.credentials()).containsExactly("Bearer the-token");
    }

    @Test
    void saysWhatHelpsWhoSeesNothing() {
        gatehouse.answers("/api/subscriptions", 200, "{\"subscriptions\":[]}");
        gatehouse.answers(
                "/api/diagnostics",
                200,
                """
                {"reasons":[{"source":"subscription","code":"subscriptions_unavailable",
                "label":"No subscriptions","remedy":"Ask for Reader, then sign in again."}]}""");

        assertThat(run("subscriptions").err()).contains("role Reader");
        assertThat(run("monitor", "-g", "rg").err())
                .contains("name one with -s", "No subscriptions (subscriptions_unavailable)")
                .contains("Ask for Reader, then sign in again.");
    }

    @Test
    void withoutATokenItSaysWhereOneComesFrom() {
        var run = Run.of("me", "--port=" + gatehouse.port());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--as", "GATEHOUSE_TOKEN", "AZURE_AD_CLIENT_ID");
    }

    @Test
    void aRefusalShowsItsCodeAndRemedy() {
        gatehouse.answers(
                "/api/me",
                403,
                "{\"error\":\"no_role\",\"detail\":\"No role.\",\"remedy\":\"Ask an admin.\"}");

        var run = run("me");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("(403): no_role: No role.", "Ask an admin.");
    }

    @Test
    void monitorTakesTheOnlySubscriptionAndShowsTheCluster() {
        seesOneSubscription();
        gatehouse.answers(
                "/api/monitor/aks",
                200,
                """
                {"clusters":[{"name":"aks-shop","location":"westeurope","power_state":"Running",
                "provisioning_state":"Succeeded","kubernetes_version":"1.33.2",
                "node_pools":[{"name":"work","count":5,"vm_size":"D8s"}]}]}""");

        var run = run("monitor", "aks", "-g", "rg-shop", "-n", "aks-shop", "--fresh");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("aks-shop", "Running", "work 5×D8s");
        assertThat(gatehouse.requests().getLast())
                .isEqualTo(
                        "GET /api/monitor/aks?subscription_id="
                                + SUBSCRIPTION
                                + "&resource_group=rg-shop&name=aks-shop&fresh=true");
    }

    @Test
    void aDegradedCardNeverLooksWell() {
        gatehouse.answers(
                "/api/monitor/storage",
                200,
                """
                {"name":"st","region":"","sku":null,"kind":null,"containers":[],"degraded":true,
                "degraded_reason":"forbidden","degraded_label":"No access","degraded_detail":"",
                "degraded_cause":"No role.","degraded_remedy":"Ask for Reader.",
                "degraded_command":"az role assignment create"}""");
        seesTheSubscription();

        var run = run("monitor", "storage", "-s", SUBSCRIPTION, "-g", "rg", "-n", "st");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("[No access]");
        assertThat(run.err())
                .contains("No access (forbidden)", "No role.", "$ az role assignment create");
    }

    @Test
    void aPartThatCouldNotBeReadIsNamedToo() {
        gatehouse.answers(
                "/api/monitor/acr",
                200,
                """
                {"name":"acrshop","sku":"Standard","actual_tags":{},"images_degraded":true,
                "images_degraded_reason":"firewall_blocked","images_degraded_label":"Firewall",
                "images_degraded_detail":"","images_degraded_cause":"Not admitted.",
                "images_degraded_remedy":"Add the address."}""");

        var run = run("monitor", "acr", "-s", SUBSCRIPTION, "-g", "rg", "-n", "acrshop");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("Standard", "[Firewall]");
        assertThat(run.err())
                .contains("acr images: Firewall (firewall_blocked)", "Add the address.");
    }

    @Test
    void aStoppedClusterLacksNothingAndSaysHowToStartIt() {
        gatehouse.answers(
                "/api/monitor/aks",
                200,
                """
                {"clusters":[{"name":"aks-lab","power_state":"Stopped","degraded":true,
                "degraded_reason":"cluster_stopped","degraded_label":"Stopped",
                "degraded_remedy":"Start the cluster.","degraded_command":"az aks start"}]}""");

        var run = run("monitor", "aks", "-s", SUBSCRIPTION, "-g", "rg");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("aks aks-lab: Stopped (cluster_stopped)", "$ az aks start");
    }

    @Test
    void whatLooksForbiddenMayBeAHiddenSubscription() {
        gatehouse.answers(
                "/api/monitor/aks",
                200,
                """
                {"clusters":[],"degraded":true,"degraded_reason":"forbidden",
                "degraded_label":"No access","degraded_remedy":"Ask."}""");
        gatehouse.answers(
                "/api/diagnostics",
                200,
                """
                {"reasons":[{"source":"subscription","code":"invisible_subscription",
                "label":"Subscription hidden","remedy":"Choose another subscription."}]}""");

        var run = run("monitor", "aks", "-s", SUBSCRIPTION, "-g", "rg", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("subscription: Subscription hidden (invisible_subscription)")
                .contains("Choose another subscription.");
        assertThat(gatehouse.requests().getLast())
                .isEqualTo("GET /api/diagnostics?subscription_id=" + SUBSCRIPTION);
    }

    @Test
    void stopFollowsTheOperationToItsEnd() {
        gatehouse.answers(
                "/api/resources/aks/aks-lab/stop",
                202,
                "{\"operation\":{\"id\":\"o1\",\"kind\":\"aks.stop\",\"status\":\"running\"}}");
        gatehouse.answers(
                "/api/operations/o1/events",
                200,
                """
                : keep-alive
                event: operation
                data: {"id":"o1","kind":"aks.stop","status":"running","percent":40,"steps":[]}

                event: operation
                data: {"id":"o1","kind":"aks.stop","resource":"/x/aks-lab","status":"succeeded",\
                "percent":100,"identity":"user","steps":[]}

                """);

        var run = run("stop", "aks", "aks-lab", "-s", SUBSCRIPTION, "-g", "rg-lab");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("aks.stop 40 %");
        assertThat(run.out()).contains("succeeded", "as user");
        assertThat(gatehouse.requests().getFirst())
                .isEqualTo(
                        "POST /api/resources/aks/aks-lab/stop?subscription_id="
                                + SUBSCRIPTION
                                + "&resource_group=rg-lab");
    }

    @Test
    void aFailedOperationSaysWhatHelps() {
        gatehouse.answers(
                "/api/operations/o2",
                200,
                """
                {"operation":{"id":"o2","kind":"aks.start","status":"failed","percent":10,
                "error":{"error":"forbidden","detail":"Denied.","remedy":"Ask for Contributor."},
                "notes":[{"detail":"Grant it:","command":"az role assignment create"}]}}""");

        var run = run("operations", whole("o2"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("forbidden: Denied.", "Ask for Contributor.", "$ az role assignment");
    }

    @Test
    void azuresTextSteersNoTerminal() {
        gatehouse.answers(
                "/api/operations/o3",
                200,
                """
                {"operation":{"id":"o3","kind":"aks.start","status":"failed","percent":10,
                "steps":[{"name":"start\\u001b[2J","status":"failed","detail":"\\u001b]0;x\\u0007"}],
                "error":{"error":"forbidden","detail":"No\\u001b[1m.","remedy":"Ask\\u001b[1m."},
                "notes":[{"detail":"Grant\\u202e it","command":"az\\u001b[1m role"}]}}""");
        gatehouse.answers(
                "/api/me",
                403,
                "{\"error\":\"no_role\",\"detail\":\"a\\u001b[1mb\",\"remedy\":\"c\\u009bd\"}");
        gatehouse.answers(
                "/api/monitor/acr",
                200,
                """
                {"name":"r","degraded":true,"degraded_reason":"forbidden","degraded_label":"L\\u001b",
                "degraded_detail":"D\\u001b","degraded_cause":"C\\u001b","degraded_remedy":"R\\u001b",
                "degraded_command":"az\\u001b","actual_tags":{"web\\u001b[1m":["1\\u001b"]}}""");
        seesTheSubscription();

        var shown = run("operations", whole("o3"));
        var refused = run("me");
        var card = run("monitor", "acr", "-s", SUBSCRIPTION, "-g", "rg", "-n", "r");

        assertThat(shown.out()).contains("start[2J: ]0;x");
        assertThat(shown.err()).contains("No[1m.", "Ask[1m.", "Grant it", "$ az[1m role");
        assertThat(refused.err()).contains("a[1mb", "cd");
        assertThat(card.out()).contains("web[1m:1");
        assertThat(card.err()).contains("L (forbidden)", "$ az");
        assertThat(shown.out() + shown.err() + refused.err() + card.out() + card.err())
                .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    }

    /** Ids in these tests are short, so they are looked up first. */
    private String whole(String id) {
        gatehouse.answers("/api/operations", 200, "{\"operations\":[]}");
        return id;
    }

    @Test
    void theBeginningOfAnIdIsEnough() {
        gatehouse.answers(
                "/api/operations/0197f3aa",
                200,
                "{\"operation\":{\"id\":\"0197f3aa\",\"kind\":\"aks.stop\",\"status\":\"succeeded\"}}");
        gatehouse.answers(
                "/api/operations",
                200,
                "{\"operations\":[{\"id\":\"0197f3aa\"},{\"id\":\"0197f4bb\"}]}");

        var one = run("operations", "0197F3");
        var several = run("operations", "0197");

        assertThat(one.exit()).isZero();
        assertThat(one.out()).contains("aks.stop", "succeeded");
        assertThat(several.exit()).isEqualTo(2);
        assertThat(several.err()).contains("2 operations begin with 0197");
    }

    @Test
    void deleteNeedsTheNameTwice() {
        var run = run("delete", "storage", "stlab001", "--confirm", "stlab002", "-g", "rg");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("nothing was deleted");
        assertThat(gatehouse.requests()).isEmpty();
    }

    @Test
    void accessReviewNamesWhatCouldNotBeRead() {
        gatehouse.answers(
                "/api/me/access-review",
                200,
                """
                {"principal":{"kind":"user","object_id":"o","available":true},"groups":[
                {"resource_group":"rg-a","degraded":false,"assignments":[{"role_name":"Reader",
                "scope_level":"management_group","inherited":true,"assignment_scope":"/mg"}]},
                {"resource_group":"rg-b","degraded":true,"reason":"forbidden","assignments":[]}]}""");

        var run = run("access-review", "-s", SUBSCRIPTION, "-g", "rg-a", "--and", "rg-b", "--json");
        var table = run("access-review", "-s", SUBSCRIPTION, "-g", "rg-a", "--and", "rg-b");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("\"reason\" : \"forbidden\"");
        assertThat(table.out()).contains("Reader", "management group", "[forbidden]");
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(Run.of("completion", "bash").out()).contains("_complete_gatehouse", "monitor");
        assertThat(Run.of("completion", "zsh").out()).startsWith("autoload");
    }
}
