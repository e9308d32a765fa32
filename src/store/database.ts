import { Kysely, Migrator } from 'kysely';
import { RewindError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { Flavour } from './flavour';
import { migrationsFor } from './migrations';
import { postgres } from './postgres';
import type { Tables } from './schema';
import { sqlite, sqliteToRead } from './sqlite';

export type Database = Kysely<Tables>;

export interface DatabaseOptions {
  /** `sqlite:./path`, `sqlite::memory:` or `postgres://…` */
  readonly url: string;
  /** PostgreSQL's password where it is a token that expires; asked for every new connection. */
  readonly password?: (() => Promise<string>) | undefined;
  readonly log: Log;
  /** How long PostgreSQL may take for one statement. Default 10 s. */
  readonly answerWithinMs?: number | undefined;
}

const SQLITE = 'sqlite:';

export const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** `undefined` where it is none, or in memory. */
export function sqliteFileOf(url: string): string | undefined {
  const file = url.startsWith(SQLITE) ? url.slice(SQLITE.length) : ':memory:';
  return file === ':memory:' ? undefined : file;
}

/** The address is not in the message: it may hold a password. */
function flavourOf(options: DatabaseOptions, openSqlite = sqlite): Flavour {
  if (options.url.startsWith(SQLITE)) return openSqlite(options.url.slice(SQLITE.length));
  if (isPostgres(options.url)) return postgres(options);
  throw new RewindError('store/unknown-database', 'the database address must begin with sqlite: or postgres://');
}

/** Opens the database and brings its tables up to date. Several processes may do so at once: kysely's lock lets one migrate. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dialect, columns } = flavourOf(options);
  const db = new Kysely<Tables>({ dialect });
  const provider = { getMigrations: () => Promise.resolve(migrationsFor(columns)) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return db;
  await db.destroy();
  throw error instanceof Error
    ? error
    : new RewindError('store/not-migrated', 'the tables could not be brought up to date');
}

/** Opens the database for who only reads: nothing is migrated, and no file is made. */
export function openDatabaseToRead(options: DatabaseOptions): Database {
  return new Kysely<Tables>({ dialect: flavourOf(options, sqliteToRead).dialect });
}
