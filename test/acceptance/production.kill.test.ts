/**
 * Production, as it is deployed: the built product as a process of its own, with settings and nothing else, against substitutes for
 * Microsoft over TLS with a private authority. Nothing in it knows that it is not talking to Microsoft.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { startSandbox, type Sandbox } from '../../src/sandbox/start-sandbox';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { describeBuilt, startBuilt, type BuiltProcess } from '../support/built-process';
import { testCertificates } from '../support/certificates';
import { tellsTheMainStory } from '../support/channel-story';
import { until } from '../support/until';

const QUICK = { initialized: 50, loadingData: 100, calculating: 100, running: 150 };

describeBuilt('the built product in production mode', () => {
  let folder: string;
  let redis: EmbeddedServer;
  let sandbox: Sandbox;
  let settings: Readonly<Record<string, string>>;
  let rewind: BuiltProcess;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-production-'));
    redis = await startEmbeddedServer();
    const certificates = await testCertificates();
    const [port, healthPort] = [await freePort(), await freePort()];
    sandbox = await startSandbox({ certificates, productUrl: `http://127.0.0.1:${String(port)}`, durations: QUICK });
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
    };
    rewind = startBuilt({ script: 'main.js', folder, settings });
    await until('readiness', async () => {
      const answer = await fetch(`http://127.0.0.1:${String(healthPort)}/readyz`).catch(() => undefined);
      return answer?.status === 200;
    });
  });
  afterAll(async () => {
    await rewind.remove();
    await sandbox.close();
    await redis.close();
    await rm(folder, { recursive: true });
  });

  it('is told to be in production, against loopback', () => {
    expect(settings).toMatchObject({ REWIND_MODE: 'production', ALLOW_LOOPBACK: 'true' });
    expect(settings['GRAPH_BASE_URL']).toMatch(/^https:/);
  });

  it('tells the main story in the channel, through the sign-in page', async () => {
    await tellsTheMainStory(sandbox);
  });

  it('is alone on its database file: a second one says what to do, and is gone before it does anything', async () => {
    const second = startBuilt({ script: 'main.js', folder, settings: { ...settings, PORT: '0', HEALTH_PORT: '0' } });
    expect(await second.exitCode).toBe(1);
    expect(second.printed()).toMatch(/^Another Rewind works on .+rewind\.sqlite: stop that one, .+\n$/);
  });

  it('stops gracefully when the platform asks', async () => {
    rewind.signal('SIGTERM');
    expect(await rewind.exitCode).toBe(0);
    expect(rewind.printed()).not.toContain('"level":50');
  });

  it.each([
    ['is missing', { SSO_CLIENT_ID: '' }, 'SSO_CLIENT_ID'],
    ['is misspelt', { BOT_TYPE: 'SingelTenant' }, 'BOT_TYPE'],
    ['has a misspelt name', { SSO_CLIENT_ID: '', SSO_CLIENT_IDS: '55000000-0000-4000-8000-000000000550' }, 'SSO_CLIENT_IDS'],
    ['Redis is not given', { REDIS_URL: '' }, 'REDIS_URL'],
    ['Redis is given twice', { REDIS_HOST: 'rewind.westeurope.redis.azure.net' }, 'REDIS_HOST'],
    ['Redis’s database is another than 0', { REDIS_URL: 'redis://127.0.0.1:6379/3' }, 'REDIS_URL'],
    ['nobody vouches for the bot', { BOT_SECRET: '' }, 'BOT_SECRET'],
    ['nobody vouches for the sign-on application', { SSO_CLIENT_SECRET: '' }, 'SSO_CLIENT_SECRET'],
  ])('does not start where a setting %s, and names it', async (_, changed, name) => {
    const wrong = startBuilt({ script: 'main.js', folder, settings: { ...settings, ...changed } });

    expect(await wrong.exitCode).toBe(2);
    expect(wrong.printed()).toContain(name);
    for (const secret of ['pretend-bot-secret', 'SingelTenant', '55000000-0000']) expect(wrong.printed()).not.toContain(secret); // prettier-ignore
  }); // prettier-ignore

  it('says in a sentence that its port is taken', async () => {
    const taken = settings['HEALTH_PORT'] ?? '';
    const first = startBuilt({ script: 'main.js', folder, settings });
    try {
      await first.prints('Rewind serves');
      const second = startBuilt({
        script: 'main.js',
        folder,
        settings: { ...settings, PORT: String(await freePort()), DATABASE_URL: `sqlite:${path.join(folder, 'second.sqlite')}` }, // prettier-ignore
      });
      expect(await second.exitCode).toBe(1);
      expect(second.printed()).toContain(`Port ${taken} is taken`);
    } finally {
      await first.remove();
    }
  });
});
