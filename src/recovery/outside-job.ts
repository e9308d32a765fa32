/**
 * A recovery that somebody started without Rewind: in the portal, or by a script. Microsoft's list of jobs names no person; the audit
 * log does, some minutes later, or not at all.
 */
import { z } from 'zod/v4';
import type { Place } from '../approvals/approval';
import { instantSchema } from '../shared/schemas';
import type { ActivityId } from '../shared/ids';
import { auditActorSchema, type AuditActor } from '../tenant/audit';
import { scopeSchema } from './scope';

export const outsideJobSchema = z.object({
  jobId: z.string(),
  /** `unknown`: Microsoft calls it something that Rewind has never heard of. */
  what: z.enum(['recovery', 'unknown']),
  startedAt: instantSchema.optional(),
  /** The time the tenant goes back to. */
  targetAt: instantSchema.optional(),
  scope: scopeSchema.optional(),
  /** When Rewind saw it for the first time, and whether it ran then. */
  seenAt: instantSchema,
  ranWhenSeen: z.boolean(),
  /** Unset while the audit log does not tell. */
  by: auditActorSchema.optional(),
});
export type OutsideJob = z.infer<typeof outsideJobSchema>;

/** An announcement in one place: to be posted, or with an `activityId` to be edited, because more is known by now. */
export interface OutsideNotice {
  readonly id: number;
  readonly place: Place;
  readonly job: OutsideJob;
  readonly activityId?: ActivityId | undefined;
  /** Which of the things to say this is; told back, so that a later one is not lost. */
  readonly wanted: number;
}

/** What was announced, once for ever. The worker writes, the bot says. */
export interface OutsideJobStore {
  /** Those of these jobs that were never announced. */
  unannounced(jobIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** False where somebody was faster: then nothing was written. */
  announce(job: OutsideJob, places: readonly Place[]): Promise<boolean>;
  /** Announced jobs of which nobody knows who started them, first seen at or after this time. */
  unnamed(seenSince: Date): Promise<readonly OutsideJob[]>;
  /** Who started this job, where it was announced and the audit log has told. */
  starterOf(jobId: string): Promise<AuditActor | undefined>;
  named(jobId: string, by: AuditActor): Promise<void>;
  /** What is to be said now. It belongs to the caller for two minutes: nobody else gets it meanwhile. */
  takeUntold(): Promise<readonly OutsideNotice[]>;
  /** @param activityId - unset where the place cannot be reached; it is not tried again */
  told(notice: Pick<OutsideNotice, 'id' | 'wanted'>, activityId: ActivityId | undefined): Promise<void>;
}

/** Whose turn it is to do what only one process at a time should do. */
export interface TurnStore {
  /**
   * Takes the turn when the last one is long enough ago; of several processes exactly one gets it.
   *
   * @returns when the very first turn was taken; `undefined` where it is not time yet
   */
  take(name: string, everyMs: number): Promise<{ readonly firstAt: Date } | undefined>;
}
