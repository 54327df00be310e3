package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainCommandIT {
    private static final String EXPLAIN = "/.well-known/gatehouse/explain";

    private final FakeOrigin emulator = new FakeOrigin();
    private final FakeOrigin gatehouse = new FakeOrigin();

    ExplainCommandIT() throws IOException {}

    @BeforeEach
    void issueTokens() {
        emulator.answers("/_emulator/token", 200, "{\"access_token\":\"the-token\"}");
    }

    @AfterEach
    void stop() {
        emulator.close();
        gatehouse.close();
    }

    @Test
    void printsWhichRuleAllows() {
        gatehouse.answers(
                EXPLAIN,
                200,
                "{\"decision\":\"allow\",\"rule\":\"arm-reads\",\"gate\":\"it also decides\"}");
        var run = explain("get", "/api/arm/subscriptions");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("decision       allow", "rule           arm-reads")
                .contains("gate           it also decides");
        assertThat(gatehouse.bodies().getFirst())
                .contains("\"method\":\"GET\"", "\"path\":\"/api/arm/subscriptions\"");
        assertThat(gatehouse.credentials()).containsExactly("Bearer the-token");
    }

    @Test
    void aRequestThatWouldBeRefusedExitsWithOne() {
        gatehouse.answers(
                EXPLAIN,
                200,
                "{\"decision\":\"deny\",\"refusal\":{\"code\":\"role_required\"},"
                        + "\"checked\":[{\"rule\":\"a\"},{\"rule\":\"b\"}]}");
        var run = explain("DELETE", "/api/arm/x");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("role_required").contains("a", "b");
    }

    @Test
    void saysWhyGatehouseDoesNotExplain() {
        gatehouse.answers(
                EXPLAIN,
                403,
                "{\"error\":\"role_required\",\"detail\":\"Admin or PM may ask this.\"}");
        var run = explain("GET", "/");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("(403): role_required: Admin or PM may ask this.");
    }

    @Test
    void anAppsAnswerIsNoVerdict() {
        gatehouse.answers(EXPLAIN, 200, "{\"hello\":\"world\"}");
        var run = explain("GET", "/");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("not with an explanation", "--port");
    }

    @Test
    void aPathThatIsKnownIsNotSuggestedForAnotherMethod() {
        gatehouse.answers(
                EXPLAIN,
                200,
                "{\"decision\":\"deny\",\"rule\":\"none\",\"refusal\":{\"code\":"
                        + "\"method_not_allowed\",\"allow\":\"GET, HEAD\"},"
                        + "\"skipped\":[{\"path\":\"/api/me\"}]}");
        var run = explain("DELETE", "/api/me");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("GET, HEAD").doesNotContain("Did you mean");
    }

    @Test
    void saysWhatToStartWhenGatehouseDoesNotAnswer() {
        gatehouse.close();
        var run = explain("GET", "/");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("Start ./gatehouse demo first.");
    }

    private Run explain(String method, String path) {
        return Run.of(
                "explain",
                "--as=ann",
                "--emulator-port=" + emulator.port(),
                "--port=" + gatehouse.port(),
                method,
                path);
    }
}
