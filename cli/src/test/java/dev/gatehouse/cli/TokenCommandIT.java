package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenCommandIT {
    private final FakeOrigin emulator = new FakeOrigin();

    TokenCommandIT() throws IOException {}

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void printsTheTokenAndNothingElse() {
        emulator.answers("/_emulator/token", 200, "{\"access_token\":\"the-token\"}");
        var run = Run.of("token", "--as", "Ann", "--emulator-port", emulator.port());
        assertThat(run).isEqualTo(new Run(0, "the-token" + System.lineSeparator(), ""));
        assertThat(emulator.bodies().getFirst())
                .contains("\"as\":\"ann\"", "\"audience\":\"api://60000000-");
    }

    @Test
    void asksForTheNamedAudience() {
        emulator.answers("/_emulator/token", 200, "{\"access_token\":\"the-token\"}");
        Run.of("token", "--as=ann", "--audience=api://x", "--emulator-port", emulator.port());
        assertThat(emulator.bodies().getFirst()).contains("\"audience\":\"api://x\"");
    }

    @Test
    void suggestsAPersonOfTheCast() {
        emulator.answers("/_emulator/token", 404, "{\"error\":\"unknown_person\"}");
        var run = Run.of("token", "--as", "anne", "--emulator-port", emulator.port());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("unknown_person", "Did you mean --as ann?");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void listsTheCastWhereNobodyIsNear() {
        emulator.answers("/_emulator/token", 404, "{\"error\":\"unknown_person\"}");
        var run = Run.of("token", "--as=bob", "--emulator-port", emulator.port());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("unknown_person", "The cast: ada, ann,");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void saysWhatToStartWhenNothingAnswers() {
        emulator.close();
        var run = Run.of("token", "--as", "ann", "--emulator-port", emulator.port());
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("Nothing answers at http://localhost:", "./gatehouse demo");
    }

    @Test
    void anAnswerThatIsNotJsonIsAFailureWithoutAStackTrace() {
        emulator.answers("/_emulator/token", 200, "<html>");
        var run = Run.of("token", "--as", "ann", "--emulator-port", emulator.port());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("it answered 200").doesNotContain("\tat ");
    }
}
