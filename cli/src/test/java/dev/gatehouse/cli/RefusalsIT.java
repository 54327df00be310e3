package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the commands of the estate say where the answer is no, or does not come. */
class RefusalsIT {
    private static final String SUBSCRIPTION = "50000000-0000-4000-8000-000000000001";
    private static final Map<String, String> TOKEN = Map.of("GATEHOUSE_TOKEN", "the-token");

    private final FakeOrigin gatehouse = new FakeOrigin();

    RefusalsIT() throws IOException {}

    @AfterEach
    void stop() {
        gatehouse.close();
    }

    private Run run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--port=" + gatehouse.port());
        return Run.in(TOKEN, all.toArray(String[]::new));
    }

    private Run stopping(String... more) {
        var all = new ArrayList<>(List.of("stop", "aks", "aks-lab", "-s", SUBSCRIPTION));
        all.addAll(List.of("-g", "rg-lab"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private void stopIsAnswered(int status, String body) {
        gatehouse.answers("/api/resources/aks/aks-lab/stop", status, body);
    }

    private void anotherIsInProgress() {
        stopIsAnswered(
                409,
                """
                {"error":"operation_in_progress","detail":"Another one works on it.",
                "remedy":"Wait for the operation that this answer names.","operation":"o7"}""");
    }

    @Test
    void theOperationInProgressIsNamedWithTheCommandThatFollowsIt() {
        anotherIsInProgress();

        var run = stopping("--no-wait");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("Operation o7")
                .contains(
                        "$ ./gatehouse operations o7 --follow --port "
                                + gatehouse.port()
                                + System.lineSeparator());
    }

    @Test
    void withJsonARefusalIsTheAnswer() {
        anotherIsInProgress();

        var run = stopping("--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("\"operation\" : \"o7\"");
        assertThat(stopping().out()).isEmpty();
    }

    @Test
    void theCommandGivenGoesAsTheSamePerson() throws IOException {
        anotherIsInProgress();
        try (var emulator = new FakeOrigin()) {
            emulator.answers("/_emulator/token", 200, "{\"access_token\":\"t\"}");

            var run =
                    stopping("--as", "ada", "--second-factor", "--emulator-port", emulator.port());

            assertThat(run.err())
                    .contains(
                            " --port %s --as ada --emulator-port %s --second-factor"
                                    .formatted(gatehouse.port(), emulator.port()));
            assertThat(emulator.bodies().getFirst()).contains("\"mfa\":true");
        }
    }

    @Test
    void followingBeginsWithTheOperationsIdAndALostServerIsNoEndOfIt() {
        stopIsAnswered(
                202,
                "{\"operation\":{\"id\":\"o1\",\"kind\":\"aks.stop\",\"status\":\"running\"}}");
        gatehouse.answers(
                "/api/operations/o1/events", 503, "{\"error\":\"overloaded\",\"detail\":\"d\"}");
        gatehouse.answers("/api/operations/o1", 503, "{\"error\":\"overloaded\",\"detail\":\"d\"}");

        var run = stopping();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines().findFirst()).contains("Operation o1");
        assertThat(run.err())
                .contains("overloaded", "The operation goes on.")
                .contains("./gatehouse operations o1 --follow --port " + gatehouse.port());
    }

    @Test
    void aServerThatEndsWhileItIsFollowedTakesTheOperationUpLater() {
        stopIsAnswered(
                202,
                "{\"operation\":{\"id\":\"o1\",\"kind\":\"aks.stop\",\"status\":\"running\"}}");
        gatehouse.ends("/api/operations/o1/events");

        var run = stopping();

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("The operation goes on as soon as Gatehouse runs.")
                .contains("./gatehouse operations o1 --follow");
    }

    @Test
    void aResourceThatIsNotThereIsLookedForByItsNames() {
        stopIsAnswered(
                404,
                "{\"error\":\"not_found\",\"detail\":\"None.\",\"remedy\":\"Check the address.\"}");

        var run = stopping();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "Check the names of the resource and its group: aks aks-lab, group rg-lab")
                .contains("$ ./gatehouse monitor aks -s " + SUBSCRIPTION + " -g rg-lab --port ")
                .doesNotContain("address");
    }

    @Test
    void anOperationThatIsNotThereIsLookedForInTheList() {
        gatehouse.answers("/api/operations", 200, "{\"operations\":[]}");
        gatehouse.answers(
                "/api/operations/zzz",
                404,
                "{\"error\":\"not_found\",\"detail\":\"None.\",\"remedy\":\"Check the address.\"}");

        var run = run("operations", "zzz");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("begins with, zzz", "$ ./gatehouse operations --port")
                .doesNotContain("address");
    }

    @Test
    void anOperationIsNamedByMoreThanNothing() {
        for (var run :
                List.of(
                        run("operations", ""),
                        run("operations", "--cancel"),
                        run("operations", " ", "--cancel"))) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("by how its id begins", "operations 0197f3");
        }
        assertThat(run("operations", "--cancel").err()).contains("0197f3 --cancel --port");
        assertThat(gatehouse.requests()).isEmpty();
    }

    @Test
    void theRoleThatIsMissingIsACommand() {
        stopIsAnswered(
                403,
                """
                {"error":"forbidden","detail":"Denied.","remedy":"Ask for a role.",
                "command":"az role assignment create --assignee o"}""");

        assertThat(stopping().err())
                .contains("Ask for a role.", "  $ az role assignment create --assignee o");
    }

    @Test
    void whoIsOfTheCastLearnsHowToProveMore() throws IOException {
        gatehouse.answers(
                "/api/subscriptions",
                403,
                "{\"error\":\"step_up_required\",\"detail\":\"More.\",\"remedy\":\"In a browser.\"}");
        try (var emulator = new FakeOrigin()) {
            emulator.answers("/_emulator/token", 200, "{\"access_token\":\"t\"}");
            String port = "--emulator-port=" + emulator.port();

            assertThat(run("subscriptions", "--as=mia", port).err()).contains("--second-factor");
            assertThat(run("subscriptions", "--as=mia", "--second-factor", port).err())
                    .doesNotContain("--second-factor");
            assertThat(run("subscriptions").err()).doesNotContain("--second-factor");
        }
    }

    @Test
    void theSecondFactorIsOfTheCastAlone() {
        var run = run("me", "--second-factor");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--second-factor goes with --as");
        assertThat(gatehouse.requests()).isEmpty();
    }

    @Test
    void meSaysWhyThereAreNoSubscriptionsAndWhatHelps() {
        gatehouse.answers(
                "/api/me",
                200,
                "{\"subscriptions\":[],\"subscriptions_error\":\"consent_required\"}");
        gatehouse.answers("/api/auth/me", 200, "{\"name\":\"Gus\",\"roles\":[]}");
        gatehouse.answers(
                "/api/diagnostics",
                200,
                """
                {"reasons":[{"source":"subscription","code":"consent_required",
                "label":"Consent missing","detail":"Nobody has consented.",
                "remedy":"Ask an administrator."}]}""");

        for (var run : List.of(run("me"), run("me", "--json"))) {
            assertThat(run.exit()).isZero();
            assertThat(run.err())
                    .contains("subscriptions: Consent missing (consent_required)")
                    .contains("Nobody has consented.", "Ask an administrator.");
        }
    }
}
