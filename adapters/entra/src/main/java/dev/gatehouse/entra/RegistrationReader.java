package dev.gatehouse.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClientId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads an app registration at Microsoft Graph, with whatever token may. Changes nothing. */
public final class RegistrationReader {
    private static final ClientId ARM = new ClientId("797f4846-ba00-4fd7-ba43-dac1f8f63013");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");

    private final Cloud cloud;
    private final EntraHttp http;

    public RegistrationReader(Cloud cloud, EntraHttp http) {
        this.cloud = cloud;
        this.http = http;
    }

    /**
     * What was read.
     *
     * @param redirects of every platform
     * @param scopes exposed delegated permissions that are enabled
     * @param granted delegated permissions on Azure Resource Manager, granted for the whole tenant
     * @param federated subjects of federated credentials
     */
    public record Registered(
            Set<String> redirects,
            Set<String> scopes,
            Set<String> granted,
            Set<String> federated) {}

    /** Graph refused, does not know it, or cannot be reached. */
    public static final class Unreadable extends Exception {
        Unreadable(String why) {
            super(why);
        }
    }

    /**
     * @throws Unreadable with a sentence for people
     */
    public Registered read(ClientId client, AccessToken token) throws Unreadable {
        JsonNode application =
                first(token, "applications", client)
                        .orElseThrow(() -> new Unreadable("Graph does not know the application"));
        var redirects = new HashSet<String>();
        for (String platform : List.of("web", "spa", "publicClient")) {
            application
                    .path(platform)
                    .path("redirectUris")
                    .forEach(it -> redirects.add(it.asText()));
        }
        var scopes = new HashSet<String>();
        for (JsonNode scope : application.path("api").path("oauth2PermissionScopes")) {
            if (scope.path("isEnabled").asBoolean(true)) {
                scopes.add(scope.path("value").asText());
            }
        }
        var federated = new HashSet<String>();
        get(token, "applications/" + id(application) + "/federatedIdentityCredentials")
                .path("value")
                .forEach(it -> federated.add(it.path("subject").asText()));
        return new Registered(redirects, scopes, granted(client, token), federated);
    }

    private Set<String> granted(ClientId client, AccessToken token) throws Unreadable {
        Optional<JsonNode> own = first(token, "servicePrincipals", client);
        Optional<JsonNode> arm = first(token, "servicePrincipals", ARM);
        var granted = new HashSet<String>();
        if (own.isPresent() && arm.isPresent()) {
            String filter = "clientId eq '" + id(own.get()) + "'";
            for (JsonNode grant :
                    get(token, "oauth2PermissionGrants?$filter=" + encoded(filter)).path("value")) {
                if (grant.path("resourceId").asText().equalsIgnoreCase(id(arm.get()))
                        && grant.path("consentType").asText().equals("AllPrincipals")) {
                    granted.addAll(List.of(grant.path("scope").asText("").strip().split(" +")));
                }
            }
        }
        return granted;
    }

    private Optional<JsonNode> first(AccessToken token, String kind, ClientId client)
            throws Unreadable {
        String filter = "appId eq '" + client + "'";
        return get(token, kind + "?$filter=" + encoded(filter))
                .path("value")
                .valueStream()
                .findFirst();
    }

    private static String id(JsonNode object) throws Unreadable {
        String id = object.path("id").asText("");
        if (!ID.matcher(id).matches()) {
            throw new Unreadable("Graph's answer names no object");
        }
        return id;
    }

    private ObjectNode get(AccessToken token, String path) throws Unreadable {
        try {
            EntraHttp.Answer answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(cloud.graph() + "/v1.0/" + path))
                                    .header("Authorization", "Bearer " + token.value())
                                    .header("Accept", "application/json")
                                    .build());
            if (answer.status() != 200) {
                throw new Unreadable("Graph answers " + answer.status());
            }
            return Json.object(answer.body())
                    .orElseThrow(() -> new Unreadable("Graph answers with no object"));
        } catch (IOException unreachable) {
            throw new Unreadable("Graph cannot be reached");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
