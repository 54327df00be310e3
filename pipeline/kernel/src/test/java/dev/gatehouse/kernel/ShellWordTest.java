package dev.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordTest {
    @Test
    void leavesPlainWordsBare() {
        assertThat(ShellWord.of("aks-shop")).isEqualTo("aks-shop");
        assertThat(ShellWord.of("/subscriptions/5/rg_1")).isEqualTo("/subscriptions/5/rg_1");
    }

    @Test
    void takesTheMeaningFromEverythingElse() {
        assertThat(ShellWord.of("a;touch$IFS/tmp/pwn")).isEqualTo("'a;touch$IFS/tmp/pwn'");
        assertThat(ShellWord.of("x'; y; '")).isEqualTo("'x'\\''; y; '\\'''");
        assertThat(ShellWord.of("two words")).isEqualTo("'two words'");
        assertThat(ShellWord.of("a\nreboot\r\u001b")).isEqualTo("'areboot'");
        assertThat(ShellWord.of("~root")).isEqualTo("'~root'");
        assertThat(ShellWord.of("")).isEqualTo("''");
        assertThat(ShellWord.quoted("plain")).isEqualTo("'plain'");
    }
}
