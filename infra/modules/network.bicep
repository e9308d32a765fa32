param baseName string
param location string
param tags object

resource rules 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: '${baseName}-stores'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'only-from-apps'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '10.20.0.0/23'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.20.2.0/27'
          destinationPortRanges: ['5432', '10000']
        }
      }
      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: '${baseName}-network'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.0.0/23'
          delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'stores'
        properties: {
          addressPrefix: '10.20.2.0/27'
          networkSecurityGroup: { id: rules.id }
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

var zones = ['privatelink.redis.azure.net', 'privatelink.postgres.database.azure.com']

resource dns 'Microsoft.Network/privateDnsZones@2024-06-01' = [for zone in zones: {
  name: zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (zone, i) in zones: {
  parent: dns[i]
  name: '${baseName}-${i}'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}]

output appsSubnetId string = network.properties.subnets[0].id
output storesSubnetId string = network.properties.subnets[1].id
output redisZoneId string = dns[0].id
output postgresZoneId string = dns[1].id
