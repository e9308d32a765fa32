/**
 * What Entra's audit log tells: who did what to which object, and when. Everything in it is directory data, to be neutralised before it is
 * shown. An event that is missing proves nothing: the log is minutes late, and reaches back some weeks at most.
 */
import { z } from 'zod/v4';
import { personIdSchema } from '../shared/schemas';
import type { ObjectId } from '../shared/ids';

export const auditActorSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    id: personIdSchema.optional(),
    name: z.string().optional(),
    signInName: z.string().optional(),
  }),
  z.object({ kind: z.literal('application'), appId: z.string().optional(), name: z.string().optional() }),
  z.object({ kind: z.literal('unknown') }),
]);
export type AuditActor = z.infer<typeof auditActorSchema>;

interface AuditTarget {
  readonly id?: ObjectId | undefined;
  readonly name?: string | undefined;
  readonly signInName?: string | undefined;
  /** Microsoft's word: `User`, `Group`, `Policy`. */
  readonly type?: string | undefined;
}

export interface AuditEvent {
  readonly id: string;
  readonly at: Date;
  /** Microsoft's name of what was done: `Update user`. */
  readonly activity: string;
  /** `UserManagement`, `Backup and Recovery`. */
  readonly category?: string | undefined;
  readonly actor: AuditActor;
  readonly targets: readonly AuditTarget[];
  /** Names of the touched attributes; their values are not kept. */
  readonly attributes: readonly string[];
  /** False where Microsoft says that it failed or timed out. */
  readonly succeeded: boolean;
}

/** True where both are surely the same person or application. Nobody is the same as somebody unknown. */
export function isSameActor(left: AuditActor, right: AuditActor): boolean {
  if (left.kind === 'person' && right.kind === 'person') return isSame(left.id, right.id);
  if (left.kind !== 'application' || right.kind !== 'application') return false;
  const haveIds = left.appId !== undefined && right.appId !== undefined;
  return haveIds ? left.appId === right.appId : isSame(left.name, right.name);
}

const isSame = (left: string | undefined, right: string | undefined) => left !== undefined && left === right;
