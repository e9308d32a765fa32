/**
 * SQLite inside this process, by libsql. It calls synchronously, and kysely gives its one connection to one transaction at a time.
 *
 * Three things of libsql 0.5 differ from the better-sqlite3 that kysely expects: blobs come back as ArrayBuffer, binding a boolean
 * ends the process, and a transaction that only turns out to write may lose its turn (so each begins as a writer).
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
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
import { UnavailableError } from '../shared/errors';
import type { Flavour } from './flavour';

const BUSY_TIMEOUT_MS = 5000;
/** Another process writes, the disk is full or does not answer: the same thing may work later. */
const AWAY = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|NOMEM)/;

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
    if (error instanceof Libsql.SqliteError && AWAY.test(error.code))
      throw new UnavailableError('store/away', 'the database file cannot be used now', { cause: error });
    throw error;
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

class LibsqlDriver extends SqliteDriver {
  private readonly database: Libsql.Database;

  constructor(database: Libsql.Database) {
    const adapted: SqliteDatabase = {
      prepare: (text) => statementOf(translated(() => database.prepare(text))),
      close: () => {
        database.close();
      },
    };
    super({ database: adapted });
    this.database = database;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
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
  private readonly database: Libsql.Database;

  constructor(database: Libsql.Database) {
    super({ database });
    this.database = database;
  }

  override createDriver(): Driver {
    return new LibsqlDriver(this.database);
  }

  override createAdapter(): LibsqlAdapter {
    return new LibsqlAdapter();
  }
}

/** @param file - a path, whose folder is made where it is missing, or `:memory:` */
export function sqlite(file: string): Flavour {
  if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
  const database = opened(file);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'])
    translated(() => database.pragma(pragma));
  return {
    dialect: new LibsqlDialect(database),
    columns: { sortedText: 'text', bytes: 'blob', counter: (column) => column.primaryKey().autoIncrement() },
  };
}
