/**
 * The house as data: who may import whom, and who owns which package.
 * `node_modules` of other owners, upward imports and cycles are errors; test/boundaries.test.ts proves that they are found.
 */
const EVERYBODY = ['zod'];

const ROOMS = {
  shared: { imports: [], owns: ['pino'] },
  times: { imports: ['shared'], owns: ['temporal-polyfill'] },
  tenant: { imports: ['times', 'shared'], owns: [] },
  approvals: { imports: ['shared'], owns: [] },
  requests: { imports: ['tenant', 'times', 'approvals', 'shared'], owns: [] },
  recovery: { imports: ['requests', 'tenant', 'times', 'approvals', 'shared'], owns: [] },
  provisioning: { imports: ['approvals', 'shared'], owns: [] },
  connect: { imports: ['approvals', 'shared'], owns: [] },
  graph: {
    imports: ['recovery', 'requests', 'tenant', 'times', 'provisioning', 'approvals', 'shared'],
    owns: ['@microsoft/microsoft-graph-client'],
  },
  identity: {
    imports: ['recovery', 'requests', 'tenant', 'times', 'approvals', 'shared'],
    owns: ['@azure/identity', '@azure/msal-node', 'jose'],
  },
  store: {
    imports: ['recovery', 'requests', 'tenant', 'times', 'provisioning', 'connect', 'approvals', 'shared'],
    owns: ['kysely', 'libsql', 'pg'],
  },
  redis: {
    imports: ['recovery', 'requests', 'tenant', 'times', 'approvals', 'shared'],
    owns: ['ioredis', 'js-redis-server'],
  },
  cards: {
    imports: ['recovery', 'requests', 'tenant', 'times', 'provisioning', 'connect', 'approvals', 'shared'],
    owns: ['adaptivecards-templating', 'adaptive-expressions'],
  },
  usecases: {
    imports: ['recovery', 'requests', 'tenant', 'times', 'provisioning', 'connect', 'approvals', 'shared'],
    owns: [],
  },
  jobs: {
    imports: [
      'usecases',
      'redis',
      'recovery',
      'requests',
      'tenant',
      'times',
      'provisioning',
      'connect',
      'approvals',
      'shared',
    ],
    owns: ['bullmq'],
  },
  config: { imports: ['shared'], owns: [] },
  http: { imports: ['shared'], owns: ['restify'] },
  'bot/teams': {
    imports: ['bot', 'http', 'recovery', 'requests', 'tenant', 'times', 'approvals', 'shared'],
    owns: ['botbuilder', '@microsoft/teams-ai'],
  },
  bot: {
    imports: [
      'usecases',
      'cards',
      'recovery',
      'requests',
      'tenant',
      'times',
      'provisioning',
      'connect',
      'approvals',
      'shared',
    ],
    owns: [],
  },
  web: {
    imports: [
      'usecases',
      'identity',
      'http',
      'cards',
      'recovery',
      'requests',
      'tenant',
      'times',
      'provisioning',
      'connect',
      'approvals',
      'shared',
    ],
    owns: [],
  },
  sandbox: { imports: ['shared'], owns: ['hono', '@hono/node-server', '@peculiar/x509', 'reflect-metadata'] },
  'sandbox/console/client': {
    imports: ['sandbox/console/wire', 'sandbox/console/card-look', 'shared'],
    owns: ['preact', 'adaptivecards', 'markdown-it'],
  },
};

const OWNED = Object.values(ROOMS).flatMap((room) => room.owns);
const packagePattern = (names) => `^node_modules/(${names.join('|')})(/|$)`;
const folderPattern = (names) => `^src/(${names.join('|')})(/|\\.ts$)`;
/** Rooms with a smaller room inside: their own files are those outside of it. */
const INNER = { bot: 'teams', sandbox: 'console/client' };
const insideOf = (name) => (name in INNER ? `^src/${name}/(?!${INNER[name]}/)` : `^src/${name}/`);

const roomRules = Object.entries(ROOMS).flatMap(([name, { imports, owns }]) => [
  {
    name: `${name}-imports`,
    comment: `${name} may import ${imports.join(', ') || 'nothing of ours'}`,
    severity: 'error',
    from: { path: insideOf(name) },
    to: {
      path: '^src/',
      pathNot: [insideOf(name), ...(imports.length > 0 ? [folderPattern(imports)] : [])],
    },
  },
  {
    name: `${name}-packages`,
    comment: `${name} owns ${owns.join(', ') || 'no package'}`,
    severity: 'error',
    from: { path: insideOf(name) },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
      pathNot: [packagePattern([...owns, ...EVERYBODY]), '^node_modules/@types/'],
    },
  },
]);

module.exports = {
  forbidden: [
    ...roomRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'teams-behind-the-seam',
      comment: 'Nobody but the composition roots reaches into bot/teams.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/bot/teams/', '^src/product\\.ts$', '^src/tools/doctor/'] },
      to: { path: '^src/bot/teams/' },
    },
    {
      name: 'sandbox-stays-outside',
      comment:
        'The product does not know that it is in a sandbox. Only the files of sandbox mode put the two together, and main.ts loads them dynamically.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/sandbox/', '^src/(sandbox-mode|serve-sandbox|sandbox-worlds)\\.ts$', '^src/tools/'],
      },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'sandbox-mode-is-loaded-late',
      comment: 'Production never loads sandbox mode: main.ts imports it dynamically, nobody else does.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(sandbox-mode|serve-sandbox)\\.ts$'] },
      to: { path: '^src/(sandbox-mode|serve-sandbox|sandbox-worlds)\\.ts$', dynamic: false },
    },
    {
      name: 'main-owns-no-package',
      comment: 'The composition root introduces parts; packages belong to rooms.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: packagePattern(OWNED) },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
