package dev.gatehouse.operate.resources;

import java.util.Optional;

/** The kinds of resource that Gatehouse works on. */
public enum Kind {
    AKS("aks", "Microsoft.ContainerService/managedClusters", "2026-04-01"),
    STORAGE("storage", "Microsoft.Storage/storageAccounts", "2025-08-01"),
    ACR("acr", "Microsoft.ContainerRegistry/registries", "2025-11-01"),
    ROLE_ASSIGNMENTS("role-assignments", "Microsoft.Authorization/roleAssignments", "2022-04-01");

    private final String wire;
    private final String type;
    private final String apiVersion;

    Kind(String wire, String type, String apiVersion) {
        this.wire = wire;
        this.type = type;
        this.apiVersion = apiVersion;
    }

    /** The spelling in addresses and answers. */
    public String wire() {
        return wire;
    }

    /** The resource type below {@code …/providers/}. */
    String type() {
        return type;
    }

    String apiVersion() {
        return apiVersion;
    }

    /** The kind of that spelling, or empty. */
    public static Optional<Kind> parse(String text) {
        for (Kind kind : values()) {
            if (kind.wire.equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
