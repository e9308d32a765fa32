import { z } from 'zod/v4';
import { objectKey, scopeObjectSchema, typesWithCompanions, type ScopeObject } from './scope';

/** What was taken out of a preview's changes because it was excepted. */
export const leftOutSchema = z.object({
  /** Changes that were taken out, by kind. */
  byType: z.record(z.string(), z.number().int().nonnegative()),
  /** Excepted objects that are not among the changes. */
  unchanged: z.array(scopeObjectSchema),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

export const leftOutObjects = ({ byType }: LeftOut): number =>
  Object.values(byType).reduce((sum, objects) => sum + objects, 0);

/** As far as it is about these excepted objects: of one half of what was split. */
export function onlyOf({ byType, unchanged }: LeftOut, except: readonly ScopeObject[]): LeftOut {
  const types: readonly string[] = typesWithCompanions(except.map(({ type }) => type));
  const keys = new Set(except.map(objectKey));
  return {
    byType: Object.fromEntries(Object.entries(byType).filter(([type]) => types.includes(type))),
    unchanged: unchanged.filter((object) => keys.has(objectKey(object))),
  };
}
