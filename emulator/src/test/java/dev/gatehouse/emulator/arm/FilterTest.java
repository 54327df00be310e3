package dev.gatehouse.emulator.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTest {
    @Test
    void readsComparisonsFunctionsAndTheirConjunction() {
        assertThat(Filter.parse("atScope() and principalId eq 'a''b' and assignedTo('x')"))
                .contains(
                        new Filter(
                                List.of(
                                        new Filter.Term("atScope", "call", ""),
                                        new Filter.Term("principalId", "eq", "a'b"),
                                        new Filter.Term("assignedTo", "call", "x"))));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String text :
                List.of(
                        "",
                        "a",
                        "a eq b",
                        "a eq 'b' or c eq 'd'",
                        "a eq 'b' and",
                        "a eq 'b",
                        "f(")) {
            assertThat(Filter.parse(text)).as(text).isEmpty();
        }
    }
}
