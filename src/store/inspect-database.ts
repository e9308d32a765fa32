/** How the database stands, without changing anything: whether its tables are up to date, and what time it has. */
import { sql } from 'kysely';
import { RewindError, UnavailableError } from '../shared/errors';
import { isPostgres, openDatabaseToRead, type Database, type DatabaseOptions } from './database';
import { databaseNow } from './database-now';
import { migrationNames } from './migrations';

export interface DatabaseStanding {
  /** Migrations that it has not seen. */
  readonly missing: readonly string[];
  /** Migrations that a newer Rewind has made. */
  readonly unknown: readonly string[];
  /** Its own clock, where it has one. */
  readonly now: Date | undefined;
}

/** @throws UnavailableError when it does not answer; RewindError `store/no-database` */
export async function inspectDatabase(options: DatabaseOptions): Promise<DatabaseStanding> {
  const db = openDatabaseToRead(options);
  try {
    await sql`select 1`.execute(db);
    const made = await madeIn(db);
    const now = isPostgres(options.url) ? await databaseNow(db) : undefined;
    return {
      missing: migrationNames.filter((name) => !made.includes(name)),
      unknown: made.filter((name) => !migrationNames.includes(name)),
      now,
    };
  } finally {
    await db.destroy();
  }
}

/** A database that no Rewind has seen has no list of them. */
async function madeIn(db: Database): Promise<readonly string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map(({ name }) => name);
  } catch (error) {
    if (error instanceof RewindError || error instanceof UnavailableError) throw error;
    return [];
  }
}
