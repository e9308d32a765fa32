/**
 * The product's only source of time. Every window is judged by it, never by a queue or a cache.
 * In sandbox mode it follows the pretend tenant's clock.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const MINUTE_MS = 60_000;

export function minutesAfter(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * MINUTE_MS);
}
