import type { Clock, Ticker } from '../../src/shared/clock';

/** Stands still until a test moves it. */
export class SettableClock implements Clock, Ticker {
  private time: number;
  private elapsed = 0;

  constructor(start = '2026-03-29T09:00:00Z') {
    this.time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.time);
  }

  /** Goes on when time passes, and stays when somebody sets the clock. */
  elapsedMs(): number {
    return this.elapsed;
  }

  /** Somebody sets it; no time passes. */
  isSetBy(ms: number): void {
    this.time += ms;
  }

  passes(ms: number): void {
    this.time += ms;
    this.elapsed += Math.max(0, ms);
  }

  passesMinutes(minutes: number): void {
    this.passes(minutes * 60_000);
  }
}
