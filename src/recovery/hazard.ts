/** A reason why this recovery may hurt. Found by the rules of hazards.ts; the sentence is in src/cards/sentences.ts. */
import { z } from 'zod/v4';
import { objectIdSchema } from './scope';
import { ENTITY_TYPES } from './terms';

export const HAZARD_KINDS = [
  'newObjectsDeleted', 'handRestoredDeletedAgain', 'leaversRevived', 'policyEnabled', 'policyLosesExclusion', 'exclusionPointsToNothing', 'inclusionPointsToNothing', 'exclusionsUnread', 'policyCoversPeopleInvolved',
  'privilegedGroup', 'emergencyAccount', 'requesterInScope', 'approverInScope', 'syncedSkipped', 'dynamicGroup', 'linksNotCovered',
  'secretsNotCovered', 'oldSecretsReturn', 'oldSignInMethodsReturn', 'snapshotAfterDamage', 'wholeTypeRidesAlong', 'bigBang', 'unknownKind',
] as const; // prettier-ignore
export type HazardKind = (typeof HAZARD_KINDS)[number];

export const hazardSchema = z.object({
  kind: z.enum(HAZARD_KINDS),
  severity: z.enum(['danger', 'warning', 'note']),
  /** How many objects are concerned; `examples` names at most 20 of them. */
  count: z.number().int(),
  examples: z.array(
    z.object({
      id: objectIdSchema,
      name: z.string(),
      /** What kind of object it is; missing where it is somebody whom a change touches. */
      type: z.enum(ENTITY_TYPES).optional(),
      /** Of a policy: what it points to that is gone; the name where it is still told. */
      lost: z.array(z.object({ type: z.enum(['user', 'group', 'namedLocationPolicy']), id: objectIdSchema, name: z.string().optional() })).optional(), // prettier-ignore
      /** Emergency accounts that it would apply to, or may. */
      covers: z.array(z.object({ id: objectIdSchema, name: z.string() })).optional(),
    }),
  ),
});
export type Hazard = z.infer<typeof hazardSchema>;
