package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GivenOptionsTest {
    private static String in(String command) {
        var given =
                new GivenOptions(
                        Optional.of(Path.of("my conf.yaml")),
                        List.of(
                                "listen.port=8090",
                                "entra.credential.secret=s3cr3t",
                                "entra.credential={\"\\u0073ecret\": s3cr3t}",
                                "entra={credential: {\"\\u0073ecret\": s3cr3t}}"),
                        Path.of("d;x"));
        var row =
                new DoctorReport.Row(
                        "redirect",
                        DoctorReport.Status.FAIL,
                        "",
                        "",
                        Optional.empty(),
                        Optional.of(command));
        return given.in(row).command().orElseThrow();
    }

    @Test
    void commandsMeanTheSameInstallation() {
        assertThat(in("gatehouse setup --apply --set listen.public-url=https://x"))
                .isEqualTo(
                        "./gatehouse setup --apply --config 'my conf.yaml' --set listen.port=8090"
                                + " --set listen.public-url=https://x");
        assertThat(in("gatehouse serve --check"))
                .isEqualTo(
                        "./gatehouse serve --check --config 'my conf.yaml' --set listen.port=8090"
                                + " --data 'd;x'");
        assertThat(in("gatehouse doctor"))
                .isEqualTo(
                        "./gatehouse doctor --config 'my conf.yaml' --set listen.port=8090"
                                + " --data 'd;x'");
        assertThat(in("az login")).isEqualTo("az login");
    }
}
