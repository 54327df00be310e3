package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTextTest {
    @ParameterizedTest
    @CsvSource({
        "'a: 1\na: s3cr3t\n', a key twice in one mapping at line 2",
        "'a: {b: 1, b: s3cr3t}', a key twice in one mapping at line 1",
        "'a: &x s3cr3t\nb: *x\n', an alias at line 2",
        "'a: &x [1]\nb: [*x]\n', an alias at line 2",
        "'a: *s3cr3t', 'line 1, column'",
        "'a: 1\n--- \nb: s3cr3t\n', a second document at line",
        "'a: s3cr3t: b\n', 'no valid YAML at line 1, column'",
        "'a:\n  b: 1\n c: s3cr3t\n', 'no valid YAML at line 3, column'",
        "'a: \"s3cr3t\n', 'no valid YAML at line'",
        "'a: @s3cr3t\n', 'no valid YAML at line 1, column 4'",
        "'\ta: s3cr3t\n', 'no valid YAML at line 1, column'"
    })
    void refusesWithThePlaceAndWithoutTheText(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(YamlText.Unreadable.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void refusesDeepAndLongTexts() {
        assertThatThrownBy(() -> read("[".repeat(1000) + "]".repeat(1000)))
                .isInstanceOf(YamlText.Unreadable.class);
        assertThatThrownBy(() -> read("a: 1\n" + "#".repeat(YamlText.LIMIT)))
                .hasMessage("more than 1 MiB");
    }

    @Test
    void knowsTheLineOfEveryValue() throws Exception {
        var root = (Node.Tree) read("a: 1\nb:\n  c: x\n");
        var inner = (Node.Tree) child(root, "b");
        assertThat(child(root, "a").origin()).hasToString("f:1");
        assertThat(child(inner, "c").origin()).hasToString("f:3");
    }

    @Test
    void keepsScalarsAsWritten() throws Exception {
        var root = (Node.Tree) read("a: 0010\nb: on\nc: 'true'\nd: true\ne: \n");
        assertThat(scalar(root, "a").text()).isEqualTo("0010");
        assertThat(scalar(root, "b").kind()).isEqualTo(Node.Scalar.Kind.TEXT);
        assertThat(scalar(root, "c").isTrue()).isFalse();
        assertThat(scalar(root, "d").isTrue()).isTrue();
        assertThat(scalar(root, "e").kind()).isEqualTo(Node.Scalar.Kind.NULL);
    }

    @Test
    void emptyTextIsAnEmptyMapping() throws Exception {
        assertThat(((Node.Tree) read("# nothing\n")).children()).isEmpty();
    }

    private static Node.Scalar scalar(Node.Tree root, String name) {
        return (Node.Scalar) child(root, name);
    }

    private static Node child(Node.Tree tree, String name) {
        return Objects.requireNonNull(tree.children().get(name));
    }

    private static Node read(String text) throws YamlText.Unreadable {
        return YamlText.read(text, line -> new Origin.File("f", line));
    }
}
