/**
 * One object that a recovery would touch: what it is now, what it would become. Values are directory data: opaque, hostile, never trusted.
 */
import { z } from 'zod/v4';
import { canonicalJson, sha256 } from '../approvals/digest';
import type { JsonObject } from '../shared/json';
import { accessSchema } from './access';
import { isAnnotation } from './annotations';
import { objectIdSchema } from './scope';
import { ACTIONS, ENTITY_TYPES } from './terms';

/** What JSON gave, untouched: a record schema would lose a value named `__proto__`, which then is hashed, and shown to nobody. */
const jsonObjectSchema = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)); // prettier-ignore

const linkChangeSchema = z.object({
  /** Graph's name of the relation: `members`, `owners`. */
  relation: z.string(),
  objectId: objectIdSchema,
  does: z.enum(['add', 'remove']),
});
export type LinkChange = z.infer<typeof linkChangeSchema>;

export const changeSchema = z.object({
  /** `unknown` for a type that Microsoft added since: shown raw, quorum 2. */
  type: z.enum([...ENTITY_TYPES, 'unknown']),
  id: objectIdSchema,
  action: z.enum([...ACTIONS, 'unknown']),
  /** Present display name, where Graph tells. */
  displayName: z.string().optional(),
  /** Present values of the touched attributes. */
  now: jsonObjectSchema,
  /** Values of the snapshot, which will be written. */
  target: jsonObjectSchema,
  links: z.array(linkChangeSchema),
  /** Type and action as they came, only where one of them is unknown. */
  raw: z.object({ type: z.string(), action: z.string() }).optional(),
  /** True where Microsoft shows the change but cannot recover it (synchronised from on-premises): counted nowhere. */
  shownOnly: z.boolean(),
  /** Of a grant or an assignment, where the directory told: label only, in no hash. */
  access: accessSchema.optional(),
  /** Only in failed changes: Graph's words. */
  failureMessage: z.string().optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** Differs on every preview of an unchanged tenant: the moment at which a soft delete would happen. */
const VOLATILE = 'deletedDateTime';

const withoutVolatile = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== VOLATILE && !isAnnotation(key)));

/** By item hash, what the digest is made of: what is only shown takes no part, and the same change listed twice counts once. */
export function byItemHash(changes: readonly Change[]): ReadonlyMap<string, Change> {
  return new Map(changes.filter(({ shownOnly }) => !shownOnly).map((change) => [itemHash(change), change]));
}

/**
 * A8: equal for the same change of the same object, whatever labels, annotations and order say.
 *
 * @internal Tests hash single changes.
 */
export function itemHash({ type, id, action, now, target, links, raw }: Change): string {
  const soft = action === 'softDelete';
  const sorted = links.map((link) => `${link.relation} ${link.does} ${link.objectId}`).sort();
  const touched = Object.keys(target);
  const present = Object.fromEntries(Object.entries(now).filter(([key]) => touched.includes(key)));
  const identity = raw ? { ...raw, id } : { type, action, id };
  return sha256(
    canonicalJson({
      ...identity,
      target: soft ? withoutVolatile(target) : target,
      now: soft ? withoutVolatile(present) : present,
      links: sorted,
    }),
  );
}
