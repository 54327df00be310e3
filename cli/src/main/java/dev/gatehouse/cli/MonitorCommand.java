package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse monitor}: the cards of clusters, storage accounts and registries. */
@Command(
        name = "monitor",
        description = {
            "Show clusters, storage accounts and registries as Azure shows them to you.",
            "What could not be read is named with its cause and what helps; exit code 1 then."
        },
        footer = {
            "",
            "Example:",
            "  ./gatehouse monitor --as ada -s \"Contoso Production\" -g rg-shop",
            "  ./gatehouse monitor acr --as ada -s \"Contoso Production\" -g rg-shop \\",
            "    -n acrshop --expect shop/web:1.1 --json"
        })
final class MonitorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private Connection connection = new Connection();
    @Mixin private Placement placement = new Placement();

    @Parameters(
            arity = "0..*",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES}; all of them if none is named.")
    private List<Kind> kinds = List.of();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Only this resource; may be repeated. Goes with one KIND.")
    private List<String> names = List.of();

    @Option(
            names = "--expect",
            paramLabel = "REPOSITORY:TAG",
            description = "An image that the registry must hold; may be repeated.")
    private List<String> expected = List.of();

    @Option(names = "--fresh", description = "Ask Azure now, whatever was kept.")
    private boolean fresh;

    @Option(names = "--json", description = "Print the API's answers.")
    private boolean json;

    /** The cards that there are. */
    enum Kind {
        aks,
        storage,
        acr
    }

    MonitorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (kinds.size() != 1 && !names.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--name goes with one KIND: aks, storage or acr.");
        }
        try (Api api = connection.open(surroundings)) {
            return look(api);
        }
    }

    private int look(Api api) {
        String subscription = placement.subscription(api, surroundings.environment());
        String group = placement.group(surroundings.environment());
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (Kind kind : kinds.isEmpty() ? List.of(Kind.values()) : kinds) {
            all.set(kind.name(), api.get(query(kind, subscription, group)));
        }
        if (json) {
            JsonNode shown = all.size() == 1 ? all.iterator().next() : all;
            surroundings.out().println(shown.toPrettyString());
        } else {
            all.properties().forEach(card -> show(Kind.valueOf(card.getKey()), card.getValue()));
        }
        if (all.valueStream().anyMatch(SubscriptionTrouble::mayBeBehind)) {
            SubscriptionTrouble.of(api, Optional.of(subscription))
                    .forEach(each -> Shown.problem(surroundings, "subscription", each));
        }
        if (api.again().factorLeft()
                && all.findValuesAsText("degraded_reason").contains("mfa_required")) {
            surroundings.err().println(Refused.PROOF);
        }
        boolean whole = all.valueStream().noneMatch(Shown::degraded);
        return (whole ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private Query query(Kind kind, String subscription, String group) {
        Query query =
                Query.of("/api/monitor", kind.name())
                        .with("subscription_id", subscription)
                        .with("resource_group", group)
                        .with("name", names);
        if (kind == Kind.acr) {
            query = query.with("expected", expected);
        }
        return fresh ? query.with("fresh", "true") : query;
    }

    private void show(Kind kind, JsonNode answer) {
        List<JsonNode> items =
                switch (kind) {
                    case aks -> answer.path("clusters").valueStream().toList();
                    case storage, acr ->
                            answer.has("name")
                                    ? List.of(answer)
                                    : answer.path("items").valueStream().toList();
                };
        boolean empty = items.isEmpty();
        Table table = MonitorTables.of(kind, items);
        surroundings.out().println(MonitorTables.title(kind));
        if (empty) {
            surroundings
                    .out()
                    .println(
                            Shown.degraded(answer)
                                    ? "  [" + Shown.of(answer, "degraded_label") + "]"
                                    : "  none that you can see");
        } else {
            table.lines().forEach(line -> surroundings.out().println("  " + line));
        }
        surroundings.out().println();
        Shown.problem(surroundings, kind.name(), answer);
        if (!answer.has("name")) {
            items.forEach(
                    item -> Shown.problem(surroundings, kind + " " + Shown.of(item, "name"), item));
        }
    }
}
