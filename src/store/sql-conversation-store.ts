import { placeSchema, type Place } from '../approvals/approval';
import { personIdSchema } from '../shared/schemas';
import type { ConversationStore } from '../recovery/store-ports';
import type { Selectable } from 'kysely';
import { minutesAfter, type Clock } from '../shared/clock';
import type { ConversationId, PersonId, TenantId } from '../shared/ids';
import type { Database } from './database';
import type { Tables } from './schema';

/** The sweep tries again more often than that. */
const TRIED_AGAIN_WITHIN_MINUTES = 20;

const TAKEN = { not_taken_since: null, not_taken_at: null } as const;
const REACHABLE = { unreachable_at: null, unreachable_because: null } as const;

export interface ConversationStoreOptions {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
}

export class SqlConversationStore implements ConversationStore {
  private readonly db: Database;
  private readonly tenantId: TenantId;
  private readonly clock: Clock;

  constructor({ db, tenantId, clock }: ConversationStoreOptions) {
    this.db = db;
    this.tenantId = tenantId;
    this.clock = clock;
  }

  async remember({ place, reference, personId }: Parameters<ConversationStore['remember']>[0]): Promise<void> {
    const seen = { kind: place.kind, reference, seen_at: this.clock.now().toISOString(), ...TAKEN, ...REACHABLE };
    const person = personId === undefined ? {} : { person_id: personId };
    await this.db
      .insertInto('conversations')
      .values({ tenant_id: this.tenantId, id: place.conversationId, person_id: null, ...seen, ...person })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet({ ...seen, ...person }))
      .execute();
  }

  async find(conversationId: ConversationId): ReturnType<ConversationStore['find']> {
    const row = await this.ofTenant().where('id', '=', conversationId).executeTakeFirst();
    if (!row) return undefined;
    const personId = row.person_id === null ? {} : { personId: personIdSchema.parse(row.person_id) };
    const isDoubted = row.not_taken_since !== null;
    return { place: placeOf(row), reference: row.reference, ...personId, ...(isDoubted && { isDoubted }) };
  }

  async unreachable(conversationId: ConversationId, because: string): Promise<void> {
    await this.change(conversationId, {
      unreachable_at: this.clock.now().toISOString(),
      unreachable_because: because,
    }).execute();
  }

  /** Where nothing was tried for a while in between, it begins anew: nobody knows how it was meanwhile. */
  async notTaken(conversationId: ConversationId): Promise<{ readonly forMs: number }> {
    const now = this.clock.now();
    const not_taken_at = now.toISOString();
    const still = minutesAfter(now, -TRIED_AGAIN_WITHIN_MINUTES).toISOString();
    const row = await this.change(conversationId, { not_taken_at })
      .set((eb) => ({
        not_taken_since: eb
          .case()
          .when(eb.and([eb('not_taken_since', 'is not', null), eb('not_taken_at', '>=', still)]))
          .then(eb.ref('not_taken_since'))
          .else(not_taken_at)
          .end(),
      }))
      .returning('not_taken_since')
      .executeTakeFirst();
    const since = row?.not_taken_since;
    return { forMs: typeof since === 'string' ? now.getTime() - Date.parse(since) : 0 };
  }

  async taken(conversationId: ConversationId): Promise<void> {
    await this.change(conversationId, TAKEN).execute();
  }

  async lostBecause(personId: PersonId): Promise<string | undefined> {
    const row = await this.ofTenant()
      .where('person_id', '=', personId)
      .where('kind', '=', 'personal')
      .where('unreachable_at', 'is not', null)
      .orderBy('seen_at', 'desc')
      .executeTakeFirst();
    return row && (row.unreachable_because ?? 'teams/unreachable');
  }

  /** The one seen last: installing the app again may open another. */
  async personalOf(personId: PersonId): Promise<Place | undefined> {
    const row = await this.ofTenant()
      .where('person_id', '=', personId)
      .where('kind', '=', 'personal')
      .where('unreachable_at', 'is', null)
      .orderBy('seen_at', 'desc')
      .executeTakeFirst();
    return row && placeOf(row);
  }

  private ofTenant() {
    return this.db
      .selectFrom('conversations')
      .select(['id', 'kind', 'reference', 'person_id', 'not_taken_since', 'unreachable_because'])
      .where('tenant_id', '=', this.tenantId);
  }

  private change(conversationId: ConversationId, values: Partial<Selectable<Tables['conversations']>>) {
    return this.db
      .updateTable('conversations')
      .set(values)
      .where('tenant_id', '=', this.tenantId)
      .where('id', '=', conversationId);
  }
}

function placeOf({ id, kind }: { readonly id: string; readonly kind: string }): Place {
  return placeSchema.parse({ conversationId: id, kind });
}
