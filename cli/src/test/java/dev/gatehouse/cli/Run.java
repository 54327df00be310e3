package dev.gatehouse.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** One command line, run in this process. */
record Run(int exit, String out, String err) {
    static Run of(String... arguments) {
        return in(Map.of(), arguments);
    }

    /** With these environment variables. */
    static Run in(Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.run(surroundings(environment, out, err), List.of(arguments));
        return new Run(exit, out.toString(), err.toString());
    }

    static Surroundings surroundings(StringWriter out, StringWriter err) {
        return surroundings(Map.of(), out, err);
    }

    private static Surroundings surroundings(
            Map<String, String> environment, StringWriter out, StringWriter err) {
        return new Surroundings(
                environment,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                InstantSource.system(),
                false);
    }
}
