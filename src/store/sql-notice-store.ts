import type { Selectable } from 'kysely';
import { z } from 'zod/v4';
import { placeSchema, type CardAddress, type PostedCard } from '../approvals/approval';
import { personIdSchema } from '../shared/schemas';
import { firstCardIsLateSince } from '../recovery/first-card';
import { NOTICE_KINDS, type Notice, type NoticeCopy, type NoticeStore } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';
import type { ActivityId, ConversationId, RequestId, TenantId } from '../shared/ids';
import type { Database } from './database';
import { copyNotice } from './save-notices';
import type { Tables } from './schema';
import { keepSuperseded, supersededNotFound } from './superseded-cards';

const noticeSchema = z.object({
  kind: z.enum(NOTICE_KINDS),
  place: placeSchema,
  peopleIds: z.array(personIdSchema),
  createdAt: z.coerce.date(),
  doneAt: z.coerce.date().optional(),
});

function noticeOf(row: Selectable<Tables['notices']>): Notice {
  const notice = noticeSchema.parse({
    kind: row.kind,
    place: { conversationId: row.conversation_id, kind: row.place_kind },
    peopleIds: JSON.parse(row.people_ids) as unknown,
    createdAt: row.created_at,
    ...(row.done_at !== null && { doneAt: row.done_at }),
  });
  const activityId = row.activity_id === null ? {} : { activityId: row.activity_id as ActivityId };
  const givenUp = row.given_up === null ? {} : { givenUpBecause: row.given_up };
  return { ...notice, id: row.id, requestId: row.request_id as RequestId, ...activityId, ...givenUp };
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

  async ofRequest(requestId: RequestId): Promise<readonly Notice[]> {
    const rows = await this.db
      .selectFrom('notices')
      .selectAll()
      .where('tenant_id', '=', this.tenantId)
      .where('request_id', '=', requestId)
      .orderBy('id')
      .execute();
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

  async givenUp(noticeId: number, because: string): Promise<void> {
    await this.db.transaction().execute(async (transaction) => {
      const notice = await transaction
        .updateTable('notices')
        .set({ done_at: this.clock.now().toISOString(), given_up: because })
        .where('tenant_id', '=', this.tenantId)
        .where('id', '=', noticeId)
        .where('activity_id', 'is', null)
        .returning('request_id')
        .executeTakeFirst();
      if (!notice) return;
      await transaction
        .updateTable('cards')
        .set({ version: null })
        .where('request_id', '=', notice.request_id)
        .execute();
    });
  }

  /** The update holds the row until the copies are there: who asks at the same moment sees them. */
  async alsoIn(noticeId: number, copies: readonly NoticeCopy[]): Promise<void> {
    await this.db.transaction().execute(async (transaction) => {
      const original = await transaction
        .updateTable('notices')
        .set((eb) => ({ done_at: eb.ref('done_at') }))
        .where('tenant_id', '=', this.tenantId)
        .where('id', '=', noticeId)
        .where('done_at', 'is', null)
        .returning(['tenant_id', 'request_id', 'kind', 'created_at'])
        .executeTakeFirst();
      if (original) await copyNotice(transaction, { original, copies, now: this.clock.now() });
    });
  }

  async cards(requestId: RequestId): Promise<readonly PostedCard[]> {
    const rows = await this.db
      .selectFrom('cards')
      .select(['request_id', 'conversation_id', 'activity_id', 'drawn', 'version'])
      .where('request_id', '=', requestId)
      .orderBy('conversation_id')
      .execute();
    return rows.map(({ drawn, version, ...row }) => ({
      ...addressOf(row),
      ...(drawn === null ? {} : { drawn }),
      ...(version === null ? {} : { version }),
    }));
  }

  /** One transaction, so that of two cards posted at once each is either kept or handed back to be superseded. */
  async cardPosted(card: PostedCard): Promise<CardAddress | undefined> {
    const { drawn = null, version = null } = card;
    const shown = { activity_id: card.activityId, drawn, version };
    return await this.db.transaction().execute(async (transaction) => {
      const { superseded_id: supersededId } = await transaction
        .insertInto('cards')
        .values({ ...keyOf(card), ...shown, superseded_id: null })
        .onConflict((conflict) =>
          conflict
            .columns(['request_id', 'conversation_id'])
            .doUpdateSet((eb) => ({ superseded_id: eb.ref('cards.activity_id'), ...shown })),
        )
        .returning('superseded_id')
        .executeTakeFirstOrThrow();
      if (supersededId === null || supersededId === card.activityId) return undefined;
      const superseded = addressOf({ ...keyOf(card), activity_id: supersededId });
      await keepSuperseded(transaction, superseded);
      return superseded;
    });
  }

  async cardRedrawn({ drawn, version, ...address }: PostedCard): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('cards')
      .set({ drawn: drawn ?? null, version: version ?? null })
      .where('request_id', '=', address.requestId)
      .where('conversation_id', '=', address.conversationId)
      .where('activity_id', '=', address.activityId)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async cardSuperseded(address: CardAddress): Promise<void> {
    await keepSuperseded(this.db, address);
  }

  async superseded(requestId: RequestId): Promise<readonly CardAddress[]> {
    const rows = await this.db
      .selectFrom('superseded_cards')
      .selectAll()
      .where('request_id', '=', requestId)
      .orderBy('activity_id')
      .execute();
    return rows.map(addressOf);
  }

  async cardBuried(address: CardAddress): Promise<void> {
    await this.forget('superseded_cards', address);
  }

  async cardNotFound(address: CardAddress): Promise<void> {
    await supersededNotFound(this.db, address, this.clock.now());
  }

  async behind(): Promise<readonly RequestId[]> {
    const late = this.db
      .selectFrom('requests')
      .innerJoin('cards', 'cards.request_id', 'requests.id')
      .select('requests.id')
      .where('requests.tenant_id', '=', this.tenantId)
      // A card from before versions were kept may show any of them.
      .where((is) => is.or([is('cards.version', 'is', null), is('cards.version', '<', is.ref('requests.version'))]));
    const alive = this.db
      .selectFrom('requests')
      .innerJoin('superseded_cards', 'superseded_cards.request_id', 'requests.id')
      .select('requests.id')
      .where('requests.tenant_id', '=', this.tenantId);
    const bare = this.db
      .selectFrom('requests')
      .leftJoin('cards', 'cards.request_id', 'requests.id')
      .select('requests.id')
      .where('requests.tenant_id', '=', this.tenantId)
      .where('requests.resting', '=', 0)
      .where('cards.request_id', 'is', null)
      .where('requests.updated_at', '<=', firstCardIsLateSince(this.clock.now()).toISOString());
    const rows = await late.union(alive).union(bare).execute();
    return rows.map(({ id }) => id as RequestId);
  }

  async cardGone(address: CardAddress): Promise<void> {
    await this.forget('cards', address);
  }

  private async forget(table: 'cards' | 'superseded_cards', address: CardAddress): Promise<void> {
    await this.db
      .deleteFrom(table)
      .where('request_id', '=', address.requestId)
      .where('conversation_id', '=', address.conversationId)
      .where('activity_id', '=', address.activityId)
      .execute();
  }
}

const keyOf = ({ requestId, conversationId }: CardAddress) => ({
  request_id: requestId,
  conversation_id: conversationId,
});

function addressOf(row: Omit<Selectable<Tables['superseded_cards']>, 'not_found_since'>): CardAddress {
  return {
    requestId: row.request_id as RequestId,
    conversationId: row.conversation_id as ConversationId,
    activityId: row.activity_id as ActivityId,
  };
}
