/**
 * SQLite inside this process, by libsql. It calls synchronously, and kysely gives its one connection to one transaction at a time.
 *
 * Four things of libsql 0.5 differ from the better-sqlite3 that kysely expects: blobs come back as ArrayBuffer, binding a boolean
 * ends the process, a transaction that only turns out to write may lose its turn (so each begins as a writer), and its option
 * `readonly` is ignored (so who only reads says so in the file's address).
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';
import Libsql from 'libsql';
import { DISK_FULL, RewindError, UnavailableError } from '../shared/errors';
import type { Flavour } from './flavour';

const BUSY_TIMEOUT_MS = 5000;
/** Another process writes, the disk is full, read-only or does not answer: the same thing may work later. */
const AWAY = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|NOMEM|READONLY|PROTOCOL)/;

type Row = Readonly<Record<string, unknown>>;

/** Opening fails with a plain Error, whatever the cause. */
function opened(file: string): Libsql.Database {
  try {
    return new Libsql(file, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw new UnavailableError('store/away', 'the database file cannot be opened', { cause: error });
  }
}

function translated<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Libsql.SqliteError && AWAY.test(error.code))) throw error;
    throw error.code === 'SQLITE_FULL'
      ? new UnavailableError(DISK_FULL, 'the disk of the database file is full', { cause: error })
      : new UnavailableError('store/away', 'the database file cannot be used now', { cause: error });
  }
}

function bindable(parameters: readonly unknown[]): unknown[] {
  if (parameters.some((value) => typeof value === 'boolean'))
    throw new TypeError('SQLite has no booleans: bind 0 or 1');
  return [...parameters];
}

function withBuffers(row: unknown): Row {
  const entries = Object.entries(row as Row);
  return Object.fromEntries(
    entries.map(([column, value]) => [column, value instanceof ArrayBuffer ? Buffer.from(value) : value]),
  );
}

function statementOf(statement: Libsql.Statement): SqliteStatement {
  const all = (parameters: readonly unknown[]) =>
    translated(() => statement.all(bindable(parameters)).map((row) => withBuffers(row)));
  return {
    reader: statement.reader,
    all,
    run: (parameters) => translated(() => statement.run(bindable(parameters))),
    // Nothing streams rows: a stream would keep the only connection from everybody else.
    iterate: (parameters) => all(parameters).values(),
  };
}

interface Opened {
  readonly database: Libsql.Database;
  /** How a transaction begins. */
  readonly begin: 'begin' | 'begin immediate';
}

class LibsqlDriver extends SqliteDriver {
  private readonly database: Libsql.Database;
  private readonly begin: Opened['begin'];

  constructor({ database, begin }: Opened) {
    const adapted: SqliteDatabase = {
      prepare: (text) => statementOf(translated(() => database.prepare(text))),
      close: () => {
        database.close();
      },
    };
    super({ database: adapted });
    this.database = database;
    this.begin = begin;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.begin));
  }

  /** SQLite has already rolled back by itself after some errors, and asking again would hide the error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** Migrations run in one transaction, so that a process killed while it migrates leaves nothing half made. */
class LibsqlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class LibsqlDialect extends SqliteDialect {
  private readonly opened: Opened;

  constructor(opened: Opened) {
    super({ database: opened.database });
    this.opened = opened;
  }

  override createDriver(): Driver {
    return new LibsqlDriver(this.opened);
  }

  override createAdapter(): LibsqlAdapter {
    return new LibsqlAdapter();
  }
}

const OWNER_ONLY = 0o600;

/**
 * What is kept is nobody else's to read. What SQLite writes beside the file gets the file's mode; files of before are narrowed.
 *
 * @throws UnavailableError where no such file can be made
 */
export function makePrivate(file: string): void {
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', OWNER_ONLY));
    for (const kept of [file, `${file}-wal`, `${file}-shm`])
      if (existsSync(kept) && (statSync(kept).mode & 0o777) !== OWNER_ONLY) chmodSync(kept, OWNER_ONLY);
  } catch (error) {
    throw new UnavailableError('store/away', 'the database file cannot be opened', { cause: error });
  }
}

/** @param file - a path, whose folder is made where it is missing, or `:memory:` */
export function sqlite(file: string): Flavour {
  if (file !== ':memory:') makePrivate(file);
  const database = opened(file);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'])
    translated(() => database.pragma(pragma));
  return { dialect: new LibsqlDialect({ database, begin: 'begin immediate' }), columns: COLUMNS };
}

const WHERE_IT_IS =
  'DATABASE_URL names the database to read; the sandbox keeps its record in memory only, unless it is started with DATABASE_URL, too.';

/**
 * For who only reads, also while the product writes.
 *
 * @throws RewindError `store/no-database`: a file that is not there is not made
 */
export function sqliteToRead(file: string): Flavour {
  if (!existsSync(file))
    throw new RewindError('store/no-database', `there is no database file ${file}. ${WHERE_IT_IS}`);
  const database = opened(`${pathToFileURL(file).href}?mode=ro`);
  return { dialect: new LibsqlDialect({ database, begin: 'begin' }), columns: COLUMNS };
}

const COLUMNS: Flavour['columns'] = {
  sortedText: 'text',
  bytes: 'blob',
  counter: (column) => column.primaryKey().autoIncrement(),
};
