/**
 * How long after its intent was saved a start may still be on its way to Microsoft. The press posts within this time or not at all;
 * the worker gives the intent up only after it and the listing's lag. Two sides of one promise: nothing is started twice.
 */
export const START_TIMEOUT_MS = 30_000;

export interface StartPatience {
  /** Default {@link START_TIMEOUT_MS}. */
  readonly startTimeoutMs?: number | undefined;
}

/** What is left of that time, in ms; 0 or less when it is over; never more than all of it, though the clock was set back. */
export function startTimeLeftMs(
  intendedAt: Date,
  now: Date,
  { startTimeoutMs = START_TIMEOUT_MS }: StartPatience,
): number {
  return startTimeoutMs - Math.max(0, now.getTime() - intendedAt.getTime());
}
