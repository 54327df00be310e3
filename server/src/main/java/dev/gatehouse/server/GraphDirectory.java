package dev.gatehouse.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.entra.EntraDirectory;
import dev.gatehouse.entra.GraphReply;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.setup.Approver;
import dev.gatehouse.operate.setup.Directory;
import dev.gatehouse.operate.setup.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Microsoft Graph as the directory of {@code setup}. */
final class GraphDirectory implements Directory {
    private final EntraDirectory graph;
    private final TenantId tenant;

    /**
     * @param tenant whose directory it shall be, for the advice how to sign in
     */
    GraphDirectory(EntraDirectory graph, TenantId tenant) {
        this.graph = graph;
        this.tenant = tenant;
    }

    @Override
    public Reply<Approver> approver() {
        try {
            Optional<Approver> known =
                    graph.owner()
                            .flatMap(
                                    owner ->
                                            TenantId.parse(owner.tenant())
                                                    .map(it -> new Approver(owner.name(), it)));
            return known.<Reply<Approver>>map(Reply.Answered::new)
                    .orElseGet(
                            () ->
                                    new Reply.Rejected<>(
                                            "invalid_token", "the token names no tenant"));
        } catch (CredentialUnavailable none) {
            return new Reply.Denied<>(
                    "no token", "a sign-in that this tenant knows: az login --tenant " + tenant);
        }
    }

    @Override
    public Reply<List<ObjectNode>> list(String path, Map<String, String> query) {
        return reply(graph.list(path, query))
                .map(
                        body ->
                                body.path("value")
                                        .valueStream()
                                        .filter(ObjectNode.class::isInstance)
                                        .map(ObjectNode.class::cast)
                                        .toList());
    }

    @Override
    public Reply<ObjectNode> create(String path, ObjectNode body) {
        return reply(graph.create(path, body));
    }

    @Override
    public Reply<ObjectNode> change(String path, ObjectNode body) {
        return reply(graph.change(path, body));
    }

    private static Reply<ObjectNode> reply(GraphReply reply) {
        return switch (reply) {
            case GraphReply.Done(var body) -> new Reply.Answered<>(body);
            case GraphReply.NotFound(var message) -> new Reply.NotFound<>(message);
            case GraphReply.Denied(var code, var needs) -> new Reply.Denied<>(code, needs);
            case GraphReply.Throttled(var after) -> new Reply.Throttled<>(after);
            case GraphReply.Unavailable(var why) -> new Reply.Unavailable<>(why);
            case GraphReply.Rejected(var code, var message) -> new Reply.Rejected<>(code, message);
        };
    }
}
