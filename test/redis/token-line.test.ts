import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { openRedis, type OpenRedis } from '../../src/redis/open-redis';
import { systemClock } from '../../src/shared/clock';
import { UnavailableError } from '../../src/shared/errors';
import { testCertificates } from '../support/certificates';
import { guardRedis, type EntraStore } from '../support/entra-stores';
import { until } from '../support/until';
import { quietLog } from './quiet-log';

const LIVES_MS = 2_000;

describe('a Redis that takes tokens', () => {
  let server: EmbeddedServer;
  let guarded: EntraStore;
  let redis: OpenRedis | undefined;
  /** Every token that was handed out. */
  let tokens: string[];
  let isAway: boolean;
  let accepted: (token: string) => boolean;

  beforeEach(async () => {
    tokens = [];
    isAway = false;
    accepted = (token) => token === tokens.at(-1);
    server = await startEmbeddedServer();
    guarded = await guardRedis({
      certificates: await testCertificates(),
      target: server.url,
      mayEnter: (username, password) => username === 'an-object-id' && accepted(password),
      tokenLivesMs: LIVES_MS,
    });
  });
  afterEach(async () => {
    await redis?.close();
    await guarded.close();
    await server.close();
  });

  function signIn() {
    if (isAway) return Promise.reject(new UnavailableError('identity/managed-identity-away', 'no token'));
    tokens.push(`token-${tokens.length + 1}`);
    return Promise.resolve({
      username: 'an-object-id',
      password: tokens.at(-1) ?? '',
      expiresAt: Date.now() + LIVES_MS,
    });
  }
  async function open(): Promise<OpenRedis> {
    const { log } = quietLog();
    redis = await openRedis({ signedIn: { host: 'localhost', port: guarded.port, signIn }, clock: systemClock, log });
    return redis;
  }

  it('is opened over TLS, as the identity, by producer, worker and what BullMQ duplicates', async () => {
    const { producer, worker } = await open();
    const blocking = worker.duplicate();
    await until('a duplicate', () => blocking.status === 'ready' || undefined);

    await producer.set('written', 'by the producer');
    expect(await blocking.get('written')).toBe('by the producer');
    expect(guarded.signIns).toEqual(Array.from({ length: 3 }, () => ({ username: 'an-object-id', isTaken: true })));
    blocking.disconnect();
  });

  it('is told the next token on every line before the old one expires, and drops none', async () => {
    const { producer, worker } = await open();
    const blocking = worker.duplicate();
    const lost: string[] = [];
    for (const line of [producer, worker, blocking]) line.on('close', () => lost.push('a line'));
    await setTimeout(2.5 * LIVES_MS);

    expect(tokens.length).toBeGreaterThanOrEqual(3);
    expect(lost).toEqual([]);
    await expect(Promise.all([producer, worker, blocking].map((line) => line.ping()))).resolves.toHaveLength(3);
    blocking.disconnect();
  });

  it('begins a line that has to be made anew with the newest token', async () => {
    const { producer } = await open();
    await until('the second token', () => tokens.length > 1 || undefined);
    const before = guarded.signIns.length;
    producer.disconnect(true);
    await until('the line', () => guarded.signIns.length > before || undefined);
    await until('the line', () => producer.status === 'ready' || undefined);
    await producer.ping();

    expect(guarded.signIns.every(({ isTaken }) => isTaken)).toBe(true);
  });

  it('starts without a token while the managed identity is away, says nothing is there, and goes on by itself', async () => {
    isAway = true;
    const { log } = quietLog();
    const opened = await openRedis({ signedIn: { host: 'localhost', port: guarded.port, signIn }, clock: systemClock, log, startWaitMs: 200 }); // prettier-ignore
    redis = opened;
    await expect(opened.checkWrite()).rejects.toThrow(UnavailableError);
    expect(guarded.signIns.filter(({ isTaken }) => isTaken)).toEqual([]);

    isAway = false;
    await until('a Redis that takes work', async () => opened.checkWrite().then(() => true, () => undefined)); // prettier-ignore
  });

  it('lets nobody in without a token', async () => {
    const stranger = new Redis({ host: 'localhost', port: guarded.port, tls: {}, lazyConnect: true, retryStrategy: () => null }); // prettier-ignore
    stranger.on('error', () => undefined);

    await expect(stranger.connect()).rejects.toThrow();
    expect(guarded.signIns).toEqual([]);
  });
});
