import type { Selectable, Transaction } from 'kysely';
import type { RecoveryRequest } from '../recovery/request';
import type { NoticeCopy, NoticeDraft } from '../recovery/store-ports';
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
    given_up: null,
  }));
  await transaction.insertInto('notices').values(rows).execute();
}

interface Copying {
  readonly original: Pick<Selectable<Tables['notices']>, 'tenant_id' | 'request_id' | 'kind' | 'created_at'>;
  readonly copies: readonly NoticeCopy[];
  readonly now: Date;
}

/** The caller holds the original's row: what was decided by one move of a request is one notice of its kind in each place. */
export async function copyNotice(transaction: Transaction<Tables>, { original, copies, now }: Copying): Promise<void> {
  const there = await transaction
    .selectFrom('notices')
    .select('conversation_id')
    .where('tenant_id', '=', original.tenant_id)
    .where('request_id', '=', original.request_id)
    .where('kind', '=', original.kind)
    .where('created_at', '=', original.created_at)
    .execute();
  const told = new Set<string>(there.map((row) => row.conversation_id));
  const rows = copies
    .filter(({ place }) => !told.has(place.conversationId))
    .map(({ place, peopleIds, activityId }) => ({
      ...original,
      conversation_id: place.conversationId,
      place_kind: place.kind,
      people_ids: JSON.stringify(peopleIds),
      done_at: activityId === undefined ? null : now.toISOString(),
      activity_id: activityId ?? null,
      given_up: null,
    }));
  if (rows.length > 0) await transaction.insertInto('notices').values(rows).execute();
}
