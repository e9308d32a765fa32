/**
 * Retention of requests and their record. The chain is only ever cut at its beginning, and never through a request: what is removed are
 * requests at rest that were moved last before the limit, as far as all their entries stand before the first entry of any request that
 * stays. A checkpoint behind the last entry says where the chain begins from then on.
 */
import type { Transaction } from 'kysely';
import { CHECKPOINT, type KeptEntry } from '../approvals/record-entry';
import type { Clock } from '../shared/clock';
import type { TenantId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { Database } from './database';
import { lockChain } from './record-chain';
import type { Tables } from './schema';
import { tellRecord } from './tell-record';

export interface PruneOptions {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Pruned {
  readonly requests: number;
  readonly entries: number;
}

type Pruning = PruneOptions & { readonly transaction: Transaction<Tables>; readonly olderThan: Date };

/** Everything that belongs to a request, before the request itself. */
const BELONGINGS = [
  'item_hashes',
  'change_pages',
  'failed_pages',
  'notices',
  'drafts',
  'superseded_cards',
  'cards',
] as const;

export async function pruneRequests(olderThan: Date, options: PruneOptions): Promise<Pruned> {
  const pruned = await options.db.transaction().execute(async (transaction) => {
    const pruning = { ...options, transaction, olderThan };
    const chain = await lockChain(transaction, options.tenantId);
    const leaving = await requestsBefore(await firstThatStays(pruning, chain.head.number + 1), pruning);
    if (leaving.length === 0) return undefined;
    const ids = leaving.map(({ id }) => id);
    // A checkpoint behind their last entry may be younger than the limit: it stays.
    const beginsAt = Math.max(...leaving.map(({ last }) => last)) + 1;
    await removeRequests(ids, pruning);
    const behindHash = beginsAt > chain.head.number ? chain.head.hash : await linkOf(beginsAt, pruning);
    const entries = await removeEntries(beginsAt, pruning);
    const counts = { requests: ids.length, entries };
    const checkpoint = await chain.append('', checkpointOf({ beginsAt, behindHash, counts }, pruning));
    return { counts, checkpoint };
  });
  if (!pruned) return { requests: 0, entries: 0 };
  tellRecord(options.log, pruned.checkpoint);
  return pruned.counts;
}

/** A request whose last entry stays keeps its first one too, so the border moves down until it cuts through none. */
async function firstThatStays(pruning: Pruning, border: number): Promise<number> {
  const { transaction, tenantId, olderThan } = pruning;
  const { first } = await transaction
    .selectFrom('record')
    .innerJoin('requests', 'requests.id', 'record.request_id')
    .select((eb) => eb.fn.min<number | null>('record.number').as('first'))
    .where('record.tenant_id', '=', tenantId)
    .where((eb) =>
      eb.or([
        eb('requests.resting', '=', 0),
        eb('requests.updated_at', '>=', olderThan.toISOString()),
        eb('requests.record_number', '>=', border),
      ]),
    )
    .executeTakeFirstOrThrow();
  const lower = Math.min(first ?? border, border);
  return lower === border ? border : await firstThatStays(pruning, lower);
}

/** At rest, old, and with its last entry in the record: what a damaged record does not tell of stays, and verify-record names it. */
async function requestsBefore(
  border: number,
  { transaction, tenantId, olderThan }: Pruning,
): Promise<readonly { readonly id: string; readonly last: number }[]> {
  return await transaction
    .selectFrom('requests')
    .innerJoin('record', (join) =>
      join
        .onRef('record.tenant_id', '=', 'requests.tenant_id')
        .onRef('record.number', '=', 'requests.record_number')
        .onRef('record.request_id', '=', 'requests.id'),
    )
    .select(['requests.id', 'requests.record_number as last'])
    .where('requests.tenant_id', '=', tenantId)
    .where('requests.record_number', '<', border)
    .where('requests.resting', '=', 1)
    .where('requests.updated_at', '<', olderThan.toISOString())
    .execute();
}

async function removeRequests(ids: readonly string[], { transaction }: Pruning): Promise<void> {
  for (const id of ids) {
    for (const table of BELONGINGS) await transaction.deleteFrom(table).where('request_id', '=', id).execute();
    await transaction.deleteFrom('requests').where('id', '=', id).execute();
  }
}

async function removeEntries(beginsAt: number, { transaction, tenantId }: Pruning): Promise<number> {
  const { numDeletedRows } = await transaction
    .deleteFrom('record')
    .where('tenant_id', '=', tenantId)
    .where('number', '<', beginsAt)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function linkOf(number: number, { transaction, tenantId }: Pruning): Promise<string> {
  const { previous_hash: link } = await transaction
    .selectFrom('record')
    .select('previous_hash')
    .where('tenant_id', '=', tenantId)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return link;
}

function checkpointOf(
  { beginsAt, behindHash, counts }: { readonly beginsAt: number; readonly behindHash: KeptEntry['hash']; readonly counts: Pruned }, // prettier-ignore
  { clock, olderThan }: Pruning,
) {
  const at = clock.now().toISOString();
  return { what: CHECKPOINT, by: 'rewind', at, beginsAt, behindHash, olderThan: olderThan.toISOString(), counts };
}
