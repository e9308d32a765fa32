/**
 * A connection whose password is a token that expires. Redis drops the line when the token does, so each one is told the next token in
 * good time; a line that has to be made anew begins with the newest. BullMQ duplicates connections: a duplicate is of the same kind.
 */
import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../shared/log';

export interface RedisSignIn {
  readonly username: string;
  readonly password: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Of what is left of a token when the next one is asked for. */
const RENEWED_AFTER = 0.75;
const AT_LEAST_MS = 1_000;
const AGAIN_MS = 2_000;
/** What a timer can wait. */
const AT_MOST_MS = 2 ** 31 - 1;

export interface TokenLinesOptions {
  readonly ask: () => Promise<RedisSignIn>;
  readonly log: Log;
}

/** Every line that signs in with one identity. */
export class TokenLines {
  private readonly lines = new Set<TokenLine>();
  private readonly options: TokenLinesOptions;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;
  /** Before the first token there is none: Redis refuses the line, and it is made anew until there is one. */
  current: Pick<RedisSignIn, 'username' | 'password'> = { username: 'nobody-yet', password: 'none' };

  constructor(options: TokenLinesOptions) {
    this.options = options;
  }

  /** Never throws: what could not be had is asked for again. */
  async renew(): Promise<void> {
    const { ask, log } = this.options;
    try {
      const { expiresAt, ...signIn } = await ask();
      this.current = signIn;
      for (const line of this.lines) line.take(signIn);
      this.again(Math.max(AT_LEAST_MS, RENEWED_AFTER * (expiresAt - Date.now())));
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'no token for Redis');
      this.again(AGAIN_MS);
    }
  }

  add(line: TokenLine): void {
    this.lines.add(line);
    line.once('end', () => this.lines.delete(line));
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private again(inMs: number): void {
    if (this.isClosed) return;
    this.timer = setTimeout(() => void this.renew(), Math.min(inMs, AT_MOST_MS));
    this.timer.unref();
  }
}

export class TokenLine extends Redis {
  private readonly ofAll: TokenLines;

  constructor(options: RedisOptions, ofAll: TokenLines) {
    super({ ...options, ...ofAll.current });
    this.ofAll = ofAll;
    ofAll.add(this);
  }

  take({ username, password }: TokenLines['current']): void {
    Object.assign(this.options, { username, password });
    if (this.status !== 'ready') return;
    // A line that could not be told is made anew before its token expires.
    this.auth(username, password).catch(() => {
      this.disconnect(true);
    });
  }

  override duplicate(override?: Partial<RedisOptions>): TokenLine {
    return new TokenLine({ ...this.options, ...override }, this.ofAll);
  }
}
