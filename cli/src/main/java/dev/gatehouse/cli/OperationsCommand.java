package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse operations}: long work, its progress and its end. */
@Command(
        name = "operations",
        description = {
            "List operations, show one, follow it to its end, cancel it, or let it go on after a"
                    + " new sign-in.",
            "Exit code 1 if the operation shown or followed has failed."
        },
        footer = {
            "",
            "Example:",
            "  ./gatehouse operations --as ada",
            "  ./gatehouse operations 0197f3 --follow --as ada",
            "  ./gatehouse operations --direct"
        })
final class OperationsCommand implements Callable<Integer> {
    /** The length of a UUID. */
    private static final int WHOLE_ID = 36;

    private final Surroundings surroundings;

    @Mixin private Connection connection = new Connection();

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "One operation; the beginning of its id is enough.")
    private @Nullable String id;

    @Option(names = "--follow", description = "Show its progress until it ends.")
    private boolean follow;

    @Option(names = "--cancel", description = "Ask Azure to stop it, where Azure can.")
    private boolean cancel;

    @Option(
            names = "--resume",
            description = "Let one that needs a new sign-in of yours go on, with that sign-in.")
    private boolean resume;

    @Option(names = "--json", description = "Print the API's answer.")
    private boolean json;

    OperationsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (id == null ? follow || cancel || resume : id.isBlank()) {
            throw new CommandFailed(ExitCode.USAGE, naming());
        }
        if (cancel && resume) {
            throw new CommandFailed(ExitCode.USAGE, "Either --cancel or --resume.");
        }
        try (Api api = connection.open(surroundings)) {
            return id == null ? list(api) : known(api, id);
        }
    }

    private String naming() {
        String example = cancel ? " --cancel" : resume ? " --resume" : follow ? " --follow" : "";
        return String.join(
                System.lineSeparator(),
                "Name the operation by its id, or by how its id begins:",
                "  $ " + connection.again().command("operations 0197f3" + example),
                "The list:",
                "  $ " + connection.again().command("operations"));
    }

    private int list(Api api) {
        JsonNode answer = api.get(new Query("/api/operations"));
        if (json) {
            surroundings.out().println(answer.toPrettyString());
            return ExitCode.OK.code();
        }
        if (answer.path("operations").isEmpty()) {
            surroundings.err().println("There are no operations.");
            return ExitCode.OK.code();
        }
        var table = new Table("ID", "WHAT", "RESOURCE", "STATE", "DONE", "STARTED", "BY");
        for (JsonNode each : answer.path("operations")) {
            table.row(
                    Shown.of(each, "id"),
                    Shown.of(each, "kind"),
                    lastSegment(Shown.of(each, "resource")),
                    Shown.of(each, "status"),
                    Shown.of(each, "percent") + " %",
                    Shown.time(each, "created_at"),
                    Shown.of(each.path("caller"), "name"));
        }
        table.lines().forEach(surroundings.out()::println);
        return ExitCode.OK.code();
    }

    private int known(Api api, String wanted) {
        try {
            return one(api, wanted);
        } catch (Refused refused) {
            throw refused.unknown()
                    ? refused.instead(
                            "None that you see is, or begins with, "
                                    + Printable.of(wanted)
                                    + ". The list:",
                            "  $ " + api.again().command("operations"))
                    : refused;
        }
    }

    private int one(Api api, String wanted) {
        Query at = Query.of("/api/operations", whole(api, wanted));
        if (cancel) {
            api.change("POST", new Query(at.target() + "/cancel"), Map.of());
        }
        if (resume) {
            api.change("POST", new Query(at.target() + "/resume"), Map.of());
        }
        JsonNode operation = unwrapped(api.get(at));
        if (follow) {
            return new Following(surroundings, api, json).toItsEnd(operation);
        }
        if (json) {
            surroundings.out().println(operation.toPrettyString());
        } else {
            Following.show(surroundings, api, operation);
        }
        return (operation.path("status").asText().equals("failed") ? ExitCode.FAILED : ExitCode.OK)
                .code();
    }

    /**
     * The id that begins so.
     *
     * @throws CommandFailed if several of the caller's operations begin so
     */
    private static String whole(Api api, String wanted) {
        if (wanted.length() >= WHOLE_ID) {
            return wanted;
        }
        List<String> fitting =
                api.get(new Query("/api/operations"))
                        .path("operations")
                        .valueStream()
                        .map(each -> each.path("id").asText(""))
                        .filter(each -> each.startsWith(wanted.toLowerCase(Locale.ROOT)))
                        .toList();
        if (fitting.size() > 1 && !fitting.contains(wanted)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    fitting.size()
                            + " operations begin with "
                            + wanted
                            + ": say more of the id. See: "
                            + api.again().command("operations"));
        }
        return fitting.size() == 1 ? fitting.getFirst() : wanted;
    }

    static JsonNode unwrapped(JsonNode answer) {
        return answer.has("operation") ? answer.path("operation") : answer;
    }

    private static String lastSegment(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
