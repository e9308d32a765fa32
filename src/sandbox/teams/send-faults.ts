/** What goes wrong with the bot's next sends, one fault each, in this order; where a fault says what it is for, with the next of those. */
export interface SendFault {
  /** Answered instead of accepting the message; left out, the message is accepted (late, if `delayMs` says so). */
  readonly status?: 400 | 403 | 404 | 412 | 413 | 429 | 500 | 502 | 503 | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly delayMs?: number | undefined;
  /** Conversation as the bot names it, without a thread. */
  readonly conversationId?: string | undefined;
  readonly how?: 'post' | 'edit' | undefined;
}

type Send = Required<Pick<SendFault, 'conversationId' | 'how'>>;

export class SendFaults {
  private readonly waiting: SendFault[] = [];

  next(...faults: readonly SendFault[]): void {
    this.waiting.push(...faults);
  }

  take(send: Send): SendFault | undefined {
    const index = this.waiting.findIndex((fault) => isFor(fault, send));
    return index < 0 ? undefined : this.waiting.splice(index, 1)[0];
  }

  /** Faults that have not struck yet. */
  get left(): number {
    return this.waiting.length;
  }
}

const isFor = ({ conversationId, how }: SendFault, send: Send): boolean =>
  (conversationId === undefined || conversationId === send.conversationId) && (how === undefined || how === send.how);
