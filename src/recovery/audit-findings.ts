/** What the audit log told about the changes of a preview, remembered with it. Who is not named is unknown, never guessed. */
import { z } from 'zod/v4';
import { instantSchema } from '../shared/schemas';
import { auditActorSchema, isSameActor, type AuditEvent } from '../tenant/audit';
import { objectIdSchema } from './scope';
import { ENTITY_TYPES } from './terms';

const traceSchema = z.object({
  id: objectIdSchema,
  at: instantSchema,
  /** Microsoft's name of what was done. */
  activity: z.string(),
  actor: auditActorSchema,
});
export type Trace = z.infer<typeof traceSchema>;

const damageSchema = z.object({
  actor: auditActorSchema,
  firstAt: instantSchema,
  /** Objects that were changed so before the snapshot. */
  count: z.number().int(),
});
export type DamageBefore = z.infer<typeof damageSchema>;

const goneObjectSchema = z.object({
  type: z.enum(ENTITY_TYPES),
  id: objectIdSchema,
  name: z.string().optional(),
  signInName: z.string().optional(),
  at: instantSchema,
  actor: auditActorSchema,
});
export type GoneObject = z.infer<typeof goneObjectSchema>;

const goneForGoodSchema = z.object({
  /** Newest first. */
  objects: z.array(goneObjectSchema),
  /** False where the log may name more. */
  isAll: z.boolean(),
});
export type GoneForGood = z.infer<typeof goneForGoodSchema>;

export const auditFindingsSchema = z.object({
  /** `partly`: the log is longer than what was read of it. `unknown`: it could not be read. */
  log: z.enum(['read', 'partly', 'unknown']),
  /** The last change of each row of the card, where the log tells. */
  traces: z.array(traceSchema),
  /** Who restored by hand what would be deleted again, where the log tells. */
  restores: z.array(traceSchema),
  /** Set where the same was done before the snapshot already. */
  damage: damageSchema.optional(),
  /** What was deleted for good since the snapshot; missing where there is surely nothing, and where the log is unknown. */
  gone: goneForGoodSchema.optional(),
});
export type AuditFindings = z.infer<typeof auditFindingsSchema>;

/** What was done, whoever it was done to: two changes of the same script look the same. */
const signatureOf = ({ activity, attributes }: AuditEvent): string => [activity, ...attributes.toSorted()].join('\n');

const targetsOf = ({ targets }: AuditEvent): readonly string[] => targets.flatMap(({ id }) => id ?? []);

/** Fewer others may be a day's work. */
const OTHER_OBJECTS = 3;

/**
 * Whether somebody who made the changes since the snapshot had begun before it: the same to the same object, or to three others.
 *
 * @param since - events after the snapshot that made the changes
 * @param before - events of the same actors in the time before the snapshot
 */
export function damageBefore(since: readonly AuditEvent[], before: readonly AuditEvent[]): DamageBefore | undefined {
  const changed = new Set(since.flatMap(targetsOf));
  for (const { actor } of since) {
    const signatures = new Set(since.filter((event) => isSameActor(event.actor, actor)).map(signatureOf));
    const same = before.filter((event) => isSameActor(event.actor, actor) && signatures.has(signatureOf(event)));
    const touched = new Set(same.flatMap(targetsOf));
    const isDamage = touched.size >= OTHER_OBJECTS || [...touched].some((id) => changed.has(id));
    if (!isDamage) continue;
    return { actor, firstAt: new Date(Math.min(...same.map(({ at }) => at.getTime()))), count: touched.size };
  }
  return undefined;
}
