package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"tail", "verify", "export"})
    void namesTheFolderThatIsNotThere(String command, @TempDir Path folder) {
        Path missing = folder.resolve("missing");

        Run run = Run.of("audit", command, "--data", missing.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains("There is no folder " + missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "verify", "export"})
    void showsAnExampleOfEachCommand(String command) {
        Run run = Run.of("audit", command, "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Example:", "./gatehouse audit " + command);
    }
}
