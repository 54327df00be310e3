package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {
    @Test
    void anUnexpectedFailureIsReportedWithoutItsSecrets() {
        var err = new StringWriter();
        int exit =
                new CommandLine(new Broken())
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler(new Failures())
                        .execute();
        assertThat(exit).isEqualTo(70);
        assertThat(err.toString())
                .contains("Internal error", "IllegalStateException", "FailuresTest")
                .doesNotContain("hunter2");
    }

    @Command(name = "broken")
    static final class Broken implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("password=hunter2");
        }
    }
}
