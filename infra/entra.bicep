// Deployed apart from main.bicep, by somebody who may register applications and consent to permissions on Microsoft Graph.
extension microsoftGraphV1

targetScope = 'resourceGroup'

param baseName string
param tenantId string = tenant().tenantId

@description('Host name of the sign-in pages: that of PUBLIC_URL.')
param publicHostName string

@description('Object id of the managed identity that vouches for both applications: of identity.bicep.')
param botPrincipalId string

@description('Object id of the reading identity: of identity.bicep.')
param readingPrincipalId string

var issuer = '${environment().authentication.loginEndpoint}${tenantId}/v2.0'
var scopeId = guid(baseName, 'access_as_user')

// What a press may ask for. A test compares it with the presses.
var delegatedScopes = ['EntraBackup.ReadWrite.Preview', 'EntraBackup.ReadWrite.Recovery', 'User.Read']

// What the operations need. A test compares it with them.
var readingPermissions = [
  'AuditLog.Read.All'
  'Directory.Read.All'
  'EntraBackup.Read.All'
  'Policy.Read.All'
  'RoleManagement.Read.Directory'
]

// What the verifier reads and Entra leaves out unless it is asked. A test compares it with the verifier.
var claims = [{ name: 'acct' }, { name: 'acrs' }, { name: 'auth_time' }, { name: 'idtyp' }]

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

resource bot 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: '${baseName}-bot'
  displayName: 'Rewind (bot)'
  signInAudience: 'AzureADMyOrg'
  isFallbackPublicClient: false
}

resource botPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: bot.appId
}

resource botVoucher 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '${bot.uniqueName}/managed-identity'
  audiences: ['api://AzureADTokenExchange']
  issuer: issuer
  subject: botPrincipalId
}

// Not the bot's own: a token that is made out to the bot would pass the bot framework's emulator door.
resource signOn 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: '${baseName}-sign-on'
  displayName: 'Rewind'
  signInAudience: 'AzureADMyOrg'
  isFallbackPublicClient: false
  identifierUris: ['api://${publicHostName}/botid-${bot.appId}']
  web: { redirectUris: ['https://${publicHostName}/sign-in/done'] }
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: [
      {
        id: scopeId
        value: 'access_as_user'
        type: 'User'
        isEnabled: true
        adminConsentDisplayName: 'Act for the signed-in person'
        adminConsentDescription: 'Lets Rewind call Microsoft Graph as the administrator who presses.'
      }
    ]
    preAuthorizedApplications: [
      { appId: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', delegatedPermissionIds: [scopeId] }
      { appId: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', delegatedPermissionIds: [scopeId] }
    ]
  }
  optionalClaims: { accessToken: claims, idToken: claims }
  requiredResourceAccess: [
    {
      resourceAppId: graph.appId
      resourceAccess: [for value in delegatedScopes: {
        id: filter(graph.oauth2PermissionScopes, scope => scope.value == value)[0].id
        type: 'Scope'
      }]
    }
  ]
}

resource signOnPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: signOn.appId
}

resource signOnVoucher 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '${signOn.uniqueName}/managed-identity'
  audiences: ['api://AzureADTokenExchange']
  issuer: issuer
  subject: botPrincipalId
}

resource consent 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {
  clientId: signOnPrincipal.id
  consentType: 'AllPrincipals'
  resourceId: graph.id
  scope: join(delegatedScopes, ' ')
}

resource reads 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for permission in readingPermissions: {
  appRoleId: filter(graph.appRoles, role => role.value == permission)[0].id
  principalId: readingPrincipalId
  resourceId: graph.id
}]

output botAppId string = bot.appId
output botPrincipalOfApp string = botPrincipal.id
output signOnAppId string = signOn.appId
