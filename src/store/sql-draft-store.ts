import { draftSchema, type Draft } from '../approvals/approval';
import type { DraftStore } from '../recovery/store-ports';
import type { PersonId, RequestId } from '../shared/ids';
import type { Database } from './database';

export class SqlDraftStore implements DraftStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  async keep(requestId: RequestId, draft: Draft): Promise<void> {
    const text = JSON.stringify(draft);
    await this.db
      .insertInto('drafts')
      .values({ request_id: requestId, person_id: draft.byId, draft: text })
      .onConflict((conflict) => conflict.columns(['request_id', 'person_id']).doUpdateSet({ draft: text }))
      .execute();
  }

  async of(requestId: RequestId, personId: PersonId): Promise<Draft | undefined> {
    const row = await this.db
      .selectFrom('drafts')
      .select('draft')
      .where('request_id', '=', requestId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    return row && draftSchema.parse(JSON.parse(row.draft));
  }
}
