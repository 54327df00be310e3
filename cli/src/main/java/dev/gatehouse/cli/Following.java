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

    /**
     * The exit code: 0 if it succeeded.
     *
     * @throws CommandFailed if it cannot be followed any more; it goes on, and the message says so
     */
    int toItsEnd(JsonNode operation) {
        latest = operation;
        String id = Shown.text(operation, "id");
        if (!json && !ended(operation)) {
            surroundings.err().println("Operation " + id);
        }
        try (var _ = Leaving.saying(surroundings, goesOn(id))) {
            follow(operation);
        } catch (CommandFailed lost) {
            String gone = lost.exit() == ExitCode.NOT_RUNNING ? takenUp(id) : goesOn(id);
            throw new CommandFailed(lost.exit(), lost.getMessage() + System.lineSeparator() + gone);
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

    private String goesOn(String id) {
        return api.own().isPresent()
                ? takenUp(id)
                : "The operation goes on. Follow it: " + api.again().following(id);
    }

    /** Nobody may be at it now. It is written down. */
    private String takenUp(String id) {
        return (api.own().isPresent()
                        ? "The operation is not over. Take it up again: "
                        : "The operation goes on as soon as Gatehouse runs. Follow it: ")
                + api.again().following(id);
    }

    private void follow(JsonNode operation) {
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
            showSignIn(surroundings, api, operation);
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
    private static void showSignIn(Surroundings surroundings, Api api, JsonNode operation) {
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
        err.println(
                "  $ "
                        + api.again()
                                .command("operations " + Shown.of(operation, "id") + " --resume"));
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
                surroundings
                        .err()
                        .println(
                                Shown.text(error, "error").equals("not_found")
                                        ? Change.NAMES + "."
                                        : Shown.text(error, "remedy"));
            }
            if (error.hasNonNull("command")) {
                surroundings.err().println("  $ " + Shown.text(error, "command"));
            }
        }
        if (operation.path("sign_in").isObject()) {
            showSignIn(surroundings, api, operation);
        }
        for (JsonNode note : operation.path("notes")) {
            surroundings.err().println(Shown.text(note, "detail"));
            if (note.hasNonNull("command")) {
                surroundings.err().println("  $ " + Shown.text(note, "command"));
            }
        }
    }
}
