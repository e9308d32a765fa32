import { sql } from 'kysely';
import type { Database } from './database';

/** PostgreSQL's own clock. */
export async function databaseNow(db: Database): Promise<Date> {
  const { rows } = await sql<{ ms: string }>`select extract(epoch from clock_timestamp()) * 1000 as ms`.execute(db);
  return new Date(Number(rows[0]?.ms));
}
