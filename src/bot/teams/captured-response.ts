import { json, text } from '../../http/responses';
import type { HttpResponse } from '../../http/route';

/** Stands where the SDK expects a server's response, and keeps what it would have sent. */
export class CapturedResponse {
  readonly socket = undefined;
  private code = 200;
  private sent: unknown;

  status(code: number): this {
    this.code = code;
    return this;
  }

  header(): this {
    return this;
  }

  send(body: unknown): this {
    this.sent = body;
    return this;
  }

  end(): this {
    return this;
  }

  /** Bodies of invokes only: the SDK puts messages of exceptions into the others. */
  toHttp(): HttpResponse {
    if (this.code >= 400) return text(this.code, 'Refused.\n');
    return typeof this.sent === 'object' && this.sent !== null ? json(this.code, this.sent) : { status: this.code };
  }
}
