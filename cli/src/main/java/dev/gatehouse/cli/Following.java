package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Follows an operation: a bar on a terminal, a line for each change in a pipe. */
final class Following {
    private static final int WIDTH = 24;

    private final Surroundings surroundings;
    private final Api api;
    private final boolean json;
    private String lastLine = "";
    private JsonNode latest = MissingNode.getInstance();

    /**
     * @param json whether the end is printed as JSON, and nothing on the way
     */
    Following(Surroundings surroundings, Api api, boolean json) {
        this.surroundings = surroundings;
        this.api = api;
        this.json = json;
    }

    /** The exit code: 0 if it succeeded. */
    int toItsEnd(JsonNode operation) {
        latest = operation;
        progress(operation);
        while (!ended(latest)) {
            api.follow(
                    "/api/operations/" + operation.path("id").asText(),
                    event -> {
                        latest = event;
                        progress(event);
                        return !ended(event);
                    });
            if (!ended(latest)) {
                latest =
                        OperationsCommand.unwrapped(
                                api.get(
                                        Query.of(
                                                "/api/operations", operation.path("id").asText())));
            }
        }
        if (surroundings.terminal() && !json) {
            surroundings.err().println();
        }
        if (json) {
            surroundings.out().println(latest.toPrettyString());
        } else {
            show(surroundings, api, latest);
        }
        return (latest.path("status").asText().equals("succeeded") ? ExitCode.OK : ExitCode.FAILED)
                .code();
    }

    private static boolean ended(JsonNode operation) {
        return switch (operation.path("status").asText()) {
            case "succeeded", "failed", "cancelled" -> true;
            default -> false;
        };
    }

    private void progress(JsonNode operation) {
        if (json) {
            return;
        }
        int percent = Math.clamp(operation.path("percent").asInt(), 0, 100);
        String step = step(operation);
        String kind = Shown.text(operation, "kind");
        String line = kind + " " + percent + " % " + step;
        if (line.equals(lastLine)) {
            return;
        }
        lastLine = line;
        if (operation.path("sign_in").isObject()) {
            if (surroundings.terminal()) {
                surroundings.err().println();
            }
            showSignIn(surroundings, operation);
            return;
        }
        if (surroundings.terminal()) {
            int full = percent * WIDTH / 100;
            surroundings
                    .err()
                    .printf(
                            "\r%s [%s%s] %3d %% %-32.32s",
                            kind, "█".repeat(full), "·".repeat(WIDTH - full), percent, step);
            surroundings.err().flush();
        } else {
            surroundings.err().println(line);
        }
    }

    private static String step(JsonNode operation) {
        return operation
                .path("steps")
                .valueStream()
                .filter(each -> each.path("status").asText().equals("running"))
                .map(each -> Shown.text(each, "name"))
                .filter(_ -> !operation.path("sign_in").isObject())
                .findFirst()
                .orElse(Shown.text(operation, "status"));
    }

    /** What its owner must prove, and how it goes on then. */
    private static void showSignIn(Surroundings surroundings, JsonNode operation) {
        JsonNode wanted = operation.path("sign_in");
        var err = surroundings.err();
        err.println(Shown.of(wanted, "error") + ": " + Shown.text(wanted, "detail"));
        err.println(
                "It waits until "
                        + Shown.of(wanted, "until")
                        + " for a new sign-in of "
                        + Shown.of(operation.path("caller"), "name")
                        + (wanted.hasNonNull("claims")
                                ? " with the claims " + Shown.text(wanted, "claims")
                                : "")
                        + ". Then:");
        err.println("  $ ./gatehouse operations " + Shown.of(operation, "id") + " --resume");
    }

    /** The whole of it, with what helps where it failed. */
    static void show(Surroundings surroundings, Api api, JsonNode operation) {
        var out = surroundings.out();
        out.printf(
                "%s  %s  %s  as %s%n",
                Shown.of(operation, "kind"),
                Shown.of(operation, "resource"),
                Shown.of(operation, "status"),
                api.actor(Shown.of(operation, "identity")));
        for (JsonNode each : operation.path("steps")) {
            out.printf(
                    "  %-8s %s%s%n",
                    Shown.of(each, "status"),
                    Shown.of(each, "name"),
                    Shown.text(each, "detail").isEmpty() ? "" : ": " + Shown.text(each, "detail"));
        }
        JsonNode error = operation.path("error");
        if (error.isObject()) {
            surroundings
                    .err()
                    .println(Shown.of(error, "error") + ": " + Shown.text(error, "detail"));
            if (error.hasNonNull("remedy")) {
                surroundings.err().println(Shown.text(error, "remedy"));
            }
        }
        if (operation.path("sign_in").isObject()) {
            showSignIn(surroundings, operation);
        }
        for (JsonNode note : operation.path("notes")) {
            surroundings.err().println(Shown.text(note, "detail"));
            if (note.hasNonNull("command")) {
                surroundings.err().println("  $ " + Shown.text(note, "command"));
            }
        }
    }
}
