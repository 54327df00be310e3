// Written by gatehouse setup --write bicep.
//
// bicepconfig.json beside it:
//   { "extensions": { "microsoftGraphV1":
//     "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0" } }
//
// It declares the registration as a whole: what somebody added by hand and is not
// written here is removed when this is deployed. For a registration that was not made
// by Bicep, set its uniqueName first:
//   az rest --method PATCH --uri <graph>/v1.0/applications/<object id> \
//     --body '{"uniqueName": "gatehouse"}'
extension microsoftGraphV1

@description('The client id: empty at the first deployment, then the output clientId.')
param clientId string = ''

resource registration 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'gatehouse'
  displayName: 'Gatehouse'
  signInAudience: 'AzureADMyOrg'
  identifierUris: empty(clientId) ? [] : ['api://${clientId}']
  web: {
    redirectUris: [
      'https://tools.contoso.com/auth/callback'
      'https://tools.contoso.com/auth/consent/callback'
    ]
    logoutUrl: 'https://tools.contoso.com/auth/logout/frontchannel'
  }
  spa: {
    redirectUris: []
  }
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: [
      {
        id: '91bcfb26-992b-36e0-8596-643243db6753'
        value: 'access_as_user'
        type: 'User'
        isEnabled: true
        adminConsentDisplayName: 'Use Gatehouse'
        adminConsentDescription: 'Call Gatehouse as the signed-in user.'
        userConsentDisplayName: 'Use Gatehouse'
        userConsentDescription: 'Call Gatehouse as you.'
      }
    ]
    preAuthorizedApplications: empty(clientId) ? [] : [
      {
        appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
        delegatedPermissionIds: [
          '91bcfb26-992b-36e0-8596-643243db6753'
        ]
      }
    ]
  }
  appRoles: [
    {
      id: 'efc2740f-1e4a-3fc9-b033-b1d5a0ace074'
      value: 'Admin'
      displayName: 'Admin'
      description: 'Everything'
      isEnabled: true
      allowedMemberTypes: [
        'User'
      ]
    }
    {
      id: '1369c312-4543-3383-b0c2-c85aa70d81ae'
      value: 'Viewer'
      displayName: 'Viewer'
      description: 'Reads'
      isEnabled: true
      allowedMemberTypes: [
        'User'
        'Application'
      ]
    }
  ]
  requiredResourceAccess: [
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000'
      resourceAccess: [
        {
          id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'
          type: 'Scope'
        }
      ]
    }
    {
      resourceAppId: '797f4846-ba00-4fd7-ba43-dac1f8f63013'
      resourceAccess: [
        {
          id: '41094075-9dad-400e-a0bd-54e686782033'
          type: 'Scope'
        }
      ]
    }
  ]
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: registration.appId
}

@description('The managed identity that vouches for the registration.')
param identityResource string = '/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-gatehouse'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  scope: resourceGroup(split(identityResource, '/')[2], split(identityResource, '/')[4])
  name: last(split(identityResource, '/'))
}

resource vouching 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '${registration.uniqueName}/gatehouse'
  description: 'Made by gatehouse setup'
  issuer: 'https://login.example/c0000000-0000-4000-8000-000000000001/v2.0'
  subject: identity.properties.principalId
  audiences: [
    'api://AzureADTokenExchange'
  ]
}

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

resource consent_graph 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {
  clientId: principal.id
  consentType: 'AllPrincipals'
  resourceId: graph.id
  scope: 'User.Read'
}

resource arm 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013'
}

resource consent_arm 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {
  clientId: principal.id
  consentType: 'AllPrincipals'
  resourceId: arm.id
  scope: 'user_impersonation'
}

output clientId string = registration.appId
