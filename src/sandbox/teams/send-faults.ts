/** What goes wrong with the bot's next sends, one fault each, in this order. */
export interface SendFault {
  /** Answered instead of accepting the message; left out, the message is accepted (late, if `delayMs` says so). */
  readonly status?: 400 | 403 | 404 | 412 | 413 | 429 | 500 | 502 | 503 | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly delayMs?: number | undefined;
}

export class SendFaults {
  private readonly waiting: SendFault[] = [];

  next(...faults: readonly SendFault[]): void {
    this.waiting.push(...faults);
  }

  take(): SendFault | undefined {
    return this.waiting.shift();
  }
}
