import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { openRedis } from '../../src/redis/open-redis';
import type { PersonId } from '../../src/shared/ids';
import { keepsItsPromises } from './memory-promises';
import { quietLog } from './quiet-log';
import { SettableClock } from './settable-clock';

/** What is left in ioredis of an unanswered command ends with its timeout; the test process waits for it. */
const IMPATIENT = { startWaitMs: 100, commandTimeoutMs: 100 };

const ANA = 'aaaaaaaa-0000-4000-8000-000000000001' as PersonId;

describe('the embedded server', () => {
  keepsItsPromises({ embedded: true });

  it('keeps two products apart', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => openRedis({ embedded: true, clock: new SettableClock(), log: quietLog().log })),
    );
    await one?.seenActivities.isFirst('a');

    await expect(other?.seenActivities.isFirst('a')).resolves.toBe(true);
    await Promise.all([one?.close(), other?.close()]);
  });
});

describe('openRedis', () => {
  const clock = new SettableClock();

  it('refuses to guess an address', async () => {
    await expect(openRedis({ clock, log: quietLog().log })).rejects.toMatchObject({ code: 'redis/no-address' });
  });

  it('opens without a server, is not ready, and answers a person with "unavailable" at once', async () => {
    const port = await closedPort();
    const { log, lines } = quietLog();
    const redis = await openRedis({ url: `redis://127.0.0.1:${String(port)}`, clock, log, ...IMPATIENT });

    await expect(redis.checkWrite()).rejects.toMatchObject({ code: 'redis/unavailable' });
    await expect(redis.seenActivities.isFirst('a')).rejects.toMatchObject({ code: 'redis/unavailable' });
    await expect(redis.speakingLimits.mayStillSpeak(ANA, 'word')).rejects.toMatchObject({ code: 'redis/unavailable' });
    expect(lines.some((line) => line.msg === 'Redis connection failed')).toBe(true);
    await redis.close();
  });

  it('does not hang on a server that accepts and says nothing', async () => {
    const { server, sockets } = await mute();
    const { port } = server.address() as AddressInfo;
    const url = `redis://127.0.0.1:${String(port)}`;
    const redis = await openRedis({ url, clock, log: quietLog().log, ...IMPATIENT });

    await expect(redis.checkWrite()).rejects.toMatchObject({ code: 'redis/unavailable' });
    await redis.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
});

async function mute(): Promise<{ readonly server: Server; readonly sockets: readonly Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, sockets };
}

async function closedPort(): Promise<number> {
  const { server } = await mute();
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
