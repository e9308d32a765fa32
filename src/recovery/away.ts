/**
 * Microsoft cannot be read, while it holds a job of the request or votes stand: since when, and what was said of it. A single no ends
 * nothing; it is kept with the request, so that a restart does not begin the time anew, and cleared by the next read that works.
 */
import { z } from 'zod/v4';
import { instantSchema } from '../shared/schemas';

export const awaySchema = z.object({
  /** The first answer that could not be used. */
  since: instantSchema,
  /** The first definite no (403, a broken page, a refused secret). Missing while Microsoft is only busy or does not answer. */
  refusedSince: instantSchema.optional(),
  /** Code of that answer, and what a person quotes to Microsoft. */
  because: z.string(),
  reference: z.string().optional(),
  /** When the card began to say it. */
  saidAt: instantSchema.optional(),
  /** When the people concerned were told last. */
  toldAt: instantSchema.optional(),
});
export type Away = z.infer<typeof awaySchema>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SAID_AFTER_MS = 5 * MINUTE_MS;
const TOLD_EVERY_MS = HOUR_MS;
/** In `recovering`, and in every other state. */
export const AWAY_LIMITS_MS = { recovering: 36 * HOUR_MS, otherwise: 6 * HOUR_MS } as const;

/** An answer that tells nothing of the request. */
export interface Unread {
  readonly at: Date;
  readonly because: string;
  readonly reference?: string | undefined;
  /** Microsoft said no; not merely "not now". */
  readonly isRefused: boolean;
  readonly limitMs: number;
}

export type AwayNext =
  | { readonly kind: 'wait' }
  /** To be kept: it begins, or somebody has to be told. */
  | { readonly kind: 'keep'; readonly away: Away; readonly what: 'cannotRead' | 'saidAway' | 'toldAway' }
  /** Not read for so long that nobody waits any more. */
  | { readonly kind: 'giveUp' };

/** What follows from one more answer that could not be used. */
export function awayAfter(before: Away | undefined, unread: Unread): AwayNext {
  const { at, limitMs } = unread;
  const away = awayWith(before, unread);
  const { since, refusedSince, saidAt, toldAt = since } = away;
  const lasts = (from: Date | undefined, ms: number): boolean => from !== undefined && at.getTime() - from.getTime() >= ms; // prettier-ignore
  if (lasts(refusedSince, limitMs)) return { kind: 'giveUp' };
  if (lasts(toldAt, TOLD_EVERY_MS))
    return { kind: 'keep', away: { ...away, saidAt: saidAt ?? at, toldAt: at }, what: 'toldAway' };
  if (!saidAt && lasts(since, SAID_AFTER_MS)) return { kind: 'keep', away: { ...away, saidAt: at }, what: 'saidAway' };
  return away === before ? { kind: 'wait' } : { kind: 'keep', away, what: 'cannotRead' };
}

/** It begins with the first answer, and is told by the first definite no. */
function awayWith(before: Away | undefined, { at, because, reference, isRefused }: Unread): Away {
  if (!before) return { since: at, because, reference, ...(isRefused && { refusedSince: at }) };
  return isRefused && !before.refusedSince ? { ...before, because, reference, refusedSince: at } : before;
}
