import type { Member } from './connector';
import { ConnectorError } from './connector-http';
import { foundOrAbsent } from './found-or-absent';

const REMEMBERED_MS = 5 * 60_000;
const MAX_REMEMBERED = 5_000;

/** The channel's ids of people in conversations, remembered for a while: cards are drawn more often than people come and go. */
export class RememberedIds {
  private readonly known = new Map<string, { readonly until: number; readonly id: string | undefined }>();

  /** @returns undefined for somebody who is not there, and, for this once, where the channel cannot be asked */
  async find(key: string, ask: () => Promise<Member>): Promise<string | undefined> {
    const known = this.known.get(key);
    if (known && known.until > Date.now()) return known.id;
    try {
      return this.remember(key, (await foundOrAbsent(ask))?.id);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return undefined;
    }
  }

  private remember(key: string, id: string | undefined): string | undefined {
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(key, { until: Date.now() + REMEMBERED_MS, id });
    return id;
  }
}
