import type { Transaction } from 'kysely';
import type { RecoveryRequest } from '../recovery/request';
import type { NoticeDraft } from '../recovery/store-ports';
import type { Tables } from './schema';

/** Notices are decided with the state change that causes them, in its transaction; who speaks to people posts them later. */
export async function saveNotices(
  transaction: Transaction<Tables>,
  request: RecoveryRequest,
  notices: readonly NoticeDraft[],
): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ kind, place, peopleIds }) => ({
    tenant_id: request.tenantId,
    request_id: request.id,
    kind,
    conversation_id: place.conversationId,
    place_kind: place.kind,
    people_ids: JSON.stringify(peopleIds),
    created_at: request.updatedAt.toISOString(),
    done_at: null,
    activity_id: null,
  }));
  await transaction.insertInto('notices').values(rows).execute();
}
