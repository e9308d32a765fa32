import type { Transaction } from 'kysely';
import type { RecoveryRequest } from '../recovery/request';
import { holdsSlot } from '../recovery/states';
import { SlotTakenError } from '../shared/errors';
import type { RequestId, TenantId } from '../shared/ids';
import type { Database } from './database';
import type { Tables } from './schema';

export async function slotHolder(db: Database, tenantId: TenantId): Promise<RequestId | undefined> {
  const row = await db.selectFrom('slot').select('request_id').where('tenant_id', '=', tenantId).executeTakeFirst();
  return row?.request_id as RequestId | undefined;
}

/**
 * Takes or gives back the tenant's slot, as the state of the request demands.
 *
 * @throws SlotTakenError when another request holds it
 */
export async function keepSlot(transaction: Transaction<Tables>, request: RecoveryRequest): Promise<void> {
  const { id, tenantId, state, updatedAt } = request;
  if (!holdsSlot(state)) {
    await transaction.deleteFrom('slot').where('tenant_id', '=', tenantId).where('request_id', '=', id).execute();
    return;
  }
  await transaction
    .insertInto('slot')
    .values({ tenant_id: tenantId, request_id: id, taken_at: updatedAt.toISOString() })
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .execute();
  const holderId = await slotHolder(transaction, tenantId);
  if (holderId !== undefined && holderId !== id) throw new SlotTakenError(holderId);
}
