/**
 * A database file belongs to one process: two would each run the steps of every request, on queues that do not know each other. The lock
 * is SQLite's own, on a file beside it, so that the system lets it go however the process ends.
 */
import Libsql from 'libsql';
import { RewindError, UnavailableError } from '../shared/errors';
import { sqliteFileOf } from './database';
import { makePrivate } from './sqlite';

export interface SoleOwner {
  release(): void;
}

/**
 * @param url - of a database; only a file has one owner
 * @throws RewindError `store/in-use` where another process owns it
 */
export function ownAlone(url: string): SoleOwner {
  const file = sqliteFileOf(url);
  if (file === undefined) return { release: () => undefined };
  const lock = `${file}-owner`;
  makePrivate(lock);
  const held = new Libsql(lock, { timeout: 0 });
  try {
    held.exec('begin exclusive');
  } catch (error) {
    held.close();
    if (!(error instanceof Libsql.SqliteError) || !error.code.startsWith('SQLITE_BUSY'))
      throw new UnavailableError('store/away', 'the database file cannot be used now', { cause: error });
    throw new RewindError('store/in-use', `Another Rewind works on ${file}: stop that one, or give this one a DATABASE_URL of its own. Several processes share PostgreSQL.`); // prettier-ignore
  }
  return {
    release: () => {
      held.close();
    },
  };
}
