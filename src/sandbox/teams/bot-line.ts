/** The line from the pretend Teams to the bot: signed deliveries, and invokes repeated when they are not answered in time. */
import type { JsonObject } from '../../shared/json';
import type { ChannelTokens, TokenForgery } from './channel-tokens';

export interface BotAnswer {
  readonly status: number;
  readonly body: JsonObject | undefined;
}

export interface BotLineParts {
  readonly tokens: ChannelTokens;
  readonly getServiceUrl: () => string;
  /** `https://…/api/messages`, asked for at each delivery: the bot starts later. */
  readonly getBotEndpoint: () => string;
  readonly timeouts?: BotTimeouts | undefined;
}

/** How long Teams waits for the bot. Tests that wait for slow machines give more, tests of lateness less. */
export interface BotTimeouts {
  readonly invokeMs: number;
  /** For what is no invoke. */
  readonly messageMs: number;
}

const INVOKE_TRIES = 3;
const TEAMS_OWN: BotTimeouts = { invokeMs: 5_000, messageMs: 15_000 };

export class BotLine {
  private readonly parts: BotLineParts;

  constructor(parts: BotLineParts) {
    this.parts = parts;
  }

  /** What Teams would show for an unanswered invoke is nothing: `undefined`. */
  async invoke(activity: JsonObject): Promise<BotAnswer | undefined> {
    const { invokeMs } = this.timeouts;
    for (let attempt = 1; attempt <= INVOKE_TRIES; attempt += 1) {
      const answer = await this.send(activity, {}, invokeMs).catch(() => undefined);
      if (answer) return answer;
    }
    return undefined;
  }

  async deliver(activity: JsonObject, forgery: TokenForgery = {}): Promise<BotAnswer> {
    return await this.send(activity, forgery, this.timeouts.messageMs);
  }

  private get timeouts(): BotTimeouts {
    return this.parts.timeouts ?? TEAMS_OWN;
  }

  private async send(activity: JsonObject, forgery: TokenForgery, timeoutMs: number): Promise<BotAnswer> {
    const token = this.parts.tokens.issue(this.parts.getServiceUrl(), forgery);
    const response = await fetch(this.parts.getBotEndpoint(), {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, body: isJson ? (JSON.parse(text) as JsonObject) : undefined };
  }
}
