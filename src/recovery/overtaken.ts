/**
 * A preview that another recovery overtook: what it shows may have been changed since. It is not run on: a fresh one is made first, as of one
 * that is too old (A12).
 */
import { z } from 'zod/v4';
import { instantSchema } from '../shared/schemas';

export const overtakenSchema = z.object({
  jobId: z.string(),
  startedAt: instantSchema.optional(),
  /** Where it is one of ours. */
  requestId: z.string().optional(),
});
export type Overtaken = z.infer<typeof overtakenSchema>;
