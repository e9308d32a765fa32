param baseName string
param location string
param tags object
param skuName string
param subnetId string
param zoneId string

@description('Identities that may administrate it, and so make its tables: { name, objectId }.')
param clients array

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${baseName}-postgres'
  location: location
  tags: tags
  sku: { name: skuName, tier: 'GeneralPurpose' }
  properties: {
    version: '16'
    createMode: 'Default'
    storage: { storageSizeGB: 64, autoGrow: 'Enabled' }
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    backup: { backupRetentionDays: 35, geoRedundantBackup: 'Enabled' }
    highAvailability: { mode: 'ZoneRedundant' }
    network: { publicNetworkAccess: 'Disabled' }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: server
  name: 'rewind'
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
}

@batchSize(1)
resource access 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2024-08-01' = [for client in clients: {
  parent: server
  name: client.objectId
  properties: {
    principalName: client.name
    principalType: 'ServicePrincipal'
    tenantId: tenant().tenantId
  }
}]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: '${baseName}-postgres'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: 'postgres', properties: { privateLinkServiceId: server.id, groupIds: ['postgresqlServer'] } }
    ]
  }
}

resource zones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = {
  parent: endpoint
  name: 'default'
  properties: { privateDnsZoneConfigs: [{ name: 'postgres', properties: { privateDnsZoneId: zoneId } }] }
}

output hostName string = server.properties.fullyQualifiedDomainName
output databaseName string = database.name
