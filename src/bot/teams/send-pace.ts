/**
 * Teams' limits per conversation, kept by waiting a little before a send. Who would have to wait long is sent back to the queue: an edit
 * soon, because the next drawing shows the newest state anyway. Edits leave room for messages: an answer never waits behind a card that
 * moves fast.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { UnavailableError } from '../../shared/errors';

/** Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const LIMITS = [
  { message: 7, edit: 7, withinMs: 1_000 },
  { message: 8, edit: 8, withinMs: 2_000 },
  { message: 60, edit: 45, withinMs: 30_000 },
  { message: 1_800, edit: 1_350, withinMs: 3_600_000 },
] as const;
const LONGEST_WAIT_MS = { message: 20_000, edit: 2_000 } as const;
const MAX_CONVERSATIONS = 2_000;

/** Real time by default; a limit of Teams does not follow the product's clock. */
interface PaceClock {
  readonly waitFor: (ms: number) => Promise<unknown>;
  readonly now: () => number;
}

export class SendPace {
  /** Times at which the last sends went out, or will go out, oldest first. */
  private readonly sends = new Map<string, readonly number[]>();
  private readonly waitFor: PaceClock['waitFor'];
  private readonly now: PaceClock['now'];

  constructor({ waitFor = wait, now = Date.now }: Partial<PaceClock> = {}) {
    this.waitFor = waitFor;
    this.now = now;
  }

  /** Resolves when one more send fits. @throws UnavailableError when that is too far away */
  async turn(conversationId: string, kind: 'message' | 'edit'): Promise<void> {
    const now = this.now();
    const sends = this.sends.get(conversationId) ?? [];
    const at = Math.max(now, ...LIMITS.map((limit) => (sends.at(-limit[kind]) ?? -Infinity) + limit.withinMs));
    if (at - now > LONGEST_WAIT_MS[kind]) throw new UnavailableError('teams/busy', 'too many messages in one conversation', { retryAfterMs: at - now }); // prettier-ignore
    const planned = [...sends, at].sort((one, other) => one - other);
    this.remember(conversationId, planned.slice(-LIMITS[3].message));
    if (at > now) await this.waitFor(at - now);
  }

  private remember(conversationId: string, sends: readonly number[]): void {
    this.sends.delete(conversationId); // the most recently used conversation stands last
    this.sends.set(conversationId, sends);
    const [oldest] = this.sends.keys();
    if (this.sends.size > MAX_CONVERSATIONS && oldest !== undefined) this.sends.delete(oldest);
  }
}
