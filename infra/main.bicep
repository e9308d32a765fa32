targetScope = 'resourceGroup'

@description('Short name that all resource names are made from.')
@minLength(3)
@maxLength(12)
param baseName string

@description('Azure region. The bot resource itself is always global.')
param location string = resourceGroup().location

@description('Image by digest: registry.azurecr.io/rewind@sha256:…')
param image string

@description('Login server of the registry of the image; both identities need AcrPull on it.')
param registryServer string

@description('Tenant whose people Rewind serves.')
param tenantId string = tenant().tenantId

@description('The bot application, made by entra.bicep.')
param botAppId string

@description('The sign-on application, made by entra.bicep.')
param signOnAppId string

@description('Host name of the sign-in pages; entra.bicep gets the same.')
param publicHostName string

@description('Mail address that gets the alerts.')
param alertEmail string

@description('Conversation where outside recoveries are announced; help here prints it.')
param incidentConversation string = ''

@description('Azure Managed Redis.')
@allowed(['Balanced_B0', 'Balanced_B1', 'Balanced_B3', 'Balanced_B5'])
param redisSku string = 'Balanced_B1'

@description('PostgreSQL Flexible Server, general purpose.')
param postgresSku string = 'Standard_D2ds_v5'

var tags = { workload: baseName }

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { baseName: baseName, location: location, tags: tags }
}

module observability 'modules/observability.bicep' = {
  name: 'observability'
  params: { baseName: baseName, location: location, tags: tags, alertEmail: alertEmail }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: { baseName: baseName, location: location, tags: tags }
}

var clients = [
  { name: identity.outputs.botName, objectId: identity.outputs.botPrincipalId }
  { name: identity.outputs.readingName, objectId: identity.outputs.readingPrincipalId }
]

module redis 'modules/redis.bicep' = {
  name: 'redis'
  params: {
    baseName: baseName
    location: location
    tags: tags
    skuName: redisSku
    subnetId: network.outputs.storesSubnetId
    zoneId: network.outputs.redisZoneId
    clients: clients
  }
}

module postgres 'modules/postgres.bicep' = {
  name: 'postgres'
  params: {
    baseName: baseName
    location: location
    tags: tags
    skuName: postgresSku
    subnetId: network.outputs.storesSubnetId
    zoneId: network.outputs.postgresZoneId
    clients: clients
  }
}

module environmentModule 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    baseName: baseName
    location: location
    tags: tags
    subnetId: network.outputs.appsSubnetId
    workspaceId: observability.outputs.workspaceId
  }
}

var databaseAt = '${postgres.outputs.hostName}/${postgres.outputs.databaseName}?sslmode=require'

var common = concat([
  { name: 'NODE_ENV', value: 'production' }
  { name: 'REWIND_MODE', value: 'production' }
  { name: 'TENANT_ID', value: tenantId }
  { name: 'BOT_ID', value: botAppId }
  { name: 'BOT_TYPE', value: 'SingleTenant' }
  { name: 'SSO_CLIENT_ID', value: signOnAppId }
  { name: 'SSO_RESOURCE', value: 'api://${publicHostName}/botid-${botAppId}' }
  { name: 'PUBLIC_URL', value: 'https://${publicHostName}' }
  { name: 'WORKER_CLIENT_ID', value: identity.outputs.readingClientId }
  { name: 'REDIS_HOST', value: redis.outputs.hostName }
], empty(incidentConversation) ? [] : [{ name: 'INCIDENT_CONVERSATION', value: incidentConversation }])

module botApp 'modules/app.bicep' = {
  name: 'bot-app'
  params: {
    name: '${baseName}-bot'
    location: location
    tags: tags
    environmentId: environmentModule.outputs.id
    identityIds: [identity.outputs.botId, identity.outputs.readingId]
    pullIdentityId: identity.outputs.botId
    image: image
    registryServer: registryServer
    env: concat(common, [
      { name: 'REWIND_ROLE', value: 'bot' }
      { name: 'AZURE_CLIENT_ID', value: identity.outputs.botClientId }
      { name: 'DATABASE_URL', value: 'postgres://${identity.outputs.botName}@${databaseAt}' }
    ])
    ingressPort: 3978
    minReplicas: 2
    maxReplicas: 4
  }
}

// It has the reading identity alone: nothing that could speak as the bot, or start anything.
module workerApp 'modules/app.bicep' = {
  name: 'worker-app'
  params: {
    name: '${baseName}-worker'
    location: location
    tags: tags
    environmentId: environmentModule.outputs.id
    identityIds: [identity.outputs.readingId]
    pullIdentityId: identity.outputs.readingId
    image: image
    registryServer: registryServer
    env: concat(common, [
      { name: 'REWIND_ROLE', value: 'worker' }
      { name: 'AZURE_CLIENT_ID', value: identity.outputs.readingClientId }
      { name: 'DATABASE_URL', value: 'postgres://${identity.outputs.readingName}@${databaseAt}' }
    ])
    ingressPort: 0
    minReplicas: 2
    maxReplicas: 4
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: baseName
    tags: tags
    endpointHost: publicHostName
    botAppId: botAppId
    tenantId: tenantId
    workspaceId: observability.outputs.workspaceId
  }
}

output endpoint string = bot.outputs.endpoint
output workerName string = workerApp.outputs.name
output botName string = botApp.outputs.name
output domainOfEnvironment string = environmentModule.outputs.defaultDomain
