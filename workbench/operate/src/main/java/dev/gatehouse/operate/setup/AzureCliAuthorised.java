package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The Azure CLI may ask for Gatehouse's scope without a consent page. Comes after the scope: Graph
 * refuses to authorise for one that it does not know yet.
 */
final class AzureCliAuthorised implements Part {
    @Override
    public String name() {
        return "Azure CLI";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        String scope = wanted.scopes().getFirst();
        String text = "Azure CLI authorised in advance for " + scope;
        ObjectNode api = Fields.objectIn(current.app(), "api");
        var id =
                Fields.with(api.path("oauth2PermissionScopes"), "value", scope)
                        .map(it -> it.path("id").asText());
        if (id.isEmpty()) {
            return new Difference(List.of(Line.add(text)), List.of());
        }
        ArrayNode clients = Fields.arrayIn(api, "preAuthorizedApplications");
        ObjectNode cli =
                Fields.with(clients, "appId", Wanted.AZURE_CLI)
                        .orElseGet(() -> clients.addObject().put("appId", Wanted.AZURE_CLI));
        ArrayNode allowed = Fields.arrayIn(cli, "delegatedPermissionIds");
        if (Fields.contains(allowed, id.get())) {
            return new Difference(List.of(Line.keep(text)), List.of());
        }
        cli.set("delegatedPermissionIds", allowed.add(id.get()));
        api.set("preAuthorizedApplications", clients);
        var body = Fields.object();
        body.set("api", api);
        return new Difference(List.of(Line.add(text)), List.of(Write.toApplication(current, body)));
    }
}
