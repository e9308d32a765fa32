import { z } from 'zod/v4';
import { instantSchema } from '../shared/schemas';
import type { RecoveryJobId } from '../shared/ids';

export const recoveryJobIdSchema = z.string().transform((text) => text as RecoveryJobId);
const count = z.number().int().nonnegative();

/** What came of a finished recovery. Counters are optional on the wire. */
export const recoveryOutcomeSchema = z.object({
  recoveryJobId: recoveryJobIdSchema,
  startedAt: instantSchema,
  changedObjects: count.optional(),
  changedLinks: count.optional(),
  /** Missing where neither the job nor its list told. */
  failedChanges: count.optional(),
  /** The list of what failed could not be read, or not to its end. */
  isFailedUnread: z.boolean().optional(),
});
export type RecoveryOutcome = z.infer<typeof recoveryOutcomeSchema>;
