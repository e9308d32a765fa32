param baseName string
param location string
param tags object
param alertEmail string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: '${baseName}-logs'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 400
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${baseName}-insights'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableIpMasking: false
    DisableLocalAuth: true
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${baseName}-people'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'rewind'
    emailReceivers: [{ name: 'owners', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

// The texts are those of Rewind's log; a test looks for each in the sources.
var alerts = [
  { name: 'request-stuck', severity: 1, says: ['a step broke', 'request failed', 'a request moved in circles'] }
  { name: 'record-broken', severity: 0, says: ['a request is void: it is not what its record says'] }
  { name: 'worker-silent', severity: 1, says: ['taken over from a worker that is gone', 'the slot is held by a request that does not need it'] }
  { name: 'outside-recovery', severity: 1, says: ['a recovery was started outside Rewind'] }
]

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in alerts: {
  name: '${baseName}-${alert.name}'
  location: location
  tags: tags
  properties: {
    displayName: alert.name
    severity: alert.severity
    enabled: true
    scopes: [workspace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs | extend said = tostring(parse_json(Log).msg) | where said in (${join(map(alert.says, text => '"${text}"'), ', ')})'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

output workspaceId string = workspace.id
output insightsName string = insights.name
