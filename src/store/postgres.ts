/** PostgreSQL by a pool of `pg`. Whatever the server did not answer is "away", and so are the answers that say "not now". */
import pg from 'pg';
import {
  PostgresDialect,
  sql,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import { UnavailableError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { Flavour } from './flavour';

/**
 * Connection lost, transaction rolled back for another's sake, out of resources, shutting down, lock or idle timeout, read-only
 * after a failover.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const NOT_NOW = /^(08|40|53|57)|^(25006|25P03|55P03)$/;

const TIMEOUTS = {
  connectionTimeoutMillis: 5000,
  idleTimeoutMillis: 30_000,
  keepAlive: true,
  statement_timeout: 30_000,
  /** A process that hangs inside a transaction loses its locks. */
  idle_in_transaction_session_timeout: 60_000,
};

export interface PostgresOptions {
  readonly url: string;
  /** Asked for every new connection. */
  readonly password?: (() => Promise<string>) | undefined;
  readonly log: Log;
}

function away(error: unknown): UnavailableError {
  return new UnavailableError('store/away', 'the database does not answer', { cause: error });
}

function isAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return NOT_NOW.test(error.code ?? '');
  return !(error instanceof TypeError);
}

/** A password function is lost beside a connection string, so the address is handed over in parts. */
function connectionOf({ url, password }: PostgresOptions): pg.PoolConfig {
  if (!password) return { connectionString: url };
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  return {
    host: hostname,
    port: Number(port || '5432'),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    password,
    ssl: searchParams.get('sslmode') !== 'disable',
  };
}

/** The one statement kysely sends to a client; cursors are a second form of `query` that nobody here uses. */
function queryOf(client: pg.PoolClient): PostgresPoolClient['query'] {
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('rows are paged by key, not by cursor');
    return client.query(text, [...parameters]).catch((error: unknown) => {
      throw isAway(error) ? away(error) : error;
    });
  }
  return query;
}

function translated(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw away(error);
      });
      return {
        query: queryOf(client),
        release: () => {
          client.release();
        },
      };
    },
    end: () => pool.end(),
  };
}

export function postgres(options: PostgresOptions): Flavour {
  const pool = new pg.Pool({ ...TIMEOUTS, ...connectionOf(options) });
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
