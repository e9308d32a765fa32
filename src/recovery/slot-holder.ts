import { z } from 'zod/v4';
import { instantSchema } from '../shared/schemas';
import { auditActorSchema } from '../tenant/audit';

/** Who runs the tenant's one preview or recovery. `requestId` where it is one of ours. */
export const slotHolderSchema = z.object({
  what: z.enum(['preview', 'recovery', 'unknown']),
  requestId: z.string().optional(),
  jobId: z.string().optional(),
  startedAt: instantSchema.optional(),
  /** A request that failed because it could not be read: whether its job still runs is not known. */
  isUnread: z.boolean().optional(),
  /** Who started it outside Rewind, where the audit log has told. */
  by: auditActorSchema.optional(),
});
export type SlotHolder = z.infer<typeof slotHolderSchema>;
