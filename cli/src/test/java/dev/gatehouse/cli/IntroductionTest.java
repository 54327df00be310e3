package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntroductionTest {
    @Test
    void namesTheWorkbenchWhereItIs() {
        assertThat(Introduction.thingsToTry(8080, 8081, Optional.of("/")))
                .anyMatch(line -> line.endsWith("http://localhost:8080/api/subscriptions"))
                .anyMatch(line -> line.contains("'/api/arm/subscriptions?api-version="));
    }

    @Test
    void namesTheAppWhereItHasTheWholeSite() {
        assertThat(Introduction.thingsToTry(9080, 9081, Optional.empty()))
                .hasSize(3)
                .anyMatch(line -> line.endsWith("--emulator-port 9081)\" http://localhost:9080/"))
                .anyMatch(line -> line.endsWith("--port 9080 --emulator-port 9081 GET /"))
                .noneMatch(line -> line.contains("/api/"));
    }

    @Test
    void theCastsRightsAreNamedAsAzures() {
        assertThat(String.join("\n", Introduction.cast()))
                .contains("Contributor of rg-lab in Azure")
                .doesNotContain("may change");
    }
}
