import type { TurnStore } from '../recovery/outside-job';
import type { Clock } from '../shared/clock';
import type { TenantId } from '../shared/ids';
import type { Database } from './database';

export interface TurnStoreOptions {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
}

/** One statement decides, so that of several processes one gets the turn. A process that dies with it loses one turn. */
export class SqlTurnStore implements TurnStore {
  private readonly db: Database;
  private readonly tenantId: TenantId;
  private readonly clock: Clock;

  constructor({ db, tenantId, clock }: TurnStoreOptions) {
    this.db = db;
    this.tenantId = tenantId;
    this.clock = clock;
  }

  async take(name: string, everyMs: number): Promise<{ readonly firstAt: Date } | undefined> {
    const now = this.clock.now();
    const taken_at = now.toISOString();
    const before = new Date(now.getTime() - everyMs).toISOString();
    const row = await this.db
      .insertInto('turns')
      .values({ tenant_id: this.tenantId, name, first_at: taken_at, taken_at })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'name']).doUpdateSet({ taken_at }).where('turns.taken_at', '<=', before),
      )
      .returning('first_at')
      .executeTakeFirst();
    return row && { firstAt: new Date(row.first_at) };
  }

  /** Nobody's turn: a row that is written each time, to see whether anything can be written. */
  async writeAgain(name: string): Promise<void> {
    const taken_at = this.clock.now().toISOString();
    await this.db
      .insertInto('turns')
      .values({ tenant_id: this.tenantId, name, first_at: taken_at, taken_at })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet({ taken_at }))
      .execute();
  }
}
