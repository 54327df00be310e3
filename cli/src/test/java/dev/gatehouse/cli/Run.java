package dev.gatehouse.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** One command line, run in this process. */
record Run(int exit, String out, String err) {
    static Run of(String... arguments) {
        return with(Map.of(), arguments);
    }

    static Run with(Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit =
                Main.run(
                        new Surroundings(
                                environment,
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                InstantSource.system()),
                        List.of(arguments));
        return new Run(exit, out.toString(), err.toString());
    }

    static Surroundings surroundings(StringWriter out, StringWriter err) {
        return new Surroundings(
                Map.of(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                InstantSource.system());
    }
}
