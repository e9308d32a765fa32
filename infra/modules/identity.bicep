param baseName string
param location string
param tags object

@description('Vouches for the bot and the sign-on application, and opens the stores for the bot. It holds no permission on Microsoft Graph.')
resource bot 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${baseName}-bot'
  location: location
  tags: tags
}

@description('The reading identity: application permissions that read, granted by entra.bicep. It can start nothing, and vouches for nobody.')
resource reading 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${baseName}-reading'
  location: location
  tags: tags
}

output botId string = bot.id
output botName string = bot.name
output botClientId string = bot.properties.clientId
output botPrincipalId string = bot.properties.principalId
output readingId string = reading.id
output readingName string = reading.name
output readingClientId string = reading.properties.clientId
output readingPrincipalId string = reading.properties.principalId
