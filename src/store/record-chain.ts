import type { Transaction } from 'kysely';
import { FIRST_PREVIOUS_HASH, hashOfEntry, type KeptEntry, type RecordHead } from '../approvals/record-entry';
import type { TenantId } from '../shared/ids';
import type { JsonObject } from '../shared/json';
import type { Database } from './database';
import type { Tables } from './schema';

export interface RecordChain {
  /** As it was when it was locked. */
  readonly head: RecordHead;
  /** Writes the entry behind the last one. `requestId` is empty for what is about no request. */
  append(requestId: string, content: object): Promise<KeptEntry>;
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

  let last: RecordHead = head;
  return {
    head,
    append: async (requestId, said) => {
      const content = JSON.stringify(said);
      const links = { number: last.number + 1, requestId, previousHash: last.hash };
      const hash = hashOfEntry(links, JSON.parse(content) as JsonObject);
      const { number, previousHash } = links;
      await transaction
        .insertInto('record')
        .values({ tenant_id: tenantId, number, request_id: requestId, previous_hash: previousHash, hash, content })
        .execute();
      await transaction.updateTable('record_heads').set({ number, hash }).where('tenant_id', '=', tenantId).execute();
      last = { number, hash };
      return { ...links, hash, content };
    },
  };
}
