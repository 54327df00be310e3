package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.ShellWord;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Whether browsers can come back: the address is https or loopback, and registered. Entra's
 * authorize endpoint is asked first, because anybody may; Microsoft Graph where that is unclear.
 */
public record RedirectCheck(
        Authority entra, Registration graph, String tenant, ClientId registration, URI redirect)
        implements Check {
    @Override
    public CheckId id() {
        return CheckId.REDIRECT;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.METADATA);
    }

    @Override
    public List<Finding> examine() {
        boolean loopback = Set.of("localhost", "127.0.0.1", "[::1]").contains(redirect.getHost());
        if (!"https".equals(redirect.getScheme()) && !loopback) {
            return List.of(
                    Finding.fail(
                            id(),
                            redirect
                                    + " is neither https nor loopback; Entra takes no such address.",
                            Advice.of("Set listen.public-url to an https address.")));
        }
        return List.of(
                switch (entra.redirect(tenant, redirect)) {
                    case REGISTERED -> registered();
                    case NOT_REGISTERED -> missing();
                    case UNCLEAR -> inGraph();
                });
    }

    private Finding inGraph() {
        return switch (graph.read()) {
            case Registration.Read.Found found ->
                    found.redirects().contains(redirect.toString()) ? registered() : missing();
            case Registration.Read.Unreadable(var why) ->
                    Finding.warn(
                            id(),
                            "It cannot be read whether "
                                    + redirect
                                    + " is registered: "
                                    + why
                                    + ".",
                            Advice.of("Look for it among the application's redirect addresses.")
                                    .run(
                                            "az ad app show --id "
                                                    + registration
                                                    + " --query web.redirectUris"));
        };
    }

    private Finding registered() {
        return Finding.ok(id(), redirect + " is registered.");
    }

    private Finding missing() {
        return Finding.fail(
                id(),
                "AADSTS50011: " + redirect + " is not registered with the application.",
                Advice.of("Register it beside those that are there; setup does.")
                        .run(
                                "gatehouse setup --apply --set listen.public-url="
                                        + ShellWord.of(
                                                redirect.resolve("/")
                                                        .toString()
                                                        .replaceAll("/$", ""))));
    }
}
