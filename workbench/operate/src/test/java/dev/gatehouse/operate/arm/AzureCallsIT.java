package dev.gatehouse.operate.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of calls to Azure Resource Manager. */
class AzureCallsIT {
    private static final ArmPath PATH =
            ArmPath.of("/subscriptions/50000000-0000-4000-8000-000000000001", "2022-12-01");
    private static final ArmTimes QUICK =
            new ArmTimes(Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ZERO);

    private final LoopbackArm arm = new LoopbackArm();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    AzureCallsIT() throws IOException {}

    @AfterEach
    void stop() {
        arm.close();
    }

    private void ask(URI at, URI target) {
        var wire =
                new ArmWire(
                        at,
                        Optional.empty(),
                        QUICK,
                        (service, method, result, took) -> {
                            assertThat(took).isPositive();
                            calls.add(service.wire() + " " + method + " " + result.wire());
                        });
        var token = new AccessToken("token", Instant.EPOCH);
        var _ = wire.exchange(HttpMethod.GET, target, Optional.empty(), token);
    }

    @ParameterizedTest
    @CsvSource({
        "200, success",
        "401, unauthorized",
        "403, forbidden",
        "404, not_found",
        "409, refused",
        "429, throttled",
        "503, failed"
    })
    void eachCallIsToldOnceWithItsTries(int status, String result) {
        arm.answer = _ -> Said.status(status);

        ask(arm.uri(), arm.uri().resolve(PATH.target()));

        assertThat(calls).containsExactly("arm GET " + result);
    }

    @Test
    void whoCannotBeReachedIsToldToo() {
        URI at = arm.uri();
        arm.close();

        ask(at, at.resolve(PATH.target()));

        assertThat(calls).containsExactly("arm GET unreachable");
    }

    @Test
    void whatIsNotAskedIsNotTold() {
        ask(arm.uri(), URI.create("https://evil.example/"));

        assertThat(calls).isEmpty();
    }
}
