package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the directory has. While steps are carried out it is kept up to date from what was sent, and
 * never read again: a replica may lag behind, and what is re-sent as a whole must lose nothing.
 *
 * @param application the registration; empty if there is none
 * @param principal its service principal in the home tenant
 * @param federated its federated credentials
 * @param grants consents of its service principal
 * @param permissions on other APIs, with their ids
 * @param identity the service principal of the managed identity that shall vouch
 */
record Current(
        Optional<ObjectNode> application,
        Optional<ObjectNode> principal,
        List<ObjectNode> federated,
        List<ObjectNode> grants,
        List<Permission> permissions,
        Optional<ObjectNode> identity) {
    Current {
        federated = List.copyOf(federated);
        grants = List.copyOf(grants);
        permissions = List.copyOf(permissions);
    }

    /** The registration, or an empty one. */
    ObjectNode app() {
        return application.orElseGet(JsonNodeFactory.instance::objectNode);
    }

    String clientId() {
        return app().path("appId").asText("");
    }

    /** Where the registration is changed. */
    String appPath() {
        return "/applications/" + app().path("id").asText("");
    }

    String principalId() {
        return principal.map(it -> it.path("id").asText("")).orElse("");
    }

    /** With the members of {@code changes} in the registration. */
    Current with(ObjectNode changes) {
        ObjectNode changed = app().deepCopy();
        changed.setAll(changes);
        return new Current(
                Optional.of(changed), principal, federated, grants, permissions, identity);
    }

    Current withPrincipal(ObjectNode made) {
        return new Current(
                application, Optional.of(made), federated, grants, permissions, identity);
    }

    Current withFederated(ObjectNode made) {
        return new Current(
                application, principal, and(federated, made), grants, permissions, identity);
    }

    /** With a consent, in the place of the one with the same id. */
    Current withGrant(ObjectNode made) {
        List<ObjectNode> others =
                grants.stream().filter(it -> !it.path("id").equals(made.path("id"))).toList();
        return new Current(
                application, principal, federated, and(others, made), permissions, identity);
    }

    private static List<ObjectNode> and(List<ObjectNode> all, ObjectNode one) {
        var more = new ArrayList<>(all);
        more.add(one);
        return more;
    }
}
