import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { until } from './until';

/** A real server of this test alone, which may be demoted, starved and stopped. */
export interface OwnRedis {
  readonly url: string;
  /** For the one who runs the server. */
  readonly admin: Redis;
  close(): Promise<void>;
}

export async function startOwnRedis(): Promise<OwnRedis> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rewind-redis-'));
  const port = await freePort();
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' }); // prettier-ignore
  const url = `redis://127.0.0.1:${String(port)}`;
  const admin = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  admin.on('error', () => undefined);
  await until('a Redis of its own', () => admin.ping());
  return {
    url,
    admin,
    close: async () => {
      admin.disconnect();
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What stands in the first becomes the second's, and the first follows it from now on. Its connections live on. */
export async function failOver(from: OwnRedis, to: OwnRedis): Promise<void> {
  const { hostname, port } = new URL(from.url);
  await to.admin.replicaof(hostname, port);
  await until('the replica', async () => (await to.admin.info('replication')).includes('master_link_status:up') || undefined); // prettier-ignore
  await to.admin.replicaof('NO', 'ONE');
  const successor = new URL(to.url);
  await from.admin.replicaof(successor.hostname, successor.port);
}

/** Skips loudly where no server can be started. */
export function describeWithOwnRedis(name: string, tests: () => void): void {
  const isThere = spawnSync('redis-server', ['--version']).status === 0;
  if (!isThere) console.warn(`SKIPPED "${name}": there is no redis-server to start`);
  (isThere ? describe : describe.skip)(name, tests);
}
