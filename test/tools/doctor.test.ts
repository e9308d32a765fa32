import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { readConfig } from '../../src/config';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { APPLICATIONS, CAST } from '../../src/sandbox/cast';
import { startProduct, type Product } from '../../src/product';
import { startSandbox, type Sandbox } from '../../src/sandbox/start-sandbox';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { systemClock } from '../../src/shared/clock';
import { createLog } from '../../src/shared/log';
import { examine } from '../../src/tools/doctor/examine';
import { tableOf, type Finding } from '../../src/tools/doctor/finding';
import { neededPermissions } from '../../src/tools/doctor/looks';
import { describeBuilt, startBuilt } from '../support/built-process';
import { testCertificates } from '../support/certificates';

const { bot, signOn } = APPLICATIONS;
const OTHER = 'd1d1d1d1-0000-4000-8000-00000000d1d1';

describe('the doctor', () => {
  let folder: string;
  let redis: EmbeddedServer;
  let sandbox: Sandbox;
  let product: Product;
  let settings: Readonly<Record<string, string>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-doctor-'));
    redis = await startEmbeddedServer();
    const certificates = await testCertificates();
    const port = await freePort();
    sandbox = await startSandbox({ certificates, productUrl: `http://127.0.0.1:${port}` });
    settings = {
      ...sandbox.settings,
      PORT: String(port),
      HEALTH_PORT: String(await freePort()),
      DATABASE_URL: `sqlite:${path.join(folder, 'rewind.sqlite')}`,
      REDIS_URL: redis.url,
      NODE_EXTRA_CA_CERTS: certificates.authorityFile,
      LOG_LEVEL: 'silent',
    };
    const config = readConfig(settings);
    product = await startProduct({ config, clock: systemClock, log: createLog('silent'), host: '127.0.0.1' });
  });
  afterAll(async () => {
    await product.close();
    await sandbox.close();
    await redis.close();
    await rm(folder, { recursive: true });
  });

  interface Changed {
    readonly environment?: Readonly<Record<string, string>>;
    readonly nodeVersion?: string;
    readonly aheadMs?: number;
    readonly sayHelloTo?: string;
  }
  const look = ({ environment = {}, nodeVersion = '24.18.0', aheadMs = 0, sayHelloTo }: Changed = {}) =>
    examine({
      environment: { ...settings, ...environment },
      clock: { now: () => new Date(Date.now() + aheadMs) },
      nodeVersion,
      sayHelloTo,
    });
  const wrong = (findings: readonly Finding[]) => findings.filter(({ state }) => state !== 'ok');

  it('finds nothing where nothing is wrong, but says what is only half right', async () => {
    const findings = await look();

    expect(findings.map(({ what }) => what)).toEqual([
      'Node', 'authority', 'Graph', 'channel', 'own address', 'clock', 'reading identity', 'bot', 'sign-on application',
      'permissions', 'consent', 'organization', 'database', 'Redis',
    ]); // prettier-ignore
    expect(wrong(findings)).toEqual([expect.objectContaining({ what: 'Redis', state: 'warning' })]);
    expect(tableOf(findings)).toContain('ok       permissions          AuditLog.Read.All, ');
  });

  it('asks for the permissions of all operations', () => {
    expect(neededPermissions()).toEqual(expect.arrayContaining(['EntraBackup.Read.All', 'Directory.Read.All']));
  });

  it.each<[what: string, says: RegExp, changed: Changed]>([
    ['SSO_CLIENT_ID', /is missing/, { environment: { SSO_CLIENT_ID: '' } }],
    ['QUORUM_STRIKT', /did you mean QUORUM_STRICT/, { environment: { QUORUM_STRIKT: 'true' } }],
    ['Node', /20\.20\.1 is past its end of life/, { nodeVersion: '20.20.1' }],
    ['clock', /(?:299|300) s off Entra’s/, { aheadMs: 300_000 }],
    ['reading identity', /check WORKER_CLIENT_SECRET/, { environment: { WORKER_CLIENT_SECRET: 'wrong' } }],
    ['bot', /check BOT_SECRET/, { environment: { BOT_SECRET: 'wrong' } }],
    ['sign-on application', /check SSO_CLIENT_SECRET/, { environment: { SSO_CLIENT_SECRET: 'wrong' } }],
    ['authority', /AUTHORITY_HOST, TENANT_ID: answers 400/, { environment: { TENANT_ID: OTHER } }],
    ['permissions', /lacks AuditLog\.Read\.All, .*EntraBackup\.Read\.All/, { environment: { WORKER_CLIENT_ID: bot.id, WORKER_CLIENT_SECRET: bot.secret } }],
    ['Graph', /GRAPH_BASE_URL: does not answer/, { environment: { GRAPH_BASE_URL: 'https://localhost:1' } }],
    ['channel', /CHANNEL_OPENID_METADATA_URL: answers 404/, { environment: { CHANNEL_OPENID_METADATA_URL: 'REPLACED' } }],
    ['own address', /PUBLIC_URL: does not answer/, { environment: { PUBLIC_URL: 'http://127.0.0.1:1' } }],
    ['database', /no database file/, { environment: { DATABASE_URL: 'sqlite:/nowhere/at/all.sqlite' } }],
    ['database', /does not answer/, { environment: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/rewind' } }],
    ['Redis', /does not answer/, { environment: { REDIS_URL: 'redis://127.0.0.1:1' } }],
  ])('names %s: %s', async (what, says, { environment, ...changed }) => {
    const channel = `${new URL(settings['CHANNEL_OPENID_METADATA_URL'] ?? '').origin}/nothing`;
    const replaced = environment && Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value === 'REPLACED' ? channel : value])); // prettier-ignore
    const findings = wrong(await look({ ...changed, ...(replaced ? { environment: replaced } : {}) }));

    expect(findings.find((finding) => finding.what === what)?.says).toMatch(says);
    for (const secret of ['pretend-bot-secret', 'pretend-sign-on-secret', 'pretend-reading-secret']) expect(tableOf(findings)).not.toContain(secret); // prettier-ignore
  }); // prettier-ignore

  it('names a consent that is missing, scope by scope', async () => {
    const { consents } = sandbox.graph.state;
    const scopes = consents.get(signOn.id) ?? [];
    consents.set(signOn.id, ['User.Read', 'EntraBackup.ReadWrite.Preview']);
    const findings = wrong(await look());
    consents.set(signOn.id, scopes);

    expect(findings.find(({ what }) => what === 'consent')).toMatchObject({
      state: 'failed',
      says: expect.stringMatching(/SSO_CLIENT_ID\) to EntraBackup\.ReadWrite\.Recovery$/) as string,
    });
  });

  it('names an organization that does not answer', async () => {
    sandbox.graph.faults.add({ fault: { kind: 'forbidden' }, path: '*/recovery/snapshots' });
    const findings = wrong(await look());

    expect(findings.map(({ what }) => what)).toContain('organization');
  });

  it('names a database that nobody has migrated, and does not migrate it', async () => {
    const url = `sqlite:${path.join(folder, 'empty.sqlite')}`;
    const { default: Libsql } = await import('libsql');
    const empty = new Libsql(path.join(folder, 'empty.sqlite'));
    empty.exec('create table somebody_elses (id text)');
    empty.close();
    for (let time = 0; time < 2; time += 1) {
      const found = (await look({ environment: { DATABASE_URL: url } })).find(({ what }) => what === 'database');
      expect(found).toMatchObject({ state: 'failed', says: expect.stringContaining('not migrated') as string });
    }
  });

  it('names a Redis that may throw keys away', async () => {
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const findings = wrong(await look());
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    client.disconnect();

    expect(findings.find(({ what }) => what === 'Redis')).toMatchObject({ state: 'failed', says: 'maxmemory-policy is allkeys-lru' }); // prettier-ignore
  });

  describe('says hello', () => {
    it('to one person who has the app, and to nobody else', async () => {
      const { teams } = sandbox;
      await teams.says(CAST.cleo, 'personal', 'help');
      const counted = () =>
        [CAST.cleo, CAST.ana, CAST.gus].map((person) => teams.messagesIn(person, 'personal').length);
      const [before = 0, ...others] = counted();
      const findings = await look({ sayHelloTo: CAST.cleo.signInName });

      expect(findings.at(-1)).toEqual({ what: 'hello', state: 'ok', says: 'Cleo Marchetti has a card from Rewind' });
      expect(JSON.stringify(teams.cardFor(CAST.cleo, 'personal')?.card)).toContain('Hello from Rewind');
      expect(counted()).toEqual([before + 1, ...others]);
    });

    it.each([
      ['somebody who never wrote', CAST.dan.signInName, 'has not written to Rewind'],
      ['nobody', 'nobody@nowhere.example', 'nobody is called'],
    ])('not to %s', async (_whom, sayHelloTo, says) => {
      expect((await look({ sayHelloTo })).at(-1)).toMatchObject({ state: 'failed', says: expect.stringContaining(says) as string }); // prettier-ignore
    });

    it('not before the rest is mended', async () => {
      const findings = await look({ sayHelloTo: CAST.cleo.signInName, environment: { BOT_SECRET: 'wrong' } });

      expect(findings.at(-1)).toMatchObject({ what: 'hello', state: 'failed' });
    });
  });

  describeBuilt('built', () => {
    it.each([
      ['0 where it is well', {}, 0, 'ok       consent'],
      ['1 where something failed', { BOT_SECRET: 'wrong' }, 1, 'FAILED   bot'],
    ])('ends with %s', async (_what, changed, exitCode, line) => {
      const doctor = startBuilt({ script: 'tools/doctor.js', folder, settings: { ...settings, ...changed } });

      expect(await doctor.exitCode).toBe(exitCode);
      expect(doctor.printed()).toContain(line);
    });
  });
});
