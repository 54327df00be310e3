package dev.gatehouse.server;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.entra.GroupMembership;
import dev.gatehouse.entra.GroupsUnavailable;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.server.desk.GroupMemberships;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Microsoft Graph, in the caller's name, about the groups that a rule names. */
final class GraphGroups implements GroupMemberships {
    private static final Logger LOG = LoggerFactory.getLogger(GraphGroups.class);

    private final GroupMembership graph;
    private final Credentials credentials;
    private final Scope scope;

    GraphGroups(GroupMembership graph, Credentials credentials, Scope scope) {
        this.graph = graph;
        this.credentials = credentials;
        this.scope = scope;
    }

    @Override
    public Optional<Groups.Listed> among(
            Set<String> asked, Principal caller, Optional<Assertion> assertion) {
        try {
            return switch (credentials.authorize(
                    caller, assertion, ActAs.USER, scope, Fallback.FORBIDDEN)) {
                case Authorization.Refused(var _, String reason) -> {
                    LOG.atInfo().addKeyValue("reason", reason).log("groups unknown");
                    yield Optional.empty();
                }
                case Authorization.Granted granted ->
                        granted.token()
                                .map(token -> new Groups.Listed(graph.memberOf(asked, token)));
            };
        } catch (GroupsUnavailable | IdentityProviderUnavailable unavailable) {
            LOG.atWarn().setCause(unavailable).log("groups unknown");
            return Optional.empty();
        }
    }
}
