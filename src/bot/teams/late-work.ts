/** What goes on after its turn was answered, so that whoever closes can wait for it. Somebody was told that the answer follows. */
import { inTime } from './in-time';
import type { Incoming } from './incoming';

export class LateWork {
  private readonly going = new Map<Promise<unknown>, Incoming>();

  /** @param work - never rejects */
  keep(incoming: Incoming, work: Promise<unknown>): void {
    this.going.set(work, incoming);
    void work.finally(() => this.going.delete(work));
  }

  /** @returns what is still not done after that time */
  async end(withinMs: number): Promise<readonly Incoming[]> {
    await inTime(Promise.all(this.going.keys()), withinMs);
    return [...this.going.values()];
  }
}
