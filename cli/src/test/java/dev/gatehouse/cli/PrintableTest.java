package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class PrintableTest {
    private static final String NASTY =
            "a\u001b[31mb\r\nc\u009b2Jd\u007fe\u2028f\u2029g\u202eh\u202ai\u2066j\u2069k\u0007";
    private static final String CLEAN = "a[31mbc2Jdefghijk";

    @Test
    void takesOutWhatSteersATerminal() {
        assertThat(Printable.of(NASTY)).isEqualTo(CLEAN);
    }

    @Test
    void leavesAllOtherText() {
        String text = "Zürich – 日本 5×D8s 👩‍🔧 العربية";
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void fieldsAndCellsAreClean() {
        var node = JsonNodeFactory.instance.objectNode().put("name", NASTY);
        assertThat(Shown.of(node, "name")).isEqualTo(CLEAN);
        assertThat(new Table("NAME").row(NASTY).lines()).containsExactly("NAME", CLEAN);
    }

    @Test
    void aFieldOfNothingElseIsADash() {
        var node = JsonNodeFactory.instance.objectNode().put("name", "\u001b");
        assertThat(Shown.of(node, "name")).isEqualTo("-");
    }
}
