package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsColumnsAndEndsLinesWithTheirText() {
        var table = new Table("NAME", "ROLE").row("Ann", "Analyst").row("Mia", "");
        assertThat(table.lines()).containsExactly("NAME  ROLE", "Ann   Analyst", "Mia");
    }

    @Test
    void refusesARowOfAnotherWidth() {
        var table = new Table("NAME", "ROLE");
        assertThatThrownBy(() -> table.row("Ann")).isInstanceOf(IllegalArgumentException.class);
    }
}
