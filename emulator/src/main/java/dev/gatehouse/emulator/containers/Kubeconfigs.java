package dev.gatehouse.emulator.containers;

import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kubeconfig files of a cluster. Their tokens open nothing: there is no Kubernetes. */
final class Kubeconfigs {
    private Kubeconfigs() {}

    /**
     * The credential, to who may do the action.
     *
     * @param verb such as {@code listClusterUserCredential}
     * @param name what the credential is called
     */
    static Response answer(ArmCall call, ProviderPath path, String verb, String name) {
        String action = ContainerService.CLUSTERS + "/" + verb + "/action";
        Scope id = path.resource(ContainerService.CLUSTERS, path.name(1));
        Optional<Response> refusal = call.refusal(action, id);
        Optional<Resource> cluster = call.state().resource(id);
        if (refusal.isPresent() || cluster.isEmpty()) {
            return refusal.orElseGet(
                    () -> call.log(action, id, ContainerService.missing(call, path)));
        }
        String file =
                Base64.getEncoder()
                        .encodeToString(text(cluster.get(), name).getBytes(StandardCharsets.UTF_8));
        return call.log(
                action,
                cluster.get().id(),
                Response.json(
                        200, Map.of("kubeconfigs", List.of(Map.of("name", name, "value", file)))));
    }

    private static String text(Resource cluster, String user) {
        return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: %1$s
          cluster:
            server: https://%2$s:443
        users:
        - name: %3$s_%4$s_%1$s
          user:
            token: worthless-text-of-the-emulator
        contexts:
        - name: %1$s
          context:
            cluster: %1$s
            user: %3$s_%4$s_%1$s
        current-context: %1$s
        """
                .formatted(cluster.name(), cluster.property("fqdn"), user, cluster.group());
    }
}
