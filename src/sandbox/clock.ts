/**
 * The sandbox's time: real time that can be made to run faster and to jump ahead. It moves Microsoft's side (phases of jobs,
 * snapshots) and, in sandbox mode, the product's windows. It never goes back.
 */
import type { Clock } from '../shared/clock';

export class SandboxClock implements Clock {
  private speed = 1;
  private anchorReal: number;
  private anchorPretend: number;
  private readonly listeners = new Set<() => void>();

  constructor(start: Date = new Date()) {
    this.anchorReal = Date.now();
    this.anchorPretend = start.getTime();
  }

  now(): Date {
    return new Date(this.anchorPretend + (Date.now() - this.anchorReal) * this.speed);
  }

  /** @param speed - pretend milliseconds per real millisecond, at least 1 */
  runAt(speed: number): void {
    this.rebase();
    this.speed = Math.max(1, speed);
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
    this.anchorPretend = this.now().getTime();
    this.anchorReal = Date.now();
  }
}
