/** The built product in production mode with something wrong in what it signs in with, or in its Redis: it says which setting, and is not ready. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { startSandbox, type Sandbox } from '../../src/sandbox/start-sandbox';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { describeBuilt, startBuilt, type BuiltProcess } from '../support/built-process';
import { testCertificates } from '../support/certificates';

const OTHER = 'd1d1d1d1-0000-4000-8000-00000000d1d1';
const WRONG = 'a-secret-that-is-wrong';

describeBuilt('the built product with wrong credentials', () => {
  let folder: string;
  let redis: EmbeddedServer;
  let sandbox: Sandbox;
  let rewind: BuiltProcess | undefined;
  let health: string;
  let settings: Readonly<Record<string, string>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-credentials-'));
    redis = await startEmbeddedServer();
    const certificates = await testCertificates();
    const [port, healthPort] = [await freePort(), await freePort()];
    sandbox = await startSandbox({ certificates, productUrl: `http://127.0.0.1:${String(port)}` });
    health = `http://127.0.0.1:${String(healthPort)}/readyz`;
    settings = {
      ...sandbox.settings,
      PORT: String(port),
      HEALTH_PORT: String(healthPort),
      DATABASE_URL: `sqlite:${path.join(folder, 'rewind.sqlite')}`,
      REDIS_URL: redis.url,
      NODE_EXTRA_CA_CERTS: certificates.authorityFile,
      NODE_ENV: 'production',
    };
  });
  afterEach(() => rewind?.remove());
  afterAll(async () => {
    await sandbox.close();
    await redis.close();
    await rm(folder, { recursive: true });
  });

  async function started(changed: Readonly<Record<string, string>>): Promise<BuiltProcess> {
    rewind = startBuilt({ script: 'main.js', folder, settings: { ...settings, ...changed } });
    await rewind.prints('Rewind serves');
    return rewind;
  }
  async function readiness() {
    const answer = await fetch(health);
    return { status: answer.status, parts: (await answer.json()) as Readonly<Record<string, string>> };
  }
  const errorsIn = (process: BuiltProcess) =>
    process.printed().split('\n').filter((line) => line.includes('"level":50')).map((line) => JSON.parse(line) as { settings?: readonly string[]; who?: string; policy?: string }); // prettier-ignore

  it('is ready, without an error, where nothing is wrong', async () => {
    const process = await started({});

    expect(await readiness()).toMatchObject({ status: 200, parts: { ownSignIns: 'ready', redisKeepsAll: 'ready' } });
    expect(errorsIn(process)).toEqual([]);
  });

  it.each([
    ['BOT_SECRET', { BOT_SECRET: WRONG }, [['BOT_SECRET']]],
    ['SSO_CLIENT_SECRET', { SSO_CLIENT_SECRET: WRONG }, [['SSO_CLIENT_SECRET']]],
    ['WORKER_CLIENT_SECRET', { WORKER_CLIENT_SECRET: WRONG }, [['WORKER_CLIENT_SECRET']]],
    ['WORKER_CLIENT_ID', { WORKER_CLIENT_ID: OTHER }, [['WORKER_CLIENT_ID', 'TENANT_ID']]],
    ['SSO_CLIENT_ID', { SSO_CLIENT_ID: OTHER }, [['SSO_CLIENT_ID', 'TENANT_ID']]],
    ['CHANNEL_LOGIN_URL', { CHANNEL_LOGIN_URL: '' }, [['CHANNEL_LOGIN_URL']]],
    ['TENANT_ID', { TENANT_ID: OTHER, CHANNEL_LOGIN_URL: '' }, [['TENANT_ID'], ['TENANT_ID'], ['TENANT_ID']]],
  ])('names %s at level error, prints no value, and is not ready', async (name, changed, named) => {
    const wrong = name === 'CHANNEL_LOGIN_URL' ? { CHANNEL_LOGIN_URL: `${settings['AUTHORITY_HOST'] ?? ''}/${OTHER}` } : changed; // prettier-ignore
    const process = await started(wrong);

    expect(await readiness()).toMatchObject({ status: 503, parts: { ownSignIns: 'identity/application-refused' } });
    expect(errorsIn(process).map((error) => error.settings)).toEqual(named);
    for (const secret of [WRONG, 'pretend-bot-secret', settings['SSO_CLIENT_SECRET'] ?? '', settings['WORKER_CLIENT_SECRET'] ?? '']) expect(process.printed()).not.toContain(secret); // prettier-ignore
    process.signal('SIGTERM');
    expect(await process.exitCode).toBe(0);
  });

  it('starts, and is ready, where Entra cannot be reached', async () => {
    sandbox.entra.switches.tokenEndpointStatus = 503;
    const process = await started({}).finally(() => {
      sandbox.entra.switches.tokenEndpointStatus = 200;
    });

    expect((await readiness()).status).toBe(200);
    expect(errorsIn(process)).toEqual([]);
    expect(process.printed()).toContain('Entra cannot be asked');
  });

  it('is not ready on a Redis that may remove keys, and says so in its own log', async () => {
    const client = new Redis(redis.url);
    try {
      await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
      const process = await started({});

      expect(await readiness()).toMatchObject({ status: 503, parts: { redisKeepsAll: 'redis/evicts' } });
      expect(errorsIn(process)).toEqual([expect.objectContaining({ policy: 'allkeys-lru' })]);
    } finally {
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      client.disconnect();
    }
  });
});
