package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeavingIT {
    @Test
    void whoStopsFollowingLearnsThatTheOperationGoesOn() throws Exception {
        try (var gatehouse = new FakeOrigin()) {
            gatehouse.answers(
                    "/api/resources/aks/aks-lab/stop",
                    202,
                    "{\"operation\":{\"id\":\"o1\",\"kind\":\"aks.stop\",\"status\":\"running\"}}");
            gatehouse.waits("/api/operations/o1/events");

            var process = follow(gatehouse.port());
            try (var lines = process.errorReader()) {
                assertThat(lines.readLine()).isEqualTo("Operation o1");
                assertThat(lines.readLine()).startsWith("aks.stop 0 %");
                process.toHandle().destroy();
                assertThat(lines.readLine())
                        .isEqualTo(
                                "The operation goes on. Follow it: ./gatehouse operations o1"
                                        + " --follow --port "
                                        + gatehouse.port());
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Process follow(String port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String subscription = "50000000-0000-4000-8000-000000000001";
        List<String> command =
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "stop",
                        "aks",
                        "aks-lab",
                        "-s=" + subscription,
                        "-g=rg-lab",
                        "--port=" + port);
        var builder = new ProcessBuilder(command);
        builder.environment().put("GATEHOUSE_TOKEN", "the-token");
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }
}
