/** What a request wants to go back to, as it was resolved when it was made. */
import { z } from 'zod/v4';
import { instantSchema, requestIdSchema } from '../shared/schemas';
import type { SnapshotId } from '../shared/ids';
import { objectIdSchema, scopeObjectSchema, scopeSchema } from './scope';
import { TIME_NOTES } from '../times/time-notes';
import { whereaboutsSchema } from '../tenant/whereabouts';

export const followUpSchema = z.object({ requestId: requestIdSchema, how: z.enum(['check', 'retry']) });
/** Another request, and what one of the two is for the other. */
export type FollowUp = z.infer<typeof followUpSchema>;

export const recoveryPlanSchema = z.object({
  scope: scopeSchema,
  /** Left out of it by kind and id, whatever becomes of them: `except`. Missing where nothing is. */
  except: z.array(scopeObjectSchema).optional(),
  snapshotId: z.string().transform((text) => text as SnapshotId),
  snapshotAt: instantSchema,
  /** The words that were typed for the time, for the echo only; the id is what counts. */
  timePhrase: z.string(),
  /** The clock time that was typed comes twice that day, or never. */
  timeNotes: z.array(z.enum(TIME_NOTES)).optional(),
  /** True for `restore`: the preview is followed by asking for approval. */
  wantsApproval: z.boolean(),
  /** The incident time that was named with `before`, if any. */
  incidentAt: instantSchema.optional(),
  /** Of named objects that were not found living: what was known when the plan was made. */
  whereabouts: z.array(z.object({ id: objectIdSchema, is: whereaboutsSchema })).optional(),
  /** The request that this one is a half of. */
  splitFrom: requestIdSchema.optional(),
  /** The recovery whose result this one checks, or whose failed changes it asks for again. */
  follows: followUpSchema.optional(),
});
export type RecoveryPlan = z.infer<typeof recoveryPlanSchema>;
