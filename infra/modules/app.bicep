param name string
param location string
param tags object
param environmentId string

@description('The managed identities that it may speak as.')
param identityIds array

@description('The identity that may pull the image.')
param pullIdentityId string
param image string
param registryServer string
param env array

@description('0: nobody reaches it (the worker).')
param ingressPort int
param minReplicas int
param maxReplicas int

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: toObject(identityIds, id => id, id => {})
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [{ server: registryServer, identity: pullIdentityId }]
      ingress: ingressPort == 0 ? null : {
        external: true
        targetPort: ingressPort
        transport: 'http'
        allowInsecure: false
      }
    }
    template: {
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'rewind'
          image: image
          env: env
          resources: { cpu: json('0.5'), memory: '1Gi' }
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: 8081 }, periodSeconds: 5, failureThreshold: 24 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 8081 }, periodSeconds: 10, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 8081 }, periodSeconds: 5, failureThreshold: 3 }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          ingressPort == 0
            ? { name: 'cpu', custom: { type: 'cpu', metadata: { type: 'Utilization', value: '70' } } }
            : { name: 'http', http: { metadata: { concurrentRequests: '50' } } }
        ]
      }
    }
  }
}

output name string = app.name
