import type { Selectable } from 'kysely';
import { z } from 'zod/v4';
import { personIdSchema, placeSchema, type CardAddress } from '../approvals/approval';
import type { Notice, NoticeKind, NoticeStore } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';
import type { ActivityId, ConversationId, RequestId, TenantId } from '../shared/ids';
import type { Database } from './database';
import type { Tables } from './schema';

const NOTICE_KINDS = [
  'approvalNeeded',
  'reminder',
  'finished',
  'failed',
  'expired',
  'slotFree',
  'votesDismissed',
] as const satisfies readonly NoticeKind[];

const noticeSchema = z.object({
  kind: z.enum(NOTICE_KINDS),
  place: placeSchema,
  peopleIds: z.array(personIdSchema),
  createdAt: z.coerce.date(),
});

function noticeOf(row: Selectable<Tables['notices']>): Notice {
  const notice = noticeSchema.parse({
    kind: row.kind,
    place: { conversationId: row.conversation_id, kind: row.place_kind },
    peopleIds: JSON.parse(row.people_ids) as unknown,
    createdAt: row.created_at,
  });
  return { ...notice, id: row.id, requestId: row.request_id as RequestId };
}

export interface NoticeStoreOptions {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
}

export class SqlNoticeStore implements NoticeStore {
  private readonly db: Database;
  private readonly tenantId: TenantId;
  private readonly clock: Clock;

  constructor({ db, tenantId, clock }: NoticeStoreOptions) {
    this.db = db;
    this.tenantId = tenantId;
    this.clock = clock;
  }

  async unsent(requestId?: RequestId): Promise<readonly Notice[]> {
    const waiting = this.db
      .selectFrom('notices')
      .selectAll()
      .where('tenant_id', '=', this.tenantId)
      .where('done_at', 'is', null)
      .orderBy('id');
    const rows = await (requestId === undefined ? waiting : waiting.where('request_id', '=', requestId)).execute();
    return rows.map(noticeOf);
  }

  /** A message that was posted stays posted: a later word about the same notice changes nothing. */
  async sent(noticeId: number, activityId: ActivityId | undefined): Promise<void> {
    await this.db
      .updateTable('notices')
      .set({ done_at: this.clock.now().toISOString(), activity_id: activityId ?? null })
      .where('tenant_id', '=', this.tenantId)
      .where('id', '=', noticeId)
      .where('activity_id', 'is', null)
      .execute();
  }

  async cards(requestId: RequestId): Promise<readonly CardAddress[]> {
    const rows = await this.db
      .selectFrom('cards')
      .select(['conversation_id', 'activity_id'])
      .where('request_id', '=', requestId)
      .orderBy('conversation_id')
      .execute();
    return rows.map((row) => addressOf(requestId, row));
  }

  /** One statement, so that of two cards posted at once each is either kept or handed back to be superseded. */
  async cardPosted({ requestId, conversationId, activityId }: CardAddress): Promise<CardAddress | undefined> {
    const { superseded_id: supersededId } = await this.db
      .insertInto('cards')
      .values({ request_id: requestId, conversation_id: conversationId, activity_id: activityId, superseded_id: null })
      .onConflict((conflict) =>
        conflict
          .columns(['request_id', 'conversation_id'])
          .doUpdateSet((eb) => ({ superseded_id: eb.ref('cards.activity_id'), activity_id: activityId })),
      )
      .returning('superseded_id')
      .executeTakeFirstOrThrow();
    if (supersededId === null || supersededId === activityId) return undefined;
    return { requestId, conversationId, activityId: supersededId as ActivityId };
  }

  async cardGone({ requestId, conversationId, activityId }: CardAddress): Promise<void> {
    await this.db
      .deleteFrom('cards')
      .where('request_id', '=', requestId)
      .where('conversation_id', '=', conversationId)
      .where('activity_id', '=', activityId)
      .execute();
  }
}

function addressOf(
  requestId: RequestId,
  row: Pick<Selectable<Tables['cards']>, 'conversation_id' | 'activity_id'>,
): CardAddress {
  return {
    requestId,
    conversationId: row.conversation_id as ConversationId,
    activityId: row.activity_id as ActivityId,
  };
}
