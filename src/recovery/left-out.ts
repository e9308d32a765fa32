import { z } from 'zod/v4';
import { scopeObjectSchema } from './scope';

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
