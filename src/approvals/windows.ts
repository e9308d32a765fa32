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

/** The longest that a re-check which took as long keeps its preview fresh (A12). */
export const MOST_FRESH_MINUTES = 3 * 60;

/** A preview, as far as its age goes. */
export interface AgedPreview {
  readonly computedAt: Date;
  /** Set after a re-check: until then it counts as fresh, whatever its age. */
  readonly freshUntil?: Date | undefined;
}

/** Until when an approval of it starts the recovery at once. */
export const freshEndOf = (
  { computedAt, freshUntil }: AgedPreview,
  { previewMaxAge }: Pick<Windows, 'previewMaxAge'>,
): Date => freshUntil ?? minutesAfter(computedAt, previewMaxAge);

/** Also where the clock was set back meanwhile. */
export function isPreviewTooOld(preview: AgedPreview, now: Date, windows: Pick<Windows, 'previewMaxAge'>): boolean {
  const isOfTheFuture = !preview.freshUntil && preview.computedAt > minutesAfter(now, SKEW_MINUTES);
  return isOver(freshEndOf(preview, windows), now) || isOfTheFuture;
}
