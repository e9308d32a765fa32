/** What the last re-check found: the changes of a fresh preview beside those that had been approved (A12). */
import { z } from 'zod/v4';
import { digestSchema, instantSchema } from '../shared/schemas';
import type { Change } from './change';

const count = z.number().int().nonnegative();

const differenceSchema = z.object({
  /** Objects with a change that was not approved, and without an approved one that is gone. */
  appeared: count,
  /** Objects whose approved change is no longer needed. */
  gone: count,
  /** Objects of which another change was approved. */
  changed: count,
});
export type Difference = z.infer<typeof differenceSchema>;

/** Objects beside the approved changes, by what the re-check found of them; some of many. */
export type DifferenceRows = { readonly [How in keyof Difference]: readonly Change[] };

export const recheckSchema = z.object({
  at: instantSchema,
  /** Change pages of what had been approved, and of the fresh preview. */
  approvedRevision: z.number().int(),
  freshRevision: z.number().int(),
  /** Fingerprint of the fresh changes, as a vote on them would name it. */
  freshDigest: digestSchema,
  approvedObjects: count,
  difference: differenceSchema,
});
export type Recheck = z.infer<typeof recheckSchema>;

/** Every fresh change was approved just so. */
export function isSubset({ appeared, changed }: Difference): boolean {
  return appeared === 0 && changed === 0;
}
