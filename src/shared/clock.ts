/**
 * The product's only source of time. Every window is judged by it, never by a queue or a cache.
 * In sandbox mode it follows the pretend tenant's clock.
 */
export interface Clock {
  now(): Date;
  /** People make it jump: no other clock is held against it. */
  readonly isPretend?: true;
}

export const systemClock: Clock = { now: () => new Date() };

/** Time that only passes, in this process: nobody sets it, so what has to last so long is measured by it. */
export interface Ticker {
  /** Milliseconds since some moment of this process. */
  elapsedMs(): number;
}

export const processTicker: Ticker = { elapsedMs: () => performance.now() };

const MINUTE_MS = 60_000;

export function minutesAfter(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * MINUTE_MS);
}
