package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse access-review}: which role assignments reach a resource group. */
@Command(
        name = "access-review",
        description = {
            "Show which role assignments reach resource groups: yours, or the platform identity's.",
            "Exit code 1 if they could not be read for a group."
        },
        footer = {
            "",
            "Example:",
            "  ./gatehouse access-review --as ann -s \"Contoso Research\" -g rg-lab",
            "  ./gatehouse access-review --as ada -s \"Contoso Production\" -g rg-shop \\",
            "    --target dashboard"
        })
final class AccessReviewCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private Connection connection = new Connection();
    @Mixin private Placement placement = new Placement();

    @Option(
            names = "--target",
            paramLabel = "WHO",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Target target = Target.me;

    @Option(
            names = "--and",
            paramLabel = "NAME",
            description = "A further resource group; may be repeated.")
    private List<String> more = List.of();

    @Option(names = "--json", description = "Print the API's answer.")
    private boolean json;

    /** Whose assignments. */
    enum Target {
        me,
        dashboard
    }

    AccessReviewCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (connection.isDirect() && target == Target.dashboard) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--target dashboard asks about Gatehouse's own identity; with --direct there"
                            + " is none.");
        }
        try (Api api = connection.open(surroundings)) {
            return review(api);
        }
    }

    private int review(Api api) {
        JsonNode review =
                api.get(
                        new Query("/api/me/access-review")
                                .with(
                                        "subscription_id",
                                        placement.subscription(api, surroundings.environment()))
                                .with("resource_group", placement.group(surroundings.environment()))
                                .with("resource_group", more)
                                .with("target", target.name()));
        if (json) {
            surroundings.out().println(review.toPrettyString());
        } else {
            show(review);
        }
        boolean whole =
                review.path("principal").path("available").asBoolean(true)
                        && review.path("groups")
                                .valueStream()
                                .noneMatch(group -> group.path("degraded").asBoolean(false));
        return (whole ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private void show(JsonNode review) {
        JsonNode principal = review.path("principal");
        surroundings
                .out()
                .printf(
                        "%s %s%n",
                        principal.path("kind").asText("").equals("user")
                                ? "You,"
                                : "The platform identity,",
                        Shown.of(principal, "object_id"));
        if (!principal.path("available").asBoolean(true)) {
            surroundings
                    .err()
                    .println(
                            "The platform identity is not known, or not shown to you, so nothing is"
                                    + " listed.");
        }
        var table = new Table("RESOURCE GROUP", "ROLE", "LEVEL", "INHERITED", "ASSIGNED AT");
        for (JsonNode group : review.path("groups")) {
            String name = Shown.of(group, "resource_group");
            if (group.path("degraded").asBoolean(false)) {
                table.row(name, "[" + Shown.of(group, "reason") + "]", "-", "-", "-");
            } else if (group.path("assignments").isEmpty()) {
                table.row(name, "none", "-", "-", "-");
            }
            for (JsonNode each : group.path("assignments")) {
                table.row(
                        name,
                        Shown.of(each, "role_name"),
                        Shown.of(each, "scope_level").replace('_', ' '),
                        Shown.yesNo(each, "inherited"),
                        Shown.of(each, "assignment_scope"));
            }
        }
        table.lines().forEach(surroundings.out()::println);
    }
}
