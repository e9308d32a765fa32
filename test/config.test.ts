import { readFile } from 'node:fs/promises';
import { modeOf, readConfig, readGeneralConfig } from '../src/config';
import { ConfigError } from '../src/config/read-settings';
import { SETTING_NAMES } from '../src/config/settings';
import { APPLICATIONS, CAST, TENANT_ID } from '../src/sandbox/cast';

const { bot, signOn, reading } = APPLICATIONS;

const PRODUCTION: Readonly<Record<string, string>> = {
  REWIND_MODE: 'production',
  TENANT_ID,
  BOT_ID: bot.id,
  BOT_TYPE: 'UserAssignedMSI',
  SSO_CLIENT_ID: signOn.id,
  SSO_RESOURCE: `api://rewind.contoso.com/botid-${bot.id}`,
  PUBLIC_URL: 'https://rewind.contoso.com/',
  WORKER_CLIENT_ID: reading.id,
  REDIS_URL: 'rediss://redis.contoso.com:10000',
};

/** What an acceptance run against substitutes sets. */
const LOOPBACK: Readonly<Record<string, string>> = {
  ...PRODUCTION,
  BOT_TYPE: 'SingleTenant',
  BOT_SECRET: 'bot-secret',
  SSO_CLIENT_SECRET: 'sign-on-secret',
  WORKER_CLIENT_SECRET: 'worker-secret',
  SSO_RESOURCE: `api://localhost/botid-${bot.id}`,
  PUBLIC_URL: 'http://localhost:3978',
  GRAPH_BASE_URL: 'http://127.0.0.1:4001/',
  AUTHORITY_HOST: 'https://localhost:4002',
  CHANNEL_OPENID_METADATA_URL: 'http://[::1]:4003/.well-known/openidconfiguration',
  SERVICE_URL_HOSTS: 'localhost:4003, 127.0.0.1',
  FILE_HOSTS: 'localhost',
  ALLOW_LOOPBACK: 'true',
};

function problemsOf(read: () => unknown): Readonly<Record<string, string>> {
  try {
    read();
    return {};
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.problems.map(({ setting, problem }) => [setting, problem]));
  }
}
const production = (changes: Readonly<Record<string, string | undefined>>) =>
  problemsOf(() => readConfig({ ...PRODUCTION, ...changes }));
const loopback = (changes: Readonly<Record<string, string | undefined>>) =>
  problemsOf(() => readConfig({ ...LOOPBACK, ...changes }));

it('.env.example has exactly the settings there are', async () => {
  const lines = (await readFile('.env.example', 'utf8')).split('\n');
  const names = lines.flatMap((line) => /^([A-Z_]+)=$/.exec(line)?.[1] ?? []);

  expect([...names].sort()).toEqual([...SETTING_NAMES].sort());
});

describe('mode', () => {
  it.each([
    ['nothing', {}, 'sandbox'],
    ['what belongs to any machine', { PATH: '/bin', HOME: '/root', PORT: '8080', LOG_LEVEL: 'debug' }, 'sandbox'],
    ['nothing, where NODE_ENV is production', { NODE_ENV: 'production' }, 'production'],
    ['one of Microsoft’s settings', { TENANT_ID }, 'production'],
    ['an empty one of Microsoft’s settings', { TENANT_ID: ' ' }, 'sandbox'],
    ['what was asked for', { REWIND_MODE: 'sandbox', NODE_ENV: 'production' }, 'sandbox'],
    ['what was asked for', { REWIND_MODE: 'production' }, 'production'],
  ])('of %s', (_what, environment, mode) => {
    expect(modeOf(environment)).toBe(mode);
  });

  it('of another word is an error', () => {
    expect(Object.keys(problemsOf(() => modeOf({ REWIND_MODE: 'prod' })))).toEqual(['REWIND_MODE']);
  });
});

describe('sandbox', () => {
  it('needs no setting', () => {
    expect(readGeneralConfig({})).toMatchObject({
      role: 'all',
      port: 3978,
      healthPort: 8081,
      databaseUrl: 'sqlite:./data/rewind.sqlite',
      redisUrl: undefined,
      defaultZone: 'UTC',
      windows: { plan: 30, approval: 60, execution: 15, previewMaxAge: 30 },
      quorum: { objects: 500, softDeletes: 20, isStrict: false },
      polling: { pollMinMs: 5_000, pollMaxMs: 60_000 },
      retention: { days: 400, changesDays: 30 },
      recoveryDisabled: false,
      logLevel: 'info',
    });
  });

  it('refuses settings that it would not use', () => {
    const problems = problemsOf(() =>
      readGeneralConfig({ REWIND_MODE: 'sandbox', TENANT_ID, SSO_CLIENT_ID: signOn.id }),
    );

    expect(Object.keys(problems)).toEqual(['TENANT_ID', 'SSO_CLIENT_ID']);
  });

  it('is one process', () => {
    expect(problemsOf(() => readGeneralConfig({ REWIND_ROLE: 'worker' }))).toHaveProperty('REWIND_ROLE');
  });

  it('reads its own settings like production’s, and may embed Redis', () => {
    const config = readConfig({ ...LOOPBACK, REDIS_URL: '' }, { isSandbox: true });

    expect(config).toMatchObject({ mode: 'sandbox', redisUrl: undefined, tenantId: TENANT_ID });
  });
});

describe('production', () => {
  it('needs the ids, the address and Redis, and has Microsoft’s addresses by default', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({
      mode: 'production',
      tenantId: TENANT_ID,
      authorityHost: 'https://login.microsoftonline.com',
      graph: { baseUrl: 'https://graph.microsoft.com', version: 'v1.0' },
      publicUrl: 'https://rewind.contoso.com',
      bot: { id: bot.id, secret: undefined },
      signOn: { clientId: signOn.id, clientSecret: undefined },
      reading: { clientId: reading.id },
      channel: {
        openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
        tokenIssuer: 'https://api.botframework.com',
        loginUrl: `https://login.microsoftonline.com/${TENANT_ID}`,
        serviceUrlHosts: ['smba.trafficmanager.net'],
      },
      fileHosts: ['*.sharepoint.com'],
      allowLoopback: false,
      redisUrl: PRODUCTION['REDIS_URL'],
    });
  });

  it.each(Object.keys(PRODUCTION).filter((name) => name !== 'REWIND_MODE'))('stops where %s is missing', (name) => {
    expect(Object.keys(production({ [name]: undefined }))).toEqual([name]);
    expect(Object.keys(production({ [name]: '  ' }))).toEqual([name]);
  });

  it('names everything that is missing at once, and never falls back to the sandbox', () => {
    expect(Object.keys(problemsOf(() => readConfig({ NODE_ENV: 'production' }))).sort()).toEqual(
      Object.keys(PRODUCTION)
        .filter((name) => name !== 'REWIND_MODE')
        .sort(),
    );
    expect(production({ REWIND_MODE: 'sandbox' })).toHaveProperty('REWIND_MODE');
  });

  it('prints no value', () => {
    const secrets = { BOT_SECRET: 'hush-1', REDIS_URL: 'http://:hush-2@redis', TENANT_ID: 'hush-3', LOG_LEVEL: 'hush-4', GRAPH_BASE_URL: 'https://hush-5.example', QUORUM_OBJECT: 'hush-6' }; // prettier-ignore
    const read = () => readConfig({ ...PRODUCTION, ...secrets });

    expect(read).toThrow(ConfigError);
    expect(read).not.toThrow(/hush/);
    expect(Object.keys(problemsOf(read)).sort()).toEqual([...Object.keys(secrets)].sort());
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['BOT_SECRET', { BOT_SECRET: 'a managed identity has none' }],
    ['BOT_TYPE', { BOT_TYPE: 'SingleTenant', AZURE_CLIENT_ID: bot.id }],
    ['AZURE_CLIENT_ID', { AZURE_CLIENT_ID: 'the bot’s' }],
    ['SSO_CLIENT_ID', { SSO_CLIENT_ID: bot.id }],
    ['SSO_RESOURCE', { SSO_RESOURCE: `api://elsewhere.example/botid-${bot.id}` }],
    ['SSO_RESOURCE', { SSO_RESOURCE: `api://botid-${signOn.id}` }],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://rewind.contoso.com' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'rewind.contoso.com' }],
    ['REDIS_HOST', { REDIS_HOST: 'contoso.westeurope.redis.azure.net' }],
    ['REDIS_HOST', { REDIS_HOST: 'rediss://contoso.westeurope.redis.azure.net' }],
    ['REDIS_HOST', { REDIS_HOST: 'one.redis.azure.net, two.redis.azure.net' }],
    ['REDIS_URL', { REDIS_URL: 'redis://redis.contoso.com/1' }],
    ['REDIS_URL', { REDIS_URL: 'rediss://:secret@redis.contoso.com:10000/15' }],
    ['REDIS_URL', { REDIS_URL: 'redis://redis.contoso.com?db=2' }],
    ['REDIS_URL', { REDIS_URL: 'https://redis.contoso.com' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://database' }],
    ['DATABASE_URL', { REWIND_ROLE: 'bot' }],
    ['DATABASE_URL', { REWIND_ROLE: 'worker', DATABASE_URL: 'sqlite:./data/rewind.sqlite' }],
    ['BOT_TYPE', { BOT_TYPE: 'MultiTenant' }],
    ['TENANT_ID', { TENANT_ID: 'contoso.com' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '39 78' }],
    ['HEALTH_PORT', { PORT: '3978', HEALTH_PORT: '3978' }],
    ['POLL_MIN_MS', { POLL_MIN_MS: '70000' }],
    ['QUORUM_OBJECTS', { QUORUM_OBJECTS: '0' }],
    ['QUORUM_STRICT', { QUORUM_STRICT: 'yes' }],
    ['RECOVERY_DISABLED', { RECOVERY_DISABLED: '1' }],
    ['APPROVAL_WINDOW_MINUTES', { APPROVAL_WINDOW_MINUTES: '1.5' }],
    ['DEFAULT_ZONE', { DEFAULT_ZONE: 'Oslo' }],
    ['ADMINISTRATOR_ROLE_IDS', { ADMINISTRATOR_ROLE_IDS: `${TENANT_ID}, Global Administrator` }],
    ['PERSON_ALIASES', { PERSON_ALIASES: CAST.ana.id }],
    ['APPROVAL_AUTH_CONTEXT', { APPROVAL_AUTH_CONTEXT: 'mfa' }],
    ['APPROVAL_AUTH_CONTEXT', { APPROVAL_AUTH_CONTEXT: 'c0' }],
    ['APPROVAL_AUTH_MAX_AGE_MINUTES', { APPROVAL_AUTH_MAX_AGE_MINUTES: '0' }],
    ['SERVICE_URL_HOSTS', { SERVICE_URL_HOSTS: 'https://smba.trafficmanager.net' }],
    ['SERVICE_URL_HOSTS', { SERVICE_URL_HOSTS: '*.trafficmanager.net' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['GRAPH_VERSION', { GRAPH_VERSION: 'v2.0' }],
    ['GRAPH_BASE_URL', { GRAPH_BASE_URL: 'https://graph.microsoft.us' }],
    ['GRAPH_BASE_URL', { GRAPH_BASE_URL: 'https://graph.microsoft.com/v1.0' }],
    ['GRAPH_BASE_URL', { GRAPH_BASE_URL: 'https://user:secret@graph.microsoft.com' }],
    ['AUTHORITY_HOST', { AUTHORITY_HOST: 'https://login.partner.microsoftonline.cn' }],
    ['AUTHORITY_HOST', { AUTHORITY_HOST: 'https://login.microsoftonline.com.evil.example' }],
    ['CHANNEL_OPENID_METADATA_URL', { CHANNEL_OPENID_METADATA_URL: 'https://login.botframework.azure.us/v1' }],
    ['CHANNEL_LOGIN_URL', { CHANNEL_LOGIN_URL: 'https://login.microsoftonline.com' }],
  ])('names %s as wrong, and nothing else: %j', (name, changes) => {
    expect(Object.keys(production(changes))).toEqual([name]);
  });

  it('asks a worker for no secret of the bot', () => {
    const worker = { REWIND_ROLE: 'worker', DATABASE_URL: 'postgres://database/rewind', BOT_TYPE: 'SingleTenant' };

    expect(production(worker)).toEqual({});
  });

  it.each([
    'redis://redis.contoso.com',
    'redis://redis.contoso.com/',
    'redis://redis.contoso.com/0',
    'rediss://redis.contoso.com:10000?db=0',
  ])('takes Redis’s database 0: %s', (REDIS_URL) => {
    expect(production({ REDIS_URL })).toEqual({});
  });

  it.each([
    ['contoso.westeurope.redis.azure.net', { host: 'contoso.westeurope.redis.azure.net', port: 10_000 }],
    ['Contoso.redis.azure.net:10001', { host: 'contoso.redis.azure.net', port: 10_001 }],
  ])('opens Redis at %s with tokens', (host, redisHost) => {
    expect(readConfig({ ...PRODUCTION, REDIS_URL: '', REDIS_HOST: host })).toMatchObject({
      redisUrl: undefined,
      redisHost,
    });
  });

  describe('without a secret', () => {
    const vouched = { BOT_TYPE: 'SingleTenant', WORKER_CLIENT_SECRET: 'a secret' };

    it('has nobody to vouch where no managed identity is named, and does not start', () => {
      expect(Object.keys(production(vouched))).toEqual(['BOT_SECRET', 'SSO_CLIENT_SECRET']);
      expect(Object.keys(production({ ...vouched, BOT_SECRET: 'a' }))).toEqual(['SSO_CLIENT_SECRET']);
      expect(Object.keys(production({ ...vouched, SSO_CLIENT_SECRET: 'a' }))).toEqual(['BOT_SECRET']);
    });

    it.each<[string, Readonly<Record<string, string>>, string | undefined, string]>([
      ['AZURE_CLIENT_ID', { ...vouched, AZURE_CLIENT_ID: TENANT_ID }, TENANT_ID, 'AZURE_CLIENT_ID'],
      ['the bot, which is one', { BOT_TYPE: 'UserAssignedMSI', WORKER_CLIENT_SECRET: 'a secret' }, bot.id, 'BOT_ID'],
      ['the reading identity, which is one', { BOT_TYPE: 'SingleTenant' }, reading.id, 'WORKER_CLIENT_ID'],
      ['the place’s own', { ...vouched, IDENTITY_ENDPOINT: 'http://127.0.0.1/token' }, undefined, 'AZURE_CLIENT_ID'],
      ['AZURE_CLIENT_ID before others', { AZURE_CLIENT_ID: TENANT_ID }, TENANT_ID, 'AZURE_CLIENT_ID'],
    ])('is vouched for by %s', (_who, changes, clientId, setting) => {
      expect(readConfig({ ...PRODUCTION, ...changes })).toMatchObject({ managedIdentity: { clientId, setting } });
    });
  });

  it.each([['CLI_CLIENT_ID', '55000000-0000-4000-8000-000000000550']])(
    'does not pretend to know %s, which is not built yet',
    (name, value) => {
      expect(production({ [name]: value })[name]).toContain('not built yet');
    },
  );

  it('reads lists and pairs', () => {
    const config = readConfig({
      ...PRODUCTION,
      ADMINISTRATOR_ROLE_IDS: TENANT_ID.toUpperCase(),
      PERSON_ALIASES: `${CAST.ana.id}=${CAST.anaTwo.id}, ${CAST.ben.id} = ${CAST.eva.id}`,
      EMERGENCY_ACCOUNTS: `${CAST.gus.id},`,
      DETAIL_CONVERSATIONS: '19:a@thread.tacv2, 19:b@thread.v2',
      SERVICE_URL_HOSTS: 'SMBA.trafficmanager.net:443',
    });

    expect(config.administratorRoleIds).toEqual(
      expect.arrayContaining([TENANT_ID, '62e90394-69f5-4237-9190-012177145e10']),
    );
    expect(config.personAliases).toEqual([
      [CAST.ana.id, CAST.anaTwo.id],
      [CAST.ben.id, CAST.eva.id],
    ]);
    expect(config.emergencyAccountIds).toEqual([CAST.gus.id]);
    expect(config.detailConversationIds).toEqual(['19:a@thread.tacv2', '19:b@thread.v2']);
    expect(config.channel.serviceUrlHosts).toEqual(['smba.trafficmanager.net']);
  });
});

describe('loopback', () => {
  it('may stand for all of Microsoft', () => {
    expect(readConfig(LOOPBACK)).toMatchObject({
      mode: 'production',
      allowLoopback: true,
      graph: { baseUrl: 'http://127.0.0.1:4001' },
      channel: { loginUrl: `https://localhost:4002/${TENANT_ID}`, serviceUrlHosts: ['localhost', '127.0.0.1'] },
      fileHosts: ['localhost'],
    });
  });

  it('is where files come from too, unless something else is said', () => {
    expect(readConfig({ ...LOOPBACK, FILE_HOSTS: '' }).fileHosts).toContain('localhost');
  });

  it('needs Redis like production', () => {
    expect(Object.keys(loopback({ REDIS_URL: '' }))).toEqual(['REDIS_URL']);
  });

  it.each<[string, string | undefined]>([
    ['GRAPH_BASE_URL', undefined],
    ['AUTHORITY_HOST', 'https://login.microsoftonline.com'],
    ['CHANNEL_OPENID_METADATA_URL', undefined],
    ['CHANNEL_LOGIN_URL', `https://login.microsoftonline.com/${TENANT_ID}`],
    ['SERVICE_URL_HOSTS', undefined],
    ['SERVICE_URL_HOSTS', 'localhost,smba.trafficmanager.net'],
    ['FILE_HOSTS', '*.sharepoint.com'],
  ])('is refused where %s is somewhere else (%s)', (name, value) => {
    expect(Object.keys(loopback({ [name]: value }))).toEqual([name]);
  });

  it('is refused where PUBLIC_URL is somewhere else', () => {
    const changes = { PUBLIC_URL: 'https://rewind.contoso.com', SSO_RESOURCE: `api://botid-${bot.id}` };

    expect(Object.keys(loopback(changes))).toEqual(['PUBLIC_URL']);
  });

  it.each(['false', ''])('is refused with ALLOW_LOOPBACK=%s, address by address', (allow) => {
    expect(Object.keys(loopback({ ALLOW_LOOPBACK: allow })).sort()).toEqual(
      ['AUTHORITY_HOST', 'CHANNEL_OPENID_METADATA_URL', 'FILE_HOSTS', 'GRAPH_BASE_URL', 'PUBLIC_URL', 'SERVICE_URL_HOSTS'].sort(),
    ); // prettier-ignore
  });

  it('changes nothing where no address is loopback', () => {
    expect(production({ ALLOW_LOOPBACK: 'true' })).toEqual({});
  });

  it('is no name that only looks like it', () => {
    expect(Object.keys(loopback({ GRAPH_BASE_URL: 'https://localhost.evil.example' }))).toEqual(['GRAPH_BASE_URL']);
  });
});

describe('misspelt settings', () => {
  it.each([
    ['RECOVERY_DISABLE', 'RECOVERY_DISABLED'],
    ['RECOVERY_DISABLED_', 'RECOVERY_DISABLED'],
    ['QUORUM_SOFTDELETES', 'QUORUM_SOFT_DELETES'],
    ['TENNANT_ID', 'TENANT_ID'],
    ['tenant_id', 'TENANT_ID'],
    ['BOTID', 'BOT_ID'],
    ['REDIS_URI', 'REDIS_URL'],
    ['REWIND_MOD', 'REWIND_MODE'],
  ])('%s is named', (name, nearest) => {
    expect(production({ [name]: 'true' })).toEqual({ [name]: `is not a setting; did you mean ${nearest}?` });
  });

  it.each(['APPROVAL_HOURS', 'SSO_AUDIENCE', 'WORKER_SECRET', 'GRAPH_TIMEOUT_MS'])('%s looks like ours', (name) => {
    expect(Object.keys(production({ [name]: 'true' }))).toEqual([name]);
  });

  it('stop the sandbox too', () => {
    expect(problemsOf(() => readGeneralConfig({ TENNANT_ID: TENANT_ID }))).toHaveProperty('TENNANT_ID');
  });

  it.each([
    'PATH',
    'HOST',
    'HOSTNAME',
    'PWD',
    'NODE_ENV',
    'NODE_EXTRA_CA_CERTS',
    'AZURE_TENANT_ID',
    'AZURE_FEDERATED_TOKEN_FILE',
    'IDENTITY_ENDPOINT',
    'IDENTITY_HEADER',
    'MSI_ENDPOINT',
    'REWIND_PORT',
    'REWIND_SERVICE_HOST',
    'REWIND_SERVICE_PORT_HTTP',
    'REDIS_PORT',
    'REDIS_PORT_6379_TCP_ADDR',
    'REWIND_TEST_CERTIFICATES',
    'WEBSITE_SITE_NAME',
    'CONTAINER_APP_NAME',
    'npm_config_registry',
  ])('%s is somebody else’s', (name) => {
    // prettier-ignore
    expect(production({ [name]: 'anything' })).toEqual({});
  });
});
