/**
 * How long a start may still be on its way to Microsoft. The press posts within this time of its own save of the intent, or not at all;
 * the worker gives an intent up only when it has known it for this time and the listing's lag. Two sides of one promise: nothing is
 * started twice. Each side measures by its own {@link Ticker}, never by the difference of two clocks.
 */
export const START_TIMEOUT_MS = 30_000;
/** How far Microsoft's list of jobs lags behind an accepted POST. */
export const LISTING_LAG_MS = 15_000;
/** A job whose id is known, and that is neither found nor listed, is not there yet: for so many times the listing's lag. */
const NOT_YET_LAGS = 8;

export interface StartPatience {
  /** Default {@link START_TIMEOUT_MS}. */
  readonly startTimeoutMs?: number | undefined;
}

export interface ListingPatience extends StartPatience {
  /** Default {@link LISTING_LAG_MS}. */
  readonly listingLagMs?: number | undefined;
}

/**
 * What is left of that time, in ms; 0 or less when it is over; never more than all of it, though the clock was set back.
 *
 * @param sinceSavedMs - measured by this process since it began to save the intent
 */
export function startTimeLeftMs(
  { intendedAt, now, sinceSavedMs }: { readonly intendedAt: Date; readonly now: Date; readonly sinceSavedMs: number },
  { startTimeoutMs = START_TIMEOUT_MS }: StartPatience,
): number {
  // Both of one process: what was judged long before it could be saved is of another moment.
  const sinceJudgedMs = now.getTime() - intendedAt.getTime();
  return startTimeoutMs - Math.max(0, sinceJudgedMs, sinceSavedMs);
}

/** When nothing of a start can still be on its way, nor be missing in the list. */
export const settledAfterMs = ({ listingLagMs = LISTING_LAG_MS, startTimeoutMs = START_TIMEOUT_MS }: ListingPatience) =>
  listingLagMs + startTimeoutMs;

/** How long a job with a known id may be unknown to Microsoft's own answers. */
export const notYetMs = ({ listingLagMs = LISTING_LAG_MS }: ListingPatience): number => listingLagMs * NOT_YET_LAGS;
