import type { CardAddress } from '../approvals/approval';
import { minutesAfter } from '../shared/clock';
import type { Database } from './database';

/** How long a card that Teams does not find is looked for. */
const NOT_FOUND_MINUTES = 30;

export async function keepSuperseded(db: Pick<Database, 'insertInto'>, address: CardAddress): Promise<void> {
  await db
    .insertInto('superseded_cards')
    .values({
      request_id: address.requestId,
      conversation_id: address.conversationId,
      activity_id: address.activityId,
      not_found_since: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Remembers since when, and forgets it when that is long ago. */
export async function supersededNotFound(db: Database, address: CardAddress, now: Date): Promise<void> {
  const { requestId, conversationId, activityId } = address;
  await db
    .updateTable('superseded_cards')
    .set((eb) => ({ not_found_since: eb.fn.coalesce('not_found_since', eb.val(now.toISOString())) }))
    .where('request_id', '=', requestId)
    .where('conversation_id', '=', conversationId)
    .where('activity_id', '=', activityId)
    .execute();
  await db
    .deleteFrom('superseded_cards')
    .where('request_id', '=', requestId)
    .where('not_found_since', '<=', minutesAfter(now, -NOT_FOUND_MINUTES).toISOString())
    .execute();
}
