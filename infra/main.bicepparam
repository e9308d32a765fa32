using './main.bicep'

param baseName = 'rewind'
param image = 'example.azurecr.io/rewind@sha256:0000000000000000000000000000000000000000000000000000000000000000'
param registryServer = 'example.azurecr.io'
param botAppId = '00000000-0000-0000-0000-000000000000'
param signOnAppId = '00000000-0000-0000-0000-000000000000'
param publicHostName = 'rewind.example.com'
param alertEmail = 'identity-operations@example.com'
