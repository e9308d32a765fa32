/**
 * PostgreSQL by a pool of `pg`. Whatever the server did not answer in time is "away", and so are the answers that say "not now". A line
 * on which an answer is missing is thrown away, and those that stood idle beside it: nobody knows what they would bring, or when.
 */
import pg from 'pg';
import {
  PostgresDialect,
  sql,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import { DISK_FULL, UnavailableError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { Flavour } from './flavour';

/**
 * Connection lost, transaction rolled back for another's sake, out of resources, shutting down, lock or idle timeout, read-only
 * after a failover.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const NOT_NOW = /^(08|40|53|57)|^(25006|25P03|55P03)$/;

const NO_ROOM = '53100';

const ANSWER_WITHIN_MS = 10_000;
const CONNECT_WITHIN_MS = 3_000;

/** Ours, because a server that swallows what it gets keeps no time limit of its own. */
const limitsOf = ({ answerWithinMs = ANSWER_WITHIN_MS }: PostgresOptions) => ({
  /** For a new connection, and for one of the pool to be free. */
  connectionTimeoutMillis: Math.min(CONNECT_WITHIN_MS, answerWithinMs),
  query_timeout: answerWithinMs,
  /** A server that is only slow gives up first, and the line stays whole. */
  statement_timeout: Math.ceil(0.8 * answerWithinMs),
  idleTimeoutMillis: 30_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  /** A process that hangs inside a transaction loses its locks. */
  idle_in_transaction_session_timeout: 60_000,
});

export interface PostgresOptions {
  readonly url: string;
  /** Asked for every new connection, where the address has none and the server wants one. */
  readonly password?: (() => Promise<string>) | undefined;
  readonly log: Log;
  /** How long one statement may take. Default 10 s. */
  readonly answerWithinMs?: number | undefined;
}

function away(error: unknown): UnavailableError {
  const isFull = error instanceof pg.DatabaseError && error.code === NO_ROOM;
  return isFull
    ? new UnavailableError(DISK_FULL, 'the disk of the database is full', { cause: error })
    : new UnavailableError('store/away', 'the database does not answer', { cause: error });
}

function isAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return NOT_NOW.test(error.code ?? '');
  return !(error instanceof TypeError);
}

/** A password function is lost beside a connection string, so the address is handed over in parts. */
function connectionOf({ url, password }: PostgresOptions): pg.PoolConfig {
  const { hostname, port, username, password: written, pathname, searchParams } = new URL(url);
  const isToken = written === '' && hostname !== '' && isEncrypted(hostname, searchParams.get('sslmode'));
  if (!password || !isToken) return { connectionString: url };
  return {
    host: hostname,
    port: Number(port || '5432'),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    password,
    ssl: true,
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A token goes over TLS only; without a word of it, this machine needs none. */
const isEncrypted = (hostname: string, mode: string | null): boolean =>
  mode === null ? !LOOPBACK.test(hostname) : mode !== 'disable';

/** The one statement kysely sends to a client; cursors are a second form of `query` that nobody here uses. */
function queryOf(line: Line): PostgresPoolClient['query'] {
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('rows are paged by key, not by cursor');
    return line.ask(text, parameters);
  }
  return query;
}

/** One connection while somebody has it. */
class Line {
  /** What is asked after a missing answer would wait behind it. */
  private lostBy: unknown;
  private readonly client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  async ask(text: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
    if (this.lostBy !== undefined) throw away(this.lostBy);
    try {
      return await this.client.query(text, [...parameters]);
    } catch (error) {
      if (!isAway(error)) throw error;
      if (!(error instanceof pg.DatabaseError)) this.lostBy = error;
      throw away(error);
    }
  }

  /** @returns whether it was whole */
  release(): boolean {
    const isWhole = this.lostBy === undefined;
    this.client.release(!isWhole);
    return isWhole;
  }
}

function translated(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw away(error);
      });
      const line = new Line(client);
      return {
        query: queryOf(line),
        release: () => {
          if (!line.release()) throwIdleAway(pool);
        },
      };
    },
    end: () => pool.end(),
  };
}

/** To take one that is idle needs no answer of anybody. */
function throwIdleAway(pool: pg.Pool): void {
  const ignore = (): undefined => undefined;
  for (let idle = pool.idleCount; idle > 0; idle -= 1)
    pool.connect().then((client) => {
      client.release(true);
    }, ignore);
}

export function postgres(options: PostgresOptions): Flavour {
  const pool = new pg.Pool({ ...limitsOf(options), ...connectionOf(options) });
  const lost = (error: Error & { readonly code?: string }) => {
    options.log.warn({ code: error.code }, 'database connection lost');
  };
  // Without listeners a dropped connection would end the process, in use (client) as well as idle (pool).
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return {
    dialect: new PostgresDialect({ pool: translated(pool) }),
    columns: {
      sortedText: sql`text collate "C"`,
      bytes: 'bytea',
      counter: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
    },
  };
}
