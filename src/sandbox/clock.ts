/**
 * The sandbox's time: real time that can be made to run faster and to jump ahead. It moves Microsoft's side (phases of jobs,
 * snapshots) and, in sandbox mode, the product's windows. It never goes back.
 */
import type { Clock } from '../shared/clock';

export class SandboxClock implements Clock {
  readonly isPretend = true;
  private factor = 1;
  private turns = 0;
  private anchorReal: number;
  private anchorPretend: number;
  private readonly listeners = new Set<() => void>();

  constructor(start: Date = new Date()) {
    this.anchorReal = Date.now();
    this.anchorPretend = start.getTime();
  }

  now(): Date {
    return new Date(this.anchorPretend + (Date.now() - this.anchorReal) * this.factor);
  }

  /** Pretend milliseconds per real millisecond. */
  get speed(): number {
    return this.factor;
  }

  /** How often it was set to another speed or made to jump. */
  get timesSet(): number {
    return this.turns;
  }

  /** @param speed - pretend milliseconds per real millisecond, at least 1 */
  runAt(speed: number): void {
    this.rebase();
    this.factor = Math.max(1, speed);
  }

  jump(ms: number): void {
    this.rebase();
    this.anchorPretend += Math.max(0, ms);
    for (const listener of this.listeners) listener();
  }

  /** Called after every jump: the product runs its sweep. */
  onJump(listener: () => void): void {
    this.listeners.add(listener);
  }

  private rebase(): void {
    this.turns += 1;
    this.anchorPretend = this.now().getTime();
    this.anchorReal = Date.now();
  }
}
