package dev.gatehouse.operate.setup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Terraform with the azuread provider: a resource for each part, so that what others added to the
 * registration stays. Redirect addresses are the exception, the provider owns them by platform.
 */
final class TerraformFile {
    private static final String HEAD =
            """
            # Written by gatehouse setup --write terraform.
            #
            # Each part is a resource of its own, so scopes, roles and permissions that somebody
            # added by hand stay. Redirect addresses are managed per platform: add others to the
            # lists below. To take over a registration that exists:
            #   terraform import azuread_application_registration.gatehouse /applications/<object id>
            terraform {
              required_providers {
                azuread = {
                  source  = "hashicorp/azuread"
                  version = ">= 3.0"
                }
            """;

    private final Written written;
    private final Wanted wanted;
    private final StringBuilder text = new StringBuilder(HEAD);

    TerraformFile(Written written) {
        this.written = written;
        this.wanted = written.wanted();
    }

    String text() {
        providers();
        registration();
        redirects("Web", "web", written.web());
        redirects("SPA", "spa", written.spa());
        wanted.scopes().forEach(this::scope);
        azureCli();
        wanted.roles().forEach(this::role);
        written.apis().forEach(this::access);
        add(
                """

                resource "azuread_service_principal" "gatehouse" {
                  client_id = azuread_application_registration.gatehouse.client_id
                }
                """);
        wanted.identity().ifPresent(this::identity);
        written.apis().forEach(this::consent);
        add(
                """

                output "client_id" {
                  value = azuread_application_registration.gatehouse.client_id
                }
                """);
        return text.toString();
    }

    private boolean namesResource() {
        return wanted.identity().filter(Trusted::byResource).isPresent();
    }

    private void providers() {
        if (namesResource()) {
            add(
                    """
                        azurerm = {
                          source  = "hashicorp/azurerm"
                          version = ">= 4.0"
                        }
                    """);
        }
        add("  }\n}\n\nprovider \"azuread\" {\n");
        add("  tenant_id = " + quoted(wanted.tenant().toString()) + "\n}\n");
        if (namesResource()) {
            add("\nprovider \"azurerm\" {\n  features {}\n");
            add("  subscription_id = " + quoted(segment(2)) + "\n}\n");
        }
    }

    private void registration() {
        add("\nresource \"azuread_application_registration\" \"gatehouse\" {\n");
        add("  display_name                   = " + quoted(wanted.name()) + "\n");
        add("  sign_in_audience               = " + quoted(wanted.audience().wire()) + "\n");
        add("  requested_access_token_version = " + ExposedScopes.VERSION + "\n");
        if (wanted.groups()) {
            add(
                    "  group_membership_claims        = ["
                            + quoted(GroupClaims.SECURITY_GROUPS)
                            + "]\n");
        }
        wanted.logout()
                .ifPresent(
                        it ->
                                add(
                                        "  logout_url                     = "
                                                + quoted(it.toString())
                                                + "\n"));
        add("}\n");
        add(
                """

                resource "azuread_application_identifier_uri" "gatehouse" {
                  application_id = azuread_application_registration.gatehouse.id
                  identifier_uri = "api://${azuread_application_registration.gatehouse.client_id}"
                }
                """);
    }

    private void redirects(String type, String name, List<String> uris) {
        if (uris.isEmpty()) {
            return;
        }
        add("\nresource \"azuread_application_redirect_uris\" \"" + name + "\" {\n");
        add("  application_id = azuread_application_registration.gatehouse.id\n");
        add("  type           = " + quoted(type) + "\n  redirect_uris = [\n");
        uris.forEach(it -> add("    " + quoted(it) + ",\n"));
        add("  ]\n}\n");
    }

    private void scope(String value) {
        add("\nresource \"azuread_application_permission_scope\" \"" + symbol(value) + "\" {\n");
        add("  application_id             = azuread_application_registration.gatehouse.id\n");
        add("  scope_id                   = " + quoted(id("scope", value)) + "\n");
        add("  value                      = " + quoted(value) + "\n");
        add("  type                       = \"User\"\n");
        add("  admin_consent_display_name = " + quoted(Wording.SCOPE_TITLE) + "\n");
        add("  admin_consent_description  = " + quoted(Wording.SCOPE_FOR_ADMINS) + "\n");
        add("  user_consent_display_name  = " + quoted(Wording.SCOPE_TITLE) + "\n");
        add("  user_consent_description   = " + quoted(Wording.SCOPE_FOR_USERS) + "\n}\n");
    }

    private void azureCli() {
        String scope = "azuread_application_permission_scope." + symbol(wanted.scopes().getFirst());
        add("\nresource \"azuread_application_pre_authorized\" \"azure_cli\" {\n");
        add("  application_id       = azuread_application_registration.gatehouse.id\n");
        add("  authorized_client_id = " + quoted(Wanted.AZURE_CLI) + "\n");
        add("  permission_ids       = [" + scope + ".scope_id]\n}\n");
    }

    private void role(RoleWanted role) {
        String members = role.programs() ? "[\"User\", \"Application\"]" : "[\"User\"]";
        add("\nresource \"azuread_application_app_role\" \"" + symbol(role.value()) + "\" {\n");
        add("  application_id       = azuread_application_registration.gatehouse.id\n");
        add("  role_id              = " + quoted(id("role", role.value())) + "\n");
        add("  value                = " + quoted(role.value()) + "\n");
        add("  display_name         = " + quoted(role.value()) + "\n");
        add("  description          = " + quoted(role.description()) + "\n");
        add("  allowed_member_types = " + members + "\n}\n");
    }

    private void access(String api) {
        String ids =
                written.on(api).stream()
                        .map(it -> quoted(it.id()))
                        .collect(Collectors.joining(", "));
        add("\nresource \"azuread_application_api_access\" \"" + Written.symbol(api) + "\" {\n");
        add("  application_id = azuread_application_registration.gatehouse.id\n");
        add("  api_client_id  = " + quoted(api) + "\n");
        add("  scope_ids      = [" + ids + "]\n}\n");
    }

    private void identity(Trusted trusted) {
        if (namesResource()) {
            add("\ndata \"azurerm_user_assigned_identity\" \"vouching\" {\n");
            add("  resource_group_name = " + quoted(segment(4)) + "\n");
            add("  name                = " + quoted(segment(-1)) + "\n}\n");
        } else {
            add("\ndata \"azuread_service_principal\" \"vouching\" {\n");
            add("  client_id = " + quoted(trusted.identity()) + "\n}\n");
        }
        String subject =
                namesResource()
                        ? "data.azurerm_user_assigned_identity.vouching.principal_id"
                        : "data.azuread_service_principal.vouching.object_id";
        add("\nresource \"azuread_application_federated_identity_credential\" \"vouching\" {\n");
        add("  application_id = azuread_application_registration.gatehouse.id\n");
        add("  display_name   = \"gatehouse\"\n");
        add("  description    = \"Made by gatehouse setup\"\n");
        add("  issuer         = " + quoted(trusted.issuer()) + "\n");
        add("  subject        = " + subject + "\n");
        add("  audiences      = [" + quoted(trusted.audience()) + "]\n}\n");
    }

    private void consent(String api) {
        String symbol = Written.symbol(api);
        String scopes =
                written.on(api).stream()
                        .map(it -> quoted(it.value()))
                        .collect(Collectors.joining(", "));
        add("\ndata \"azuread_service_principal\" \"" + symbol + "\" {\n");
        add("  client_id = " + quoted(api) + "\n}\n");
        add(
                "\nresource \"azuread_service_principal_delegated_permission_grant\" \""
                        + symbol
                        + "\" {\n");
        add(
                "  service_principal_object_id          ="
                        + " azuread_service_principal.gatehouse.object_id\n");
        add(
                "  resource_service_principal_object_id = data.azuread_service_principal."
                        + symbol
                        + ".object_id\n");
        add("  claim_values                         = [" + scopes + "]\n}\n");
    }

    /** A part of the identity's resource id; -1 is the last. */
    private String segment(int number) {
        String[] parts = wanted.identity().map(Trusted::identity).orElse("").split("/");
        return parts[number < 0 ? parts.length + number : number];
    }

    private String id(String kind, String value) {
        return wanted.idOf(kind, value).toString();
    }

    /** A name that Terraform takes; different for different values. */
    private static String symbol(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9_-]{0,60}")
                ? value
                : "v_"
                        + value.codePoints()
                                .mapToObj(Integer::toHexString)
                                .collect(Collectors.joining("_"));
    }

    /** A text of HCL: backslash, quote and the starts of templates are escaped. */
    static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("${", "$${")
                        .replace("%{", "%%{")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + "\"";
    }

    private void add(String more) {
        text.append(more);
    }
}
