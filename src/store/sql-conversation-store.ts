import { personIdSchema, placeSchema, type Place } from '../approvals/approval';
import type { ConversationStore } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';
import type { ConversationId, PersonId, TenantId } from '../shared/ids';
import type { Database } from './database';

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
    const seen = { kind: place.kind, reference, seen_at: this.clock.now().toISOString(), unreachable_at: null };
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
    return { place: placeOf(row), reference: row.reference, ...personId };
  }

  async unreachable(conversationId: ConversationId): Promise<void> {
    await this.db
      .updateTable('conversations')
      .set({ unreachable_at: this.clock.now().toISOString() })
      .where('tenant_id', '=', this.tenantId)
      .where('id', '=', conversationId)
      .execute();
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
      .select(['id', 'kind', 'reference', 'person_id'])
      .where('tenant_id', '=', this.tenantId);
  }
}

function placeOf({ id, kind }: { readonly id: string; readonly kind: string }): Place {
  return placeSchema.parse({ conversationId: id, kind });
}
