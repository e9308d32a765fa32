import type { Selectable, Transaction } from 'kysely';
import { placeSchema, type Place } from '../approvals/approval';
import type { AuditActor } from '../tenant/audit';
import { outsideJobSchema, type OutsideJob, type OutsideJobStore, type OutsideNotice } from '../recovery/outside-job';
import { minutesAfter, type Clock } from '../shared/clock';
import type { ActivityId, TenantId } from '../shared/ids';
import type { Database } from './database';
import type { Tables } from './schema';

const TAKEN_MINUTES = 2;
/** Microsoft's list holds jobs for some days; a month is surely more. */
const LISTED_MINUTES = 30 * 24 * 60;

export interface OutsideJobStoreOptions {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
}

const jobOf = ({ content }: Pick<Selectable<Tables['outside_jobs']>, 'content'>): OutsideJob =>
  outsideJobSchema.parse(JSON.parse(content));

/** The job's row is written once, and its notices with it: whoever is second writes nothing. */
export class SqlOutsideJobStore implements OutsideJobStore {
  private readonly db: Database;
  private readonly tenantId: TenantId;
  private readonly clock: Clock;

  constructor({ db, tenantId, clock }: OutsideJobStoreOptions) {
    this.db = db;
    this.tenantId = tenantId;
    this.clock = clock;
  }

  async unannounced(jobIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (jobIds.length === 0) return new Set();
    const rows = await this.jobs().where('job_id', 'in', jobIds).execute();
    const announced = new Set(rows.map((row) => row.job_id));
    return new Set(jobIds.filter((id) => !announced.has(id)));
  }

  async announce(job: OutsideJob, places: readonly Place[]): Promise<boolean> {
    return await this.db.transaction().execute(async (transaction) => {
      const written = await transaction
        .insertInto('outside_jobs')
        .values({
          tenant_id: this.tenantId,
          job_id: job.jobId,
          seen_at: job.seenAt.toISOString(),
          has_name: job.by ? 1 : 0,
          content: JSON.stringify(job),
        })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'job_id']).doNothing())
        .returning('job_id')
        .executeTakeFirst();
      if (written) await this.saveNotices(transaction, job, places);
      return written !== undefined;
    });
  }

  async unnamed(seenSince: Date): Promise<readonly OutsideJob[]> {
    const rows = await this.jobs().where('has_name', '=', 0).where('seen_at', '>=', seenSince.toISOString()).execute();
    return rows.map(jobOf);
  }

  async starterOf(jobId: string): Promise<AuditActor | undefined> {
    const row = await this.jobs().where('job_id', '=', jobId).executeTakeFirst();
    return row && jobOf(row).by;
  }

  /** Where it was posted it is said once more, as an edit; where it is still to be posted, the name is in it. */
  async named(jobId: string, by: AuditActor): Promise<void> {
    await this.db.transaction().execute(async (transaction) => {
      const unnamed = await transaction
        .updateTable('outside_jobs')
        .set({ has_name: 1 })
        .where('tenant_id', '=', this.tenantId)
        .where('job_id', '=', jobId)
        .where('has_name', '=', 0)
        .returning('content')
        .executeTakeFirst();
      if (!unnamed) return;
      await transaction
        .updateTable('outside_jobs')
        .set({ content: JSON.stringify({ ...jobOf(unnamed), by }) })
        .where('tenant_id', '=', this.tenantId)
        .where('job_id', '=', jobId)
        .execute();
      await transaction
        .updateTable('outside_notices')
        .set((eb) => ({ wanted: eb('wanted', '+', 1) }))
        .where('tenant_id', '=', this.tenantId)
        .where('job_id', '=', jobId)
        .where((eb) => eb.or([eb('told', '=', 0), eb('activity_id', 'is not', null)]))
        .execute();
    });
  }

  async takeUntold(): Promise<readonly OutsideNotice[]> {
    const now = this.clock.now();
    const taken = await this.db
      .updateTable('outside_notices')
      .set({ taken_until: minutesAfter(now, TAKEN_MINUTES).toISOString() })
      .where('tenant_id', '=', this.tenantId)
      .whereRef('told', '<', 'wanted')
      .where((eb) => eb.or([eb('taken_until', 'is', null), eb('taken_until', '<=', now.toISOString())]))
      .returningAll()
      .execute();
    if (taken.length === 0) return [];
    const rows = await this.jobs().where('job_id', 'in', taken.map((notice) => notice.job_id)).execute(); // prettier-ignore
    const jobs = new Map(rows.map((row) => [row.job_id, jobOf(row)]));
    return taken.flatMap((notice) => {
      const job = jobs.get(notice.job_id);
      return job ? [noticeOf(notice, job)] : [];
    });
  }

  async told({ id, wanted }: Pick<OutsideNotice, 'id' | 'wanted'>, activityId: ActivityId | undefined): Promise<void> {
    await this.db
      .updateTable('outside_notices')
      .set({ told: wanted, taken_until: null, activity_id: activityId ?? null })
      .where('tenant_id', '=', this.tenantId)
      .where('id', '=', id)
      .execute();
  }

  /** Removes jobs that were seen first before then, with their notices. A job that Microsoft may still list stays: it would be news again. */
  async prune(olderThan: Date): Promise<number> {
    const listedSince = minutesAfter(this.clock.now(), -LISTED_MINUTES);
    const before = (olderThan < listedSince ? olderThan : listedSince).toISOString();
    return await this.db.transaction().execute(async (transaction) => {
      const old = transaction.selectFrom('outside_jobs').select('job_id').where('tenant_id', '=', this.tenantId).where('seen_at', '<', before); // prettier-ignore
      await transaction.deleteFrom('outside_notices').where('tenant_id', '=', this.tenantId).where('job_id', 'in', old).execute(); // prettier-ignore
      const { numDeletedRows } = await transaction
        .deleteFrom('outside_jobs')
        .where('tenant_id', '=', this.tenantId)
        .where('seen_at', '<', before)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }

  private async saveNotices(transaction: Transaction<Tables>, { jobId }: OutsideJob, places: readonly Place[]) {
    if (places.length === 0) return;
    const rows = places.map(({ conversationId, kind }) => ({
      tenant_id: this.tenantId,
      job_id: jobId,
      conversation_id: conversationId,
      place_kind: kind,
      wanted: 1,
      told: 0,
      taken_until: null,
      activity_id: null,
    }));
    await transaction.insertInto('outside_notices').values(rows).execute();
  }

  private jobs() {
    return this.db.selectFrom('outside_jobs').selectAll().where('tenant_id', '=', this.tenantId);
  }
}

function noticeOf(row: Selectable<Tables['outside_notices']>, job: OutsideJob): OutsideNotice {
  const place = placeSchema.parse({ conversationId: row.conversation_id, kind: row.place_kind });
  const { id, wanted, activity_id: activityId } = row;
  return { id, wanted, place, job, ...(activityId === null ? {} : { activityId: activityId as ActivityId }) };
}
