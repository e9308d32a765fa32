/** How long a plan, a vote and an approval count. All judged by the product's clock, never by a queue's or a cache's expiry. */
import { minutesAfter } from '../shared/clock';

/** In minutes. */
export interface Windows {
  /** From the plan to *Start preview*. */
  readonly plan: number;
  /** From the question to the last vote (A14). */
  readonly approval: number;
  /** From the last vote to *Run now* (A14). */
  readonly execution: number;
  /** From Graph's completion of the preview to the start of the recovery (A12). */
  readonly previewMaxAge: number;
}

export function isOver(expiresAt: Date, now: Date): boolean {
  return now.getTime() >= expiresAt.getTime();
}

/** Microsoft's clock and ours. A preview that was finished later than that from now has no age that could be believed. */
const SKEW_MINUTES = 5;

/** Also where the clock was set back meanwhile. */
export function isPreviewTooOld(
  computedAt: Date,
  now: Date,
  { previewMaxAge }: Pick<Windows, 'previewMaxAge'>,
): boolean {
  return isOver(minutesAfter(computedAt, previewMaxAge), now) || computedAt > minutesAfter(now, SKEW_MINUTES);
}
