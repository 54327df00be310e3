package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Bicep with the Microsoft Graph extension. A template cannot refer to the client id that it makes,
 * so it is deployed twice where the id is not known yet.
 */
final class BicepFile {
    private static final String HEAD =
            """
            // Written by gatehouse setup --write bicep.
            //
            // bicepconfig.json beside it:
            //   { "extensions": { "microsoftGraphV1":
            //     "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0" } }
            //
            // It declares the registration as a whole: what somebody added by hand and is not
            // written here is removed when this is deployed. For a registration that was not made
            // by Bicep, set its uniqueName first:
            //   az rest --method PATCH --uri <graph>/v1.0/applications/<object id> \\
            //     --body '{"uniqueName": "gatehouse"}'
            extension microsoftGraphV1

            """;

    private final Written written;
    private final Wanted wanted;
    private final StringBuilder text = new StringBuilder(HEAD);

    BicepFile(Written written) {
        this.written = written;
        this.wanted = written.wanted();
    }

    String text() {
        parameter();
        application();
        add(
                """

                resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
                  appId: registration.appId
                }
                """);
        wanted.identity().ifPresent(this::identity);
        written.apis().forEach(this::consent);
        add("\noutput clientId string = registration.appId\n");
        return text.toString();
    }

    private void parameter() {
        add(
                "@description('The client id: empty at the first deployment, then the output clientId.')\n");
        add("param clientId string = " + quoted(written.client().orElse("")) + "\n");
    }

    private void application() {
        add("\nresource registration 'Microsoft.Graph/applications@v1.0' = {\n");
        add("  uniqueName: 'gatehouse'\n");
        add("  displayName: " + quoted(wanted.name()) + "\n");
        add("  signInAudience: " + quoted(wanted.audience().wire()) + "\n");
        add("  identifierUris: empty(clientId) ? [] : ['api://${clientId}']\n");
        if (wanted.groups()) {
            add("  groupMembershipClaims: " + quoted(GroupClaims.SECURITY_GROUPS) + "\n");
        }
        add("  web: {\n    redirectUris: " + list(written.web(), "    ") + "\n");
        wanted.logout().ifPresent(it -> add("    logoutUrl: " + quoted(it.toString()) + "\n"));
        add("  }\n  spa: {\n    redirectUris: " + list(written.spa(), "    ") + "\n  }\n");
        api();
        add("  appRoles: " + value(roles(), "  ") + "\n");
        add("  requiredResourceAccess: " + value(access(), "  ") + "\n}\n");
    }

    private void api() {
        ArrayNode scopes = Fields.arrayIn(Fields.object(), "none");
        wanted.scopes().forEach(it -> scopes.add(ExposedScopes.made(wanted, it)));
        add("  api: {\n    requestedAccessTokenVersion: " + ExposedScopes.VERSION + "\n");
        add("    oauth2PermissionScopes: " + value(scopes, "    ") + "\n");
        ArrayNode clients = Fields.arrayIn(Fields.object(), "none");
        ObjectNode cli = clients.addObject().put("appId", Wanted.AZURE_CLI);
        cli.putArray("delegatedPermissionIds").add(scopes.path(0).path("id").asText());
        add(
                "    preAuthorizedApplications: empty(clientId) ? [] : "
                        + value(clients, "    ")
                        + "\n  }\n");
    }

    private ArrayNode roles() {
        ArrayNode roles = Fields.arrayIn(Fields.object(), "none");
        wanted.roles().forEach(it -> roles.add(AppRoles.made(wanted, it)));
        return roles;
    }

    private ArrayNode access() {
        ArrayNode all = Fields.arrayIn(Fields.object(), "none");
        for (String api : written.apis()) {
            ArrayNode access = all.addObject().put("resourceAppId", api).putArray("resourceAccess");
            written.on(api)
                    .forEach(it -> access.addObject().put("id", it.id()).put("type", "Scope"));
        }
        return all;
    }

    private void identity(Trusted trusted) {
        if (trusted.byResource()) {
            add("\n@description('The managed identity that vouches for the registration.')\n");
            add("param identityResource string = " + quoted(trusted.identity()) + "\n");
            add(
                    """

                    resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
                      scope: resourceGroup(split(identityResource, '/')[2], split(identityResource, '/')[4])
                      name: last(split(identityResource, '/'))
                    }
                    """);
        } else {
            add("\nresource identity 'Microsoft.Graph/servicePrincipals@v1.0' existing = {\n");
            add("  appId: " + quoted(trusted.identity()) + "\n}\n");
        }
        String subject = trusted.byResource() ? "identity.properties.principalId" : "identity.id";
        add(
                "\nresource vouching"
                        + " 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {\n");
        add("  name: '${registration.uniqueName}/gatehouse'\n");
        add("  description: 'Made by gatehouse setup'\n");
        add("  issuer: " + quoted(trusted.issuer()) + "\n");
        add("  subject: " + subject + "\n");
        add("  audiences: " + list(List.of(trusted.audience()), "  ") + "\n}\n");
    }

    private void consent(String api) {
        String symbol = Written.symbol(api);
        String scopes =
                written.on(api).stream().map(Permission::value).collect(Collectors.joining(" "));
        add("\nresource " + symbol + " 'Microsoft.Graph/servicePrincipals@v1.0' existing = {\n");
        add("  appId: " + quoted(api) + "\n}\n");
        add(
                "\nresource consent_"
                        + symbol
                        + " 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {\n");
        add("  clientId: principal.id\n  consentType: 'AllPrincipals'\n");
        add("  resourceId: " + symbol + ".id\n  scope: " + quoted(scopes) + "\n}\n");
    }

    private static String list(List<String> texts, String indent) {
        ArrayNode all = Fields.arrayIn(Fields.object(), "none");
        texts.forEach(all::add);
        return value(all, indent);
    }

    /** JSON as Bicep writes it: no commas between lines, names bare, texts in single quotes. */
    private static String value(JsonNode node, String indent) {
        String deeper = indent + "  ";
        if (node.isObject()) {
            return node.properties().stream()
                    .map(it -> deeper + it.getKey() + ": " + value(it.getValue(), deeper) + "\n")
                    .collect(Collectors.joining("", "{\n", indent + "}"));
        }
        if (node.isArray()) {
            return node.isEmpty()
                    ? "[]"
                    : node.valueStream()
                            .map(it -> deeper + value(it, deeper) + "\n")
                            .collect(Collectors.joining("", "[\n", indent + "]"));
        }
        return node.isTextual() ? quoted(node.textValue()) : node.asText();
    }

    /** A text of Bicep: backslash, quote and the start of an interpolation are escaped. */
    static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("${", "\\${")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + "'";
    }

    private void add(String more) {
        text.append(more);
    }
}
