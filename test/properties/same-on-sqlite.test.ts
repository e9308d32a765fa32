/** The store of the histories keeps its promises as the store of record does: a history goes the same way on both. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { pino } from 'pino';
import type { Clock } from '../../src/shared/clock';
import type { RecordStore } from '../../src/requests/record-ports';
import type { TenantId } from '../../src/shared/ids';
import { verifyKeptRecord } from '../../src/usecases/verify-kept-record';
import { openDatabase, type Database } from '../../src/store/database';
import { ensureChain } from '../../src/store/record-chain';
import { SqlChangeStore } from '../../src/store/sql-change-store';
import { SqlRecordStore } from '../../src/store/sql-record-store';
import { SqlRequestStore } from '../../src/store/sql-request-store';
import { history } from './history';
import { memoryStore, type Kept } from './memory-store';
import { play } from './play';
import { PATIENCE_MS, runs } from './runs';

const log = pino({ level: 'silent' });
let db: Database;
beforeAll(async () => {
  db = await openDatabase({ url: 'sqlite::memory:', log });
});
afterAll(() => db.destroy());

/** A tenant of its own for each history. */
async function sqliteStore(): Promise<{ readonly store: (clock: Clock) => Kept; readonly record: RecordStore }> {
  const tenantId = randomUUID() as TenantId;
  await ensureChain(db, tenantId);
  return {
    store: (clock) => ({
      requests: new SqlRequestStore({ db, tenantId, clock, log }),
      changes: new SqlChangeStore({ db, tenantId, clock }),
    }),
    record: new SqlRecordStore(db, tenantId),
  };
}

it(
  'a history goes the same way on SQLite as in memory',
  async () => {
    const { numRuns, ...seed } = runs(40);
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        // Two presses in one instant may win in another order there.
        const inTurn = { ...one, events: one.events.filter(({ kind }) => kind !== 'together') };
        const { store, record } = await sqliteStore();
        const [onSqlite, inMemory] = [await play(inTurn, store), await play(inTurn, memoryStore)];
        expect(onSqlite.wrongs).toEqual([]);
        expect(onSqlite.trace).toEqual(inMemory.trace);
        // Requester, votes and states of every request follow from its entries, whatever happened.
        expect(await verifyKeptRecord(record)).not.toMatchObject({ kind: 'broken' });
      }),
      { numRuns: Math.min(numRuns, 500), ...seed },
    );
  },
  PATIENCE_MS,
);
