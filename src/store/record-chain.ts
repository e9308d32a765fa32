import type { Transaction } from 'kysely';
import type { RecordEntry } from '../recovery/store-ports';
import type { RequestId, TenantId } from '../shared/ids';
import type { Database } from './database';
import { entryHash, FIRST_PREVIOUS_HASH, type RecordContent } from './record-entry';
import type { Tables } from './schema';

export interface RecordChain {
  /** Writes the entry behind the last one. Once in a transaction. */
  append(requestId: RequestId, content: RecordContent): Promise<RecordEntry>;
}

/** Makes sure that the tenant has a chain, be it an empty one. */
export async function ensureChain(db: Database, tenantId: TenantId): Promise<void> {
  await db
    .insertInto('record_heads')
    .values({ tenant_id: tenantId, number: 0, hash: FIRST_PREVIOUS_HASH })
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .execute();
}

/**
 * Locks the end of the tenant's chain until the transaction ends. The update changes nothing: it is a row lock that both
 * databases understand. Taken first by everything that moves a request, so that no two wait for each other.
 */
export async function lockChain(transaction: Transaction<Tables>, tenantId: TenantId): Promise<RecordChain> {
  const head = await transaction
    .updateTable('record_heads')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('tenant_id', '=', tenantId)
    .returning(['number', 'hash'])
    .executeTakeFirstOrThrow();

  return {
    append: async (requestId, content) => {
      const linked = { ...content, number: head.number + 1, requestId, previousHash: head.hash };
      const entry: RecordEntry = { ...linked, hash: entryHash(linked) };
      await transaction
        .insertInto('record')
        .values({
          tenant_id: tenantId,
          number: entry.number,
          request_id: requestId,
          previous_hash: entry.previousHash,
          hash: entry.hash,
          content: JSON.stringify(content),
        })
        .execute();
      await transaction
        .updateTable('record_heads')
        .set({ number: entry.number, hash: entry.hash })
        .where('tenant_id', '=', tenantId)
        .execute();
      return entry;
    },
  };
}
