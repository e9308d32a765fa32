import { z } from 'zod/v4';

const count = z.number().int().nonnegative();

/** What a preview is about, in numbers of objects. */
export const changeCountsSchema = z.object({
  update: count,
  restore: count,
  softDelete: count,
  unknown: count,
  /** Synchronised from on-premises: in no other count. */
  shownOnly: count,
  links: count,
  /** Grants and assignments that no list of ids can name, because the preview does not tell their service principal. */
  unpinnable: count.default(0),
  /** Objects a recovery would touch, by entity type. */
  byType: z.record(z.string(), count),
});
export type ChangeCounts = z.infer<typeof changeCountsSchema>;

/** An action, or a type of object, that nobody here has ever seen. */
export const hasUnknownKinds = ({ unknown, byType }: ChangeCounts): boolean =>
  unknown > 0 || (byType['unknown'] ?? 0) > 0;
