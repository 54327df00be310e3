package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that begin an operation have in common. */
final class Change {
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
        Query query =
                Query.of("/api/resources", path)
                        .with(
                                "subscription_id",
                                placement.subscription(api, surroundings.environment()))
                        .with("resource_group", placement.group(surroundings.environment()));
        if (!confirm.isEmpty()) {
            query = query.with("confirm", confirm);
        }
        JsonNode operation =
                OperationsCommand.unwrapped(
                        api.change(
                                method,
                                query,
                                Map.of("Idempotency-Key", UUID.randomUUID().toString())));
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
}
