import type { Clock } from '../../src/shared/clock';

/** Stands still until a test moves it. */
export class SettableClock implements Clock {
  private time: number;

  constructor(start = '2026-03-29T09:00:00Z') {
    this.time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.time);
  }

  passes(ms: number): void {
    this.time += ms;
  }

  passesMinutes(minutes: number): void {
    this.passes(minutes * 60_000);
  }
}
