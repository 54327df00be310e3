package dev.gatehouse.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.operate.setup.Applied;
import dev.gatehouse.operate.setup.Line;
import dev.gatehouse.operate.setup.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code setup} says.
 *
 * @param ok whether everything that was asked for is done
 * @param changes whether something is to be done, or was
 * @param lines for people; a secret that was made stands in them, once
 * @param json the same for scripts
 */
public record SetupReport(boolean ok, boolean changes, List<String> lines, String json) {
    private static final String NO_CHANGES = "No changes.";

    public SetupReport {
        lines = List.copyOf(lines);
    }

    /** Everything may hold a secret. */
    @Override
    public String toString() {
        return "SetupReport[ok=" + ok + ", changes=" + changes + "]";
    }

    static SetupReport of(Plan plan) {
        var lines = new ArrayList<String>();
        lines.add("App registration  " + plan.title());
        lines.add("Approved by       " + plan.approver().name());
        lines.add("");
        plan.lines().forEach(line -> lines.add(line.toString()));
        lines.add("");
        lines.add(plan.changes() ? counts(plan) : NO_CHANGES);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("registration", plan.title());
        json.put("approver", plan.approver().name());
        json.put("tenant", plan.approver().tenant().toString());
        json.put("changes", plan.changes());
        var all = json.putArray("lines");
        plan.lines()
                .forEach(
                        line ->
                                all.addObject()
                                        .put("mark", line.mark().name().toLowerCase(Locale.ROOT))
                                        .put("text", line.text()));
        return new SetupReport(true, plan.changes(), lines, json.toString());
    }

    private static String counts(Plan plan) {
        return plan.count(Line.Mark.ADD)
                + " to add, "
                + plan.count(Line.Mark.CHANGE)
                + " to change, "
                + plan.count(Line.Mark.KEEP)
                + " kept; nothing is removed.";
    }

    /**
     * @param fresh whether the configuration has yet to learn the client id
     */
    static SetupReport of(Applied applied, boolean fresh) {
        var lines = new ArrayList<String>();
        applied.failure().ifPresent(why -> lines.addAll(failed(applied, why)));
        if (applied.failure().isEmpty()) {
            lines.add(applied.changed() ? "All steps are done." : NO_CHANGES);
        }
        if (fresh && !applied.clientId().isEmpty()) {
            lines.add("Put it in your configuration:");
            lines.add("  entra.client: " + applied.clientId());
        }
        applied.secret()
                .ifPresent(
                        secret -> {
                            lines.add(
                                    "Client secret, shown this once; it ends "
                                            + secret.ends()
                                            + ":");
                            lines.add("  " + secret.value());
                        });
        return new SetupReport(
                applied.failure().isEmpty(), applied.changed(), lines, json(applied).toString());
    }

    private static List<String> failed(Applied applied, String why) {
        var lines = new ArrayList<String>();
        lines.add(why);
        applied.steps()
                .forEach(
                        step ->
                                lines.add(
                                        (step.done() ? "done      " : "not done  ") + step.name()));
        lines.add("What is done stays. Run the same command again to go on.");
        return lines;
    }

    private static ObjectNode json(Applied applied) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("client_id", applied.clientId());
        json.put("changed", applied.changed());
        applied.failure().ifPresent(why -> json.put("failure", why));
        var steps = json.putArray("steps");
        applied.steps()
                .forEach(
                        step ->
                                steps.addObject()
                                        .put("name", step.name())
                                        .put("status", step.done() ? "done" : "pending"));
        applied.secret()
                .ifPresent(
                        secret ->
                                json.putObject("secret")
                                        .put("value", secret.value())
                                        .put("ends", secret.ends()));
        return json;
    }
}
