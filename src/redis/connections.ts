/**
 * Two kinds of connection, never mixed. A producer answers a person: it gives up after two seconds and queues nothing in memory.
 * A worker waits for Redis as long as it takes: everything it holds is locked there, and comes back with it.
 */
import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../shared/log';
import { isBetterAskedAnew } from './available';
import { TokenLine, type TokenLines } from './token-line';

export type RedisConnection = Redis;

/** How long a producer waits for one answer. A command that timed out may still have been carried out. */
export const COMMAND_TIMEOUT_MS = 2000;

const GOODBYE_MS = 500;

const retryStrategy = (times: number): number => Math.min(50 * 2 ** times, 2000);

const producerOptions = (timeoutMs: number): RedisOptions => ({
  commandTimeout: timeoutMs,
  disconnectTimeout: 200,
  connectTimeout: timeoutMs,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  retryStrategy,
  reconnectOnError: isBetterAskedAnew,
});

/** BullMQ duplicates it with these options for its blocking commands. */
const WORKER: RedisOptions = {
  maxRetriesPerRequest: null,
  retryStrategy,
  disconnectTimeout: 200,
  reconnectOnError: isBetterAskedAnew,
};

export interface ConnectOptions {
  readonly log: Log;
  readonly commandTimeoutMs?: number | undefined;
}

/** `redis://` or `rediss://` (TLS), or a host that takes tokens, over TLS always. */
export type RedisAddress =
  { readonly url: string } | { readonly host: string; readonly port: number; readonly lines: TokenLines };

function lineTo(address: RedisAddress, options: RedisOptions): RedisConnection {
  if ('url' in address) return new Redis(address.url, options);
  const { host, port, lines } = address;
  return new TokenLine({ ...options, host, port, tls: { servername: host } }, lines);
}

export function connect(
  address: RedisAddress,
  kind: 'producer' | 'worker',
  { log, commandTimeoutMs = COMMAND_TIMEOUT_MS }: ConnectOptions,
): RedisConnection {
  const connection = lineTo(address, kind === 'producer' ? producerOptions(commandTimeoutMs) : WORKER);
  // Without a listener an outage would end the process.
  connection.on('error', (error: Error) => {
    log.warn({ connection: kind, error: error.message }, 'Redis connection failed');
  });
  return connection;
}

/** True when it is usable within `timeoutMs`. */
export async function isUsableWithin(connection: RedisConnection, timeoutMs: number): Promise<boolean> {
  if (connection.status === 'ready') return true;
  return await new Promise((resolve) => {
    const settle = (isUsable: boolean): void => {
      clearTimeout(timer);
      connection.off('ready', becameReady);
      resolve(isUsable);
    };
    const becameReady = (): void => {
      settle(true);
    };
    const timer = setTimeout(() => {
      settle(false);
    }, timeoutMs);
    connection.once('ready', becameReady);
  });
}

/** Says goodbye where the server still answers; in an outage there is nobody to say it to. */
export async function disconnect(connection: RedisConnection): Promise<void> {
  if (connection.status === 'ready') {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise((resolve) => {
      timer = setTimeout(resolve, GOODBYE_MS);
    });
    await Promise.race([connection.quit().catch(() => undefined), tooLate]);
    clearTimeout(timer);
  }
  connection.disconnect();
}
