param baseName string
param location string
param tags object
param skuName string
param subnetId string
param zoneId string

@description('Identities that may use it: { name, objectId }.')
param clients array

resource cluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: '${baseName}-redis'
  location: location
  tags: tags
  sku: { name: skuName }
  properties: {
    minimumTlsVersion: '1.2'
    highAvailability: 'Enabled'
    publicNetworkAccess: 'Disabled'
  }
}

// BullMQ's scripts touch many keys (one shard), and its locks and jobs are keys (never evict). The clustering policy is fixed at creation.
resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: cluster
  name: 'default'
  properties: {
    clientProtocol: 'Encrypted'
    port: 10000
    clusteringPolicy: 'NoCluster'
    evictionPolicy: 'NoEviction'
    accessKeysAuthentication: 'Disabled'
    persistence: { aofEnabled: true, aofFrequency: '1s' }
  }
}

@batchSize(1)
resource access 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = [for client in clients: {
  parent: database
  name: client.name
  properties: {
    accessPolicyName: 'default'
    user: { objectId: client.objectId }
  }
}]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: '${baseName}-redis'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: 'redis', properties: { privateLinkServiceId: cluster.id, groupIds: ['redisEnterprise'] } }
    ]
  }
}

resource zones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = {
  parent: endpoint
  name: 'default'
  properties: { privateDnsZoneConfigs: [{ name: 'redis', properties: { privateDnsZoneId: zoneId } }] }
}

output hostName string = cluster.properties.hostName
