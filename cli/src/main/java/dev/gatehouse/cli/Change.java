package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that begin an operation have in common. */
final class Change {
    /** What helps where Azure knows no such thing; a clause. */
    static final String NAMES = "Check the names of the resource and its group";

    @Mixin private Connection connection = new Connection();
    @Mixin private Placement placement = new Placement();

    @Option(names = "--no-wait", description = "Print the operation and do not follow it.")
    private boolean noWait;

    @Option(names = "--json", description = "Print the operation as JSON when it has ended.")
    private boolean json;

    /**
     * Sends it and follows it to its end.
     *
     * @param path below {@code /api/resources}
     * @param confirm the resource's name where it is deleted, else empty
     */
    int carryOut(Surroundings surroundings, String method, String[] path, String confirm) {
        if (noWait && connection.isDirect()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--no-wait needs a running Gatehouse: with --direct this process carries the"
                            + " operation to its end.");
        }
        try (Api api = connection.open(surroundings)) {
            return carryOut(surroundings, api, method, path, confirm);
        }
    }

    private int carryOut(
            Surroundings surroundings, Api api, String method, String[] path, String confirm) {
        String subscription = placement.subscription(api, surroundings.environment());
        String group = placement.group(surroundings.environment());
        Query query =
                Query.of("/api/resources", path)
                        .with("subscription_id", subscription)
                        .with("resource_group", group);
        if (!confirm.isEmpty()) {
            query = query.with("confirm", confirm);
        }
        JsonNode operation =
                OperationsCommand.unwrapped(sent(api, method, query, path, subscription, group));
        if (!noWait) {
            return new Following(surroundings, api, json).toItsEnd(operation);
        }
        if (json) {
            surroundings.out().println(operation.toPrettyString());
        } else {
            surroundings.out().println(Shown.text(operation, "id"));
        }
        return ExitCode.OK.code();
    }

    private static JsonNode sent(
            Api api, String method, Query query, String[] path, String subscription, String group) {
        try {
            return api.change(
                    method, query, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        } catch (Refused refused) {
            if (!refused.unknown()) {
                throw refused;
            }
            var where = new Words();
            where.option("-s", subscription);
            where.option("-g", group);
            throw refused.instead(
                    NAMES + ": " + path[0] + " " + path[1] + ", group " + group + ". There is:",
                    "  $ " + api.again().command("monitor " + path[0] + " " + where));
        }
    }
}
