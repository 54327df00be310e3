package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gatehouse refuses a request. The message says why, and what helps on a command line. */
final class Refused extends CommandFailed {
    private static final long serialVersionUID = 1;

    /** What a second factor may lift. */
    static final Set<String> MORE_PROOF = Set.of("step_up_required", "claims_challenge");

    /** For whoever calls as one of the cast. */
    static final String PROOF = "The emulator's person proves it with --second-factor.";

    private final transient Origin.Reply reply;

    Refused(Origin.Reply reply, Again again) {
        this(reply, helps(reply, again));
    }

    private Refused(Origin.Reply reply, List<String> helps) {
        super(
                ExitCode.FAILED,
                "Refused ("
                        + reply.status()
                        + ")"
                        + (reply.problem().isEmpty() ? "." : ": " + reply.problem())
                        + helps.stream()
                                .map(line -> System.lineSeparator() + line)
                                .reduce("", String::concat));
        this.reply = reply;
    }

    /** Whether Gatehouse knows no such thing. */
    boolean unknown() {
        return reply.status() == 404 && Shown.text(reply.body(), "error").equals("not_found");
    }

    /** The same, with words of the command line: who types names knows of no address. */
    Refused instead(String... helps) {
        return new Refused(reply, List.of(helps));
    }

    /** The API's answer; a missing node if it is no JSON. */
    JsonNode answer() {
        return reply.body();
    }

    private static List<String> helps(Origin.Reply reply, Again again) {
        JsonNode body = reply.body();
        String code = Shown.text(body, "error");
        var lines = new ArrayList<String>();
        String remedy = Shown.text(body, "remedy");
        if (!remedy.isEmpty()) {
            lines.add(remedy);
        }
        String command = Shown.text(body, "command");
        if (!command.isEmpty()) {
            lines.add("  $ " + command);
        }
        String operation = Shown.text(body, "operation");
        if (code.equals("operation_in_progress") && !operation.isEmpty()) {
            lines.add("Operation " + operation + ":");
            lines.add("  $ " + again.following(operation));
        }
        if (again.factorLeft() && MORE_PROOF.contains(code)) {
            lines.add(PROOF);
        }
        return lines;
    }
}
