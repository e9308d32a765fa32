/**
 * One class per reaction, not per cause.
 *
 * | class             | who sees what                         | then                          |
 * | ----------------- | ------------------------------------- | ----------------------------- |
 * | UnavailableError  | "still working"                       | delayed, tried again          |
 * | RewindError       | card "failed", reason, reference      | state failed                  |
 * | StaleRequestError | the current card                      | read again, judge again       |
 * | anything else     | "Something broke here. Reference …"   | a bug: bounded tries, alert   |
 */

/** A definite no: repeating the same thing gives the same answer. `code` is `area/what-happened`. */
export class RewindError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Something outside is busy or away. The work waits in the queue, never in memory. */
export class UnavailableError extends RewindError {
  /** How long the other side asked us to wait, in ms; `undefined` when it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, options?: ErrorOptions & { readonly retryAfterMs?: number | undefined }) {
    super(code, message, options);
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** The request was changed by somebody else between reading and writing. Nothing was written. */
export class StaleRequestError extends RewindError {
  constructor(requestId: string) {
    super('store/stale-request', `request ${requestId} was changed by somebody else`);
  }
}

/** A stored page cannot be read any more: whatever stood in it is not known. */
export class UnreadablePageError extends RewindError {
  constructor(options: ErrorOptions) {
    super('store/unreadable-page', 'a stored page of changes cannot be read', options);
  }
}

/** One tenant runs one preview or recovery at a time, and another request of ours holds the slot. Nothing was written. */
export class SlotTakenError extends RewindError {
  readonly holderId: string;

  constructor(holderId: string) {
    super('store/slot-taken', `the slot is held by ${holderId}`);
    this.holderId = holderId;
  }
}
