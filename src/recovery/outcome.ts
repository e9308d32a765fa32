import { z } from 'zod/v4';
import { instantSchema } from '../approvals/approval';
import type { RecoveryJobId } from '../shared/ids';

export const recoveryJobIdSchema = z.string().transform((text) => text as RecoveryJobId);
const count = z.number().int().nonnegative();

/** What came of a finished recovery. Counters are optional on the wire. */
export const recoveryOutcomeSchema = z.object({
  recoveryJobId: recoveryJobIdSchema,
  startedAt: instantSchema,
  changedObjects: count.optional(),
  changedLinks: count.optional(),
  failedChanges: count,
});
export type RecoveryOutcome = z.infer<typeof recoveryOutcomeSchema>;
