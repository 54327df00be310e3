package dev.gatehouse.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a configuration readable that has no registration yet: an id of no registration in the
 * place of the missing one, and a credential that needs no secret in the place of any other. The
 * managed identity that shall vouch stays.
 */
final class BeforeSetup {
    private static final List<String> CLIENT = List.of("entra", "client");
    private static final List<String> CREDENTIAL = List.of("entra", "credential");
    private static final String VOUCHING = "managed-identity";

    Node.Tree over(Node.Tree root) {
        Node.Tree entra =
                root.children().get("entra") instanceof Node.Tree found
                        ? found
                        : Node.Tree.empty(root.origin());
        if (!entra.children().containsKey("client")) {
            root.put(CLIENT, text(EntraConfig.UNREGISTERED.value()));
        }
        Node credential = entra.children().get("credential");
        if (credential != null || !actsForNobody(root)) {
            root.put(CREDENTIAL, withoutSecret(credential));
        }
        return root;
    }

    /** Whether it is said, not only the default of a configuration without a credential. */
    private static boolean actsForNobody(Node.Tree root) {
        return root.children().get("downstream") instanceof Node.Tree downstream
                && downstream.children().get("mode") instanceof Node.Scalar mode
                && mode.text().equals("managed-identity");
    }

    private static Node withoutSecret(@Nullable Node found) {
        var origin = new Origin.Default();
        Node vouching = new Node.Scalar("true", Node.Scalar.Kind.BOOLEAN, origin);
        if (found instanceof Node.Tree proof) {
            vouching = proof.children().getOrDefault(VOUCHING, vouching);
        }
        var only = new LinkedHashMap<String, Node>();
        only.put(VOUCHING, vouching);
        return new Node.Tree(only, origin);
    }

    private static Node text(String value) {
        return new Node.Scalar(value, Node.Scalar.Kind.TEXT, new Origin.Default());
    }
}
