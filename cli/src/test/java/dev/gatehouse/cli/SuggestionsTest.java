package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> KNOWN =
            List.of("demo", "serve", "token", "--port", "--emulator-port");

    @ParameterizedTest
    @CsvSource({
        "dmeo, demo",
        "serv, serve",
        "TOKEN, token",
        "--prot, --port",
        "--emulator-prt, --emulator-port"
    })
    void findsTheNearestKnownWord(String typed, String meant) {
        assertThat(Suggestions.nearest(typed, KNOWN)).contains(meant);
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertThat(Suggestions.nearest("frobnicate", KNOWN)).isEmpty();
    }

    @Test
    void countsSwappedNeighboursAsOneDifference() {
        assertThat(Suggestions.nearest("nan", List.of("ann"))).contains("ann");
    }

    @Test
    void takesTheFirstInTheAlphabetOfTwoThatAreEquallyNear() {
        assertThat(Suggestions.nearest("anx", List.of("any", "ana"))).contains("ana");
    }
}
