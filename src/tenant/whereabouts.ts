/** What is known of an object that the directory does not hold as a living one of that name. None: it lives, and is called so. */
import { z } from 'zod/v4';
import { instantSchema } from '../shared/schemas';
import { auditActorSchema } from './audit';

export const whereaboutsSchema = z.discriminatedUnion('kind', [
  /** Soft-deleted: a recovery can restore it. */
  z.object({ kind: z.literal('deleted'), at: instantSchema.optional() }),
  /** Hard-deleted: nothing brings it back. */
  z.object({ kind: z.literal('deletedForGood'), at: instantSchema, actor: auditActorSchema }),
  /** It lives under another name: `was` is the one that was typed. */
  z.object({ kind: z.literal('renamed'), was: z.string() }),
  /** The directory knows it neither as living nor as deleted; the snapshot may. `isLogRead`: the audit log does not tell why. */
  z.object({ kind: z.literal('unknown'), isLogRead: z.boolean() }),
]);
export type Whereabouts = z.infer<typeof whereaboutsSchema>;
