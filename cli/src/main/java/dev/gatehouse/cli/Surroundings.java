package dev.gatehouse.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command may touch of the process around it.
 *
 * @param environment the variables of the process
 * @param out for answers
 * @param err for problems
 * @param clock the system's
 * @param terminal whether a person watches {@code err}: progress is drawn, not logged
 */
record Surroundings(
        Map<String, String> environment,
        PrintWriter out,
        PrintWriter err,
        InstantSource clock,
        boolean terminal) {
    Surroundings {
        environment = Map.copyOf(environment);
    }
}
