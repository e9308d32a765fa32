/** What was asked of the pretend Graph, oldest first, for tests and the sandbox page. */
import type { Caller } from './graph-context';

export interface Call {
  readonly at: Date;
  readonly method: string;
  /** Without version. */
  readonly path: string;
  readonly query: string;
  readonly version: string;
  readonly prefer: string | undefined;
  /** Missing where the token was not taken. */
  readonly by?: Caller | undefined;
  readonly requestId: string;
  /** Missing where the connection was broken. */
  readonly status?: number | undefined;
}

const LIMIT = 20_000;

export class CallLog {
  private calls: Call[] = [];

  write(call: Call): void {
    if (this.calls.length >= LIMIT) this.calls = this.calls.slice(LIMIT / 2);
    this.calls.push(call);
  }

  list(): readonly Call[] {
    return [...this.calls];
  }

  clear(): void {
    this.calls = [];
  }
}
