/**
 * The built product with each of the three identities that a bot may have, against substitutes over TLS: the managed identities of the place
 * are asked at IDENTITY_ENDPOINT, Entra takes their word instead of a secret, and the stores take their tokens.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { APPLICATIONS, VOUCHING_IDENTITY } from '../../src/sandbox/cast';
import { principalOf } from '../../src/sandbox/entra/registrations';
import { serveOnLoopback, type LoopbackServer } from '../../src/sandbox/loopback-server';
import { startSandbox, type Sandbox } from '../../src/sandbox/start-sandbox';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { postgresAnswers, postgresDatabase, type TestDatabase } from '../store/test-database';
import { describeBuilt, startBuilt, type BuiltProcess } from '../support/built-process';
import { testCertificates } from '../support/certificates';
import { tellsTheMainStory } from '../support/channel-story';
import { guardPostgres, guardRedis, type EntraStore } from '../support/entra-stores';
import { until } from '../support/until';

const { bot, signOn, reading } = APPLICATIONS;
const QUICK = { initialized: 50, loadingData: 100, calculating: 100, running: 150 };
const FEDERATION = 'api://AzureADTokenExchange';
const CONNECTOR = 'https://api.botframework.com';
const GRAPH = 'https://graph.microsoft.com';
const CLIENT_CREDENTIALS = 'client_credentials';
const VOUCHER = principalOf(VOUCHING_IDENTITY);

describeBuilt('the built product in production mode', () => {
  let folder: string;
  let redis: EmbeddedServer;
  let sandbox: Sandbox;
  let identities: LoopbackServer;
  let rewind: BuiltProcess | undefined;
  let health: string;
  let settings: Readonly<Record<string, string>>;
  let certificates: Awaited<ReturnType<typeof testCertificates>>;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-identities-'));
    redis = await startEmbeddedServer();
    certificates = await testCertificates();
    const [port, healthPort] = [await freePort(), await freePort()];
    sandbox = await startSandbox({ certificates, productUrl: `http://127.0.0.1:${String(port)}`, durations: QUICK });
    const { managedIdentities } = sandbox.entra;
    identities = await serveOnLoopback(managedIdentities.fetch, { certificates });
    health = `http://127.0.0.1:${String(healthPort)}/readyz`;
    settings = {
      ...sandbox.settings,
      PORT: String(port),
      HEALTH_PORT: String(healthPort),
      DATABASE_URL: `sqlite:${path.join(folder, 'rewind.sqlite')}`,
      REDIS_URL: redis.url,
      POLL_MIN_MS: '50',
      POLL_MAX_MS: '500',
      NODE_EXTRA_CA_CERTS: certificates.authorityFile,
      NODE_ENV: 'production',
      IDENTITY_ENDPOINT: `${identities.url}/token`,
      IDENTITY_HEADER: managedIdentities.header,
    };
  });
  afterEach(async () => {
    await rewind?.remove();
    await identities.close();
    await sandbox.close();
    await redis.close();
    await rm(folder, { recursive: true });
  });

  async function isReadyWith(changed: Readonly<Record<string, string>>): Promise<BuiltProcess> {
    const started = startBuilt({ script: 'main.js', folder, settings: { ...settings, ...changed } });
    rewind = started;
    await until('readiness', async () => (await fetch(health).catch(() => undefined))?.status === 200).catch((error: unknown) => {
      throw new Error(started.printed(), { cause: error });
    }); // prettier-ignore
    return started;
  }
  const askedOfEntra = () =>
    sandbox.entra.tokenRequests.map(({ clientId, grant, vouchedBy, refusal }) => ({ clientId, grant, vouchedBy, refusal })); // prettier-ignore
  const handedOut = () => new Set(sandbox.entra.managedIdentities.handedOut.map(({ clientId, resource }) => `${clientId} ${resource}`)); // prettier-ignore

  it('speaks as an application for which the managed identity vouches, and so does the sign-on application', async () => {
    await isReadyWith({
      BOT_TYPE: 'SingleTenant',
      BOT_SECRET: '',
      SSO_CLIENT_SECRET: '',
      WORKER_CLIENT_SECRET: '',
      AZURE_CLIENT_ID: VOUCHING_IDENTITY,
    });
    await tellsTheMainStory(sandbox);

    expect(handedOut()).toEqual(new Set([`${VOUCHING_IDENTITY} ${FEDERATION}`, `${reading.id} ${GRAPH}`]));
    expect(askedOfEntra()).toContainEqual({ clientId: bot.id, grant: CLIENT_CREDENTIALS, vouchedBy: VOUCHER });
    expect(askedOfEntra()).toContainEqual({ clientId: signOn.id, grant: 'authorization_code', vouchedBy: VOUCHER });
    expect(askedOfEntra().filter(({ vouchedBy, refusal }) => vouchedBy !== VOUCHER || refusal !== undefined)).toEqual(
      [],
    );
  });

  it('speaks as an application with a secret, and asks no managed identity', async () => {
    await isReadyWith({});
    await tellsTheMainStory(sandbox);

    expect(handedOut()).toEqual(new Set());
    expect(new Set(askedOfEntra().map(({ clientId }) => clientId))).toEqual(new Set([bot.id, signOn.id, reading.id]));
    expect(askedOfEntra().filter(({ vouchedBy, refusal }) => vouchedBy ?? refusal)).toEqual([]);
  });

  it('speaks as a managed identity, which vouches for the sign-on application', async () => {
    await isReadyWith({
      BOT_TYPE: 'UserAssignedMSI',
      BOT_SECRET: '',
      SSO_CLIENT_SECRET: '',
      WORKER_CLIENT_SECRET: '',
    });
    await tellsTheMainStory(sandbox);

    expect(handedOut()).toEqual(new Set([`${bot.id} ${CONNECTOR}`, `${bot.id} ${FEDERATION}`, `${reading.id} ${GRAPH}`])); // prettier-ignore
    expect(new Set(askedOfEntra().map(({ clientId }) => clientId))).toEqual(new Set([signOn.id]));
    expect(new Set(askedOfEntra().map(({ vouchedBy }) => vouchedBy))).toEqual(new Set([principalOf(bot.id)]));
  });

  it('is not ready where Entra does not take the word of the identity, and names the setting', async () => {
    rewind = startBuilt({
      script: 'main.js',
      folder,
      settings: { ...settings, BOT_SECRET: '', SSO_CLIENT_SECRET: '', AZURE_CLIENT_ID: reading.id },
    });
    await rewind.prints('Rewind serves');

    expect((await fetch(health)).status).toBe(503);
    expect(rewind.printed()).toMatch(/Entra refuses the bot: check .*AZURE_CLIENT_ID/);
    expect(rewind.printed()).toMatch(/Entra refuses the sign-on application: check .*AZURE_CLIENT_ID/);
  });

  describe('with stores that take tokens instead of passwords', () => {
    let guardedRedis: EntraStore;
    let guardedPostgres: EntraStore | undefined;
    let database: TestDatabase | undefined;

    beforeEach(async () => {
      const { entra } = sandbox;
      const takes = (resource: string) => (holder: string | undefined, token: string) => entra.holderOf(token, resource) === holder; // prettier-ignore
      const mayEnter = takes('https://redis.azure.com');
      guardedRedis = await guardRedis({ certificates, target: redis.url, mayEnter });
      if (!postgresAnswers()) return;
      database = await postgresDatabase();
      const ofPostgres = takes('https://ossrdbms-aad.database.windows.net');
      guardedPostgres = await guardPostgres({
        certificates,
        target: database.url,
        mayEnter: (username, token) => username === 'rewind-bot' && ofPostgres(VOUCHER, token),
      });
    });
    afterEach(async () => {
      await rewind?.remove();
      await guardedRedis.close();
      await guardedPostgres?.close();
      await database?.drop();
    });

    it('opens them as the managed identity, over TLS', async () => {
      const { pathname = '' } = database ? new URL(database.url) : {};
      await isReadyWith({
        BOT_SECRET: '',
        SSO_CLIENT_SECRET: '',
        AZURE_CLIENT_ID: VOUCHING_IDENTITY,
        REDIS_URL: '',
        REDIS_HOST: `localhost:${String(guardedRedis.port)}`,
        ...(guardedPostgres ? { DATABASE_URL: `postgres://rewind-bot@localhost:${String(guardedPostgres.port)}${pathname}?sslmode=require` } : {}),
      }); // prettier-ignore
      await tellsTheMainStory(sandbox);

      expect(new Set(guardedRedis.signIns.map(({ username }) => username))).toEqual(new Set([VOUCHER]));
      for (const store of [guardedRedis, guardedPostgres]) expect(store?.signIns.every(({ isTaken }) => isTaken) ?? true).toBe(true); // prettier-ignore
      expect(guardedPostgres?.signIns.length).not.toBe(0);
    });
  });
});
