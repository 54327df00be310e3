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
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

provider "azuread" {
  tenant_id = "c0000000-0000-4000-8000-000000000001"
}

provider "azurerm" {
  features {}
  subscription_id = "50000000-0000-4000-8000-000000000001"
}

resource "azuread_application_registration" "gatehouse" {
  display_name                   = "Gatehouse"
  sign_in_audience               = "AzureADMyOrg"
  requested_access_token_version = 2
  logout_url                     = "https://tools.contoso.com/auth/logout/frontchannel"
}

resource "azuread_application_identifier_uri" "gatehouse" {
  application_id = azuread_application_registration.gatehouse.id
  identifier_uri = "api://${azuread_application_registration.gatehouse.client_id}"
}

resource "azuread_application_redirect_uris" "web" {
  application_id = azuread_application_registration.gatehouse.id
  type           = "Web"
  redirect_uris = [
    "https://tools.contoso.com/auth/callback",
    "https://tools.contoso.com/auth/consent/callback",
  ]
}

resource "azuread_application_permission_scope" "access_as_user" {
  application_id             = azuread_application_registration.gatehouse.id
  scope_id                   = "91bcfb26-992b-36e0-8596-643243db6753"
  value                      = "access_as_user"
  type                       = "User"
  admin_consent_display_name = "Use Gatehouse"
  admin_consent_description  = "Call Gatehouse as the signed-in user."
  user_consent_display_name  = "Use Gatehouse"
  user_consent_description   = "Call Gatehouse as you."
}

resource "azuread_application_pre_authorized" "azure_cli" {
  application_id       = azuread_application_registration.gatehouse.id
  authorized_client_id = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
  permission_ids       = [azuread_application_permission_scope.access_as_user.scope_id]
}

resource "azuread_application_app_role" "Admin" {
  application_id       = azuread_application_registration.gatehouse.id
  role_id              = "efc2740f-1e4a-3fc9-b033-b1d5a0ace074"
  value                = "Admin"
  display_name         = "Admin"
  description          = "Everything"
  allowed_member_types = ["User"]
}

resource "azuread_application_app_role" "Viewer" {
  application_id       = azuread_application_registration.gatehouse.id
  role_id              = "1369c312-4543-3383-b0c2-c85aa70d81ae"
  value                = "Viewer"
  display_name         = "Viewer"
  description          = "Reads"
  allowed_member_types = ["User", "Application"]
}

resource "azuread_application_api_access" "graph" {
  application_id = azuread_application_registration.gatehouse.id
  api_client_id  = "00000003-0000-0000-c000-000000000000"
  scope_ids      = ["e1fe6dd8-ba31-4d61-89e7-88639da4683d"]
}

resource "azuread_application_api_access" "arm" {
  application_id = azuread_application_registration.gatehouse.id
  api_client_id  = "797f4846-ba00-4fd7-ba43-dac1f8f63013"
  scope_ids      = ["41094075-9dad-400e-a0bd-54e686782033"]
}

resource "azuread_service_principal" "gatehouse" {
  client_id = azuread_application_registration.gatehouse.client_id
}

data "azurerm_user_assigned_identity" "vouching" {
  resource_group_name = "rg-shop"
  name                = "id-gatehouse"
}

resource "azuread_application_federated_identity_credential" "vouching" {
  application_id = azuread_application_registration.gatehouse.id
  display_name   = "gatehouse"
  description    = "Made by gatehouse setup"
  issuer         = "https://login.example/c0000000-0000-4000-8000-000000000001/v2.0"
  subject        = data.azurerm_user_assigned_identity.vouching.principal_id
  audiences      = ["api://AzureADTokenExchange"]
}

data "azuread_service_principal" "graph" {
  client_id = "00000003-0000-0000-c000-000000000000"
}

resource "azuread_service_principal_delegated_permission_grant" "graph" {
  service_principal_object_id          = azuread_service_principal.gatehouse.object_id
  resource_service_principal_object_id = data.azuread_service_principal.graph.object_id
  claim_values                         = ["User.Read"]
}

data "azuread_service_principal" "arm" {
  client_id = "797f4846-ba00-4fd7-ba43-dac1f8f63013"
}

resource "azuread_service_principal_delegated_permission_grant" "arm" {
  service_principal_object_id          = azuread_service_principal.gatehouse.object_id
  resource_service_principal_object_id = data.azuread_service_principal.arm.object_id
  claim_values                         = ["user_impersonation"]
}

output "client_id" {
  value = azuread_application_registration.gatehouse.client_id
}
