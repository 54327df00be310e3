package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the directory has of a registration and of what it refers to. */
final class Reading {
    private static final String OF_PRINCIPALS =
            "id,appId,displayName,servicePrincipalType,alternativeNames";

    private final Directory directory;

    Reading(Directory directory) {
        this.directory = directory;
    }

    /**
     * @throws SetupStopped if it cannot be read, is not there although its id is configured, or
     *     there are several of its name
     */
    Current read(Wanted wanted) {
        Optional<ObjectNode> application = application(wanted);
        Optional<ObjectNode> principal =
                application.flatMap(it -> principalOf(it.path("appId").asText()));
        List<ObjectNode> federated =
                application.isPresent() && wanted.identity().isPresent()
                        ? federated(application.get())
                        : List.of();
        List<ObjectNode> grants = principal.map(this::grants).orElse(List.of());
        var apis = new Apis(directory);
        List<Permission> permissions = wanted.delegated().stream().map(apis::resolve).toList();
        return new Current(
                application,
                principal,
                federated,
                grants,
                permissions,
                wanted.identity().map(this::identity));
    }

    private Optional<ObjectNode> application(Wanted wanted) {
        if (wanted.client().isPresent()) {
            String id = wanted.client().get().value();
            List<ObjectNode> found = applications("appId eq " + Directory.quoted(id));
            if (found.isEmpty()) {
                throw new SetupStopped(
                        "There is no app registration with the client id "
                                + id
                                + " in tenant "
                                + wanted.tenant()
                                + ". Correct entra.client, or leave it out to have one made.");
            }
            return Optional.of(found.getFirst());
        }
        List<ObjectNode> found = applications("displayName eq " + Directory.quoted(wanted.name()));
        if (found.size() > 1) {
            throw new SetupStopped(several(wanted.name(), found));
        }
        return found.stream().findFirst();
    }

    private List<ObjectNode> applications(String filter) {
        return directory.find("/applications", filter).orStop("Reading app registrations");
    }

    private static String several(String name, List<ObjectNode> found) {
        var text = new StringBuilder("There are ");
        text.append(found.size()).append(" app registrations called \"").append(name);
        text.append("\". Name one as entra.client, or choose another --display-name:");
        found.forEach(
                it ->
                        text.append(System.lineSeparator())
                                .append("  ")
                                .append(it.path("appId").asText())
                                .append("  made ")
                                .append(it.path("createdDateTime").asText("at an unknown time")));
        return text.toString();
    }

    private Optional<ObjectNode> principalOf(String appId) {
        return principals("appId eq " + Directory.quoted(appId)).stream().findFirst();
    }

    private List<ObjectNode> federated(ObjectNode application) {
        String path =
                "/applications/"
                        + application.path("id").asText()
                        + "/federatedIdentityCredentials";
        return directory.list(path, Map.of()).orStop("Reading federated credentials");
    }

    private List<ObjectNode> grants(ObjectNode principal) {
        String id = Directory.quoted(principal.path("id").asText());
        return directory
                .find("/oauth2PermissionGrants", "clientId eq " + id)
                .orStop("Reading consents");
    }

    private ObjectNode identity(Trusted trusted) {
        List<ObjectNode> found = trusted.byResource() ? byResource(trusted) : byId(trusted);
        if (found.isEmpty()) {
            throw new SetupStopped(
                    "There is no managed identity "
                            + trusted.identity()
                            + " in this tenant. It must be user-assigned; name its client id or"
                            + " its Azure resource id.");
        }
        ObjectNode principal = found.getFirst();
        if (!principal.path("servicePrincipalType").asText().equals("ManagedIdentity")) {
            throw new SetupStopped(
                    trusted.identity()
                            + " is no managed identity but \""
                            + principal.path("displayName").asText()
                            + "\", an "
                            + principal.path("servicePrincipalType").asText("unknown")
                            + ".");
        }
        return principal;
    }

    private List<ObjectNode> byId(Trusted trusted) {
        String id = Directory.quoted(trusted.identity());
        List<ObjectNode> byClient = principals("appId eq " + id);
        return byClient.isEmpty() ? principals("id eq " + id) : byClient;
    }

    /** By name, and then the address in any letter case: Azure does not keep it. */
    private List<ObjectNode> byResource(Trusted trusted) {
        String resource = trusted.identity();
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        List<ObjectNode> named = principals("displayName eq " + Directory.quoted(name));
        var found = new ArrayList<ObjectNode>();
        for (ObjectNode principal : named) {
            boolean that =
                    Fields.texts(principal.path("alternativeNames")).stream()
                            .anyMatch(resource::equalsIgnoreCase);
            if (that) {
                found.add(principal);
            }
        }
        return found;
    }

    private List<ObjectNode> principals(String filter) {
        return directory
                .list("/servicePrincipals", Map.of("$filter", filter, "$select", OF_PRINCIPALS))
                .orStop("Reading service principals");
    }
}
