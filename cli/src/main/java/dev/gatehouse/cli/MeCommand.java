package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse me}: who Gatehouse says you are, and what acts for you. */
@Command(
        name = "me",
        description = "Show who Gatehouse says you are, your roles, and whose rights Azure sees.",
        footer = {"", "Example:", "  ./gatehouse me --as ann", "  ./gatehouse me --direct"})
final class MeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private Connection connection = new Connection();

    @Option(names = "--json", description = "Print the API's answer.")
    private boolean json;

    MeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Api api = connection.open(surroundings)) {
            return show(api);
        }
    }

    private int show(Api api) {
        JsonNode me = api.get(new Query("/api/me"));
        var out = surroundings.out();
        if (json) {
            out.println(me.toPrettyString());
            why(api, Shown.text(me, "subscriptions_error"));
            return ExitCode.OK.code();
        }
        JsonNode who = api.get(new Query("/api/auth/me"));
        String roles =
                who.path("roles")
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
        new Table("you", Shown.of(who, "name"))
                .row("account", Shown.of(me, "upn"))
                .row("object id", Shown.of(me, "object_id"))
                .row("tenant", Shown.of(me, "tenant_id"))
                .row("roles here", roles.isEmpty() ? "none" : roles)
                .row("in Azure acts", acting(api, Shown.of(who, "actsAs")))
                .row("subscriptions", Integer.toString(me.path("subscriptions").size()))
                .lines()
                .forEach(out::println);
        why(api, Shown.text(me, "subscriptions_error"));
        return ExitCode.OK.code();
    }

    /** What is amiss with the list of subscriptions, and what helps. */
    private void why(Api api, String error) {
        if (error.isEmpty()) {
            return;
        }
        surroundings.err().println("The list of subscriptions is not whole: " + error + ".");
        if (error.equals("subscriptions_truncated")) {
            return;
        }
        SubscriptionTrouble.of(api, Optional.empty())
                .forEach(each -> Shown.problem(surroundings, "subscriptions", each));
        if (api.again().factorLeft() && Refused.MORE_PROOF.contains(error)) {
            surroundings.err().println(Refused.PROOF);
        }
    }

    private static String acting(Api api, String wire) {
        return api.own().map(own -> api.actor(wire) + " (" + own + ")").orElse(wire);
    }
}
