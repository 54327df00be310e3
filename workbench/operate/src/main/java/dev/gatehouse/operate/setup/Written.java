package dev.gatehouse.operate.setup;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the texts for reviewers are written from.
 *
 * @param permissions on other APIs, with their ids
 * @param graph Microsoft Graph's address, without a version
 */
record Written(Wanted wanted, List<Permission> permissions, URI graph) {
    Written {
        permissions = List.copyOf(permissions);
    }

    /** The redirects of the platform "Web", as texts. */
    List<String> web() {
        return wanted.web().stream().map(URI::toString).toList();
    }

    /** The redirects of the platform "Single-page application", as texts. */
    List<String> spa() {
        return wanted.spa().stream().map(URI::toString).toList();
    }

    Optional<String> client() {
        return wanted.client().map(it -> it.value());
    }

    /** The APIs that the permissions are on: application ids, each once. */
    List<String> apis() {
        return permissions.stream().map(Permission::appId).distinct().toList();
    }

    List<Permission> on(String api) {
        return permissions.stream().filter(it -> it.appId().equals(api)).toList();
    }

    /** A name for an API that every language takes as an identifier. */
    static String symbol(String api) {
        return switch (api) {
            case Delegated.ARM -> "arm";
            case Delegated.GRAPH -> "graph";
            default -> "api_" + api.replaceAll("[^0-9A-Za-z]", "");
        };
    }
}
