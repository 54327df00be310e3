package dev.gatehouse.operate.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmTimesTest {
    @ParameterizedTest
    @CsvSource({"0,1", "1,2", "2,4", "3,8", "4,16", "5,16", "40,16"})
    void doublesTheWaitUpToSixteenSeconds(int retry, int seconds) {
        assertThat(ArmTimes.USUAL.calculateRetryDelay(retry))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void triesThreeTimesForHalfAMinuteEach() {
        assertThat(ArmTimes.USUAL.getMaxRetries()).isEqualTo(2);
        assertThat(ArmTimes.USUAL.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void sendsNoTokenOverPlainHttpToAnotherMachine() {
        assertThatThrownBy(
                        () ->
                                new ArmWire(
                                        URI.create("http://management.azure.com"),
                                        Optional.empty(),
                                        ArmTimes.USUAL,
                                        AzureCalls.UNTOLD))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
