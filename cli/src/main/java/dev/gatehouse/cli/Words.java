package dev.gatehouse.cli;

import dev.gatehouse.kernel.ShellWord;
import java.util.ArrayList;
import java.util.List;

/** The words of a command line, each quoted where a shell would not take it as it stands. */
final class Words {
    private final List<String> all = new ArrayList<>();

    void flag(String name) {
        all.add(name);
    }

    void option(String name, String value) {
        all.add(name);
        all.add(ShellWord.of(value));
    }

    @Override
    public String toString() {
        return String.join(" ", all);
    }
}
