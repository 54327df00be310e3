package dev.gatehouse.operate.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.operate.arm.ArmPath;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be done, checked and complete.
 *
 * @param resource its id, {@code /subscriptions/…}
 * @param body of the request to Azure, where it has one
 * @param attach which registry a new cluster is to pull from
 */
public record Task(
        Kind kind,
        Action action,
        String resource,
        Optional<JsonNode> body,
        Optional<Attachment> attach) {
    /**
     * A registry that a cluster's kubelet may pull from.
     *
     * @param registry its id
     * @param assignment the name that the role assignment gets, a GUID chosen before it is sent
     */
    public record Attachment(String registry, String assignment) {}

    /** For example {@code aks.start}. */
    public String wire() {
        return kind.wire() + "." + action.wire();
    }

    /** The last segment of the id. */
    public String name() {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    /** One spelling for one resource: Azure's ids differ in letter case only by accident. */
    String lockedResource() {
        return resource.toLowerCase(Locale.ROOT);
    }

    /** Where the change is sent to. */
    ArmPath path() {
        return ArmPath.of(resource + action.suffix(), kind.apiVersion());
    }

    /** Where the resource is looked at. */
    ArmPath look() {
        return ArmPath.of(resource, kind.apiVersion());
    }

    /** Whether Azure can be asked to abandon it. */
    boolean abortable() {
        return kind == Kind.AKS && action != Action.DELETE;
    }

    ArmPath abort() {
        return ArmPath.of(resource + "/abort", kind.apiVersion());
    }
}
