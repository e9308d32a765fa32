/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  transform: { '\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  // These ship ES modules only, and jest runs CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(.*/node_modules/)?(jose|temporal-polyfill|temporal-utils|strip-bom)/)'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  reporters: ['default', '<rootDir>/test/support/plain-count-reporter.js'],
  // Tests run in worker processes, never in the parent: Node reads NODE_EXTRA_CA_CERTS (global-setup.ts) when a process starts.
  workerIdleMemoryLimit: '1500MB',
  // Stories wait more than they compute.
  maxWorkers: '100%',
  // A test that waits for something that does not come says so by itself (support/until.ts).
  testTimeout: 240_000,
};
