package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForegroundIT {
    @Test
    void terminateStopsCleanlyAndEndsWithZero() throws Exception {
        var process = start();
        try (var lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("ready");
            process.toHandle().destroy();
            assertThat(lines.readLine()).isEqualTo("stopped");
        }
        assertThat(exit(process)).isZero();
    }

    @Test
    void aStopThatFailsIsSeenInTheExitCode() throws Exception {
        var process = start("faulty");
        try (var lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("ready");
            process.toHandle().destroy();
        }
        assertThat(exit(process)).isEqualTo(1);
    }

    private static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static Process start(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        java,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ForegroundProbe.class.getName()),
                                Stream.of(arguments))
                        .toList();
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
