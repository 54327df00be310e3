package dev.gatehouse.emulator.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ActionPatternTest {
    @Test
    void matchesItselfInAnyLetterCase() {
        assertThat(
                        matches(
                                "Microsoft.Compute/virtualMachines/read",
                                "MICROSOFT.compute/VIRTUALmachines/READ"))
                .isTrue();
        assertThat(
                        matches(
                                "Microsoft.Compute/virtualMachines/read",
                                "Microsoft.Compute/virtualMachines/readme"))
                .isFalse();
        assertThat(
                        matches(
                                "Microsoft.Compute/virtualMachines/read",
                                "Microsoft.Compute/virtualMachines"))
                .isFalse();
    }

    @Test
    void starSpansSegments() {
        assertThat(matches("*", "Microsoft.Compute/virtualMachines/read")).isTrue();
        assertThat(matches("*/read", "Microsoft.Compute/virtualMachines/extensions/read")).isTrue();
        assertThat(matches("Microsoft.Authorization/*/Write", "Microsoft.Authorization/a/b/write"))
                .isTrue();
        assertThat(
                        matches(
                                "Microsoft.Storage/*",
                                "Microsoft.Storage/storageAccounts/listKeys/action"))
                .isTrue();
    }

    @Test
    void starDoesNotSwallowTheRestOfThePattern() {
        assertThat(matches("*/read", "Microsoft.Compute/virtualMachines/write")).isFalse();
        assertThat(matches("*/read", "Microsoft.Compute/virtualMachines/read/action")).isFalse();
        assertThat(matches("Microsoft.Storage/*", "Microsoft.StorageSync/x/read")).isFalse();
        assertThat(matches("a*b*c", "aXbXbc")).isTrue();
        assertThat(matches("a*b*c", "aXcXb")).isFalse();
    }

    @Test
    void starMayStandForNothing() {
        assertThat(matches("Microsoft.Storage/*", "Microsoft.Storage/")).isTrue();
        assertThat(matches("read**", "read")).isTrue();
    }

    @Test
    void pointsAreNotWildcards() {
        assertThat(matches("Microsoft.Compute/*", "MicrosoftXCompute/read")).isFalse();
    }

    @Test
    void refusesBlankPattern() {
        assertThatThrownBy(() -> new ActionPattern(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean matches(String pattern, String action) {
        return new ActionPattern(pattern).matches(action);
    }
}
