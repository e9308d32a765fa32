/**
 * How long this process has known of something. No clock is asked, of this host or of another one: a bot that is a minute behind its
 * worker must not make the worker impatient. A restart begins anew.
 */
import type { Ticker } from './clock';

const MOST_KEPT = 10_000;

export class Patience {
  private readonly firstSeen = new Map<string, number>();
  private readonly ticker: Ticker;

  constructor(ticker: Ticker) {
    this.ticker = ticker;
  }

  /** @returns ms since this was asked first for the same key: 0 at the first time */
  waitedMs(key: string): number {
    const now = this.ticker.elapsedMs();
    const first = this.firstSeen.get(key);
    if (first !== undefined) return now - first;
    this.firstSeen.set(key, now);
    if (this.firstSeen.size > MOST_KEPT) this.forgetOldest();
    return 0;
  }

  private forgetOldest(): void {
    for (const key of this.firstSeen.keys()) {
      this.firstSeen.delete(key);
      return;
    }
  }
}
