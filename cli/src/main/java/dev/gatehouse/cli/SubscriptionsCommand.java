package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse subscriptions}: what Azure shows you. */
@Command(
        name = "subscriptions",
        description = "List the enabled subscriptions that Azure shows you.",
        footer = {
            "",
            "Example:",
            "  ./gatehouse subscriptions --as vic",
            "  ./gatehouse subscriptions --direct"
        })
final class SubscriptionsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private Connection connection = new Connection();

    @Option(names = "--json", description = "Print the API's answer.")
    private boolean json;

    SubscriptionsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Api api = connection.open(surroundings)) {
            return show(api.get(new Query("/api/subscriptions")));
        }
    }

    private int show(JsonNode answer) {
        if (json) {
            surroundings.out().println(answer.toPrettyString());
            return ExitCode.OK.code();
        }
        JsonNode list = answer.path("subscriptions");
        if (list.isEmpty()) {
            surroundings
                    .err()
                    .println("Azure shows you no subscription. Ask for the role Reader on one.");
            return ExitCode.OK.code();
        }
        var table = new Table("SUBSCRIPTION", "NAME", "STATE", "TENANT");
        list.forEach(
                each ->
                        table.row(
                                Shown.of(each, "subscriptionId"),
                                Shown.of(each, "displayName"),
                                Shown.of(each, "state"),
                                Shown.of(each, "tenantId")));
        table.lines().forEach(surroundings.out()::println);
        if (answer.has("subscriptions_error")) {
            surroundings.err().println("There are more; only the first hundred are shown.");
        }
        return ExitCode.OK.code();
    }
}
