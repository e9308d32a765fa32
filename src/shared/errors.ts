/**
 * One class per reaction, not per cause.
 *
 * | class             | who sees what                         | then                          |
 * | ----------------- | ------------------------------------- | ----------------------------- |
 * | UnavailableError  | "still working"                       | delayed, tried again          |
 * | RewindError       | card "failed", reason, reference      | state failed                  |
 * | StaleRequestError | the current card                      | read again, judge again       |
 * | RecordDiffersError | "not what its record says"            | the request is void           |
 * | anything else     | "Something broke here. Reference …"   | a bug: bounded tries, alert   |
 */

/** What happened, as `area/what-happened`. Kept with requests that failed, and quoted to people. */
export type ErrorCode =
  | 'config/invalid'
  | 'host/clock-off'
  | `graph/${'bad-address' | 'bad-request' | 'bad-scope' | 'conflict' | 'contract-broken' | 'forbidden' | 'invalid-id'}`
  | `graph/${'no-snapshots' | 'not-found' | 'page-expired' | 'person-refused' | 'refused' | 'role-unknown' | 'sign-on-refused'}`
  | 'graph/unavailable'
  | `identity/${'application-refused' | 'entra-away' | 'keys-away' | 'managed-identity-away' | 'no-answer-in-time' | 'no-object-id'}`
  | `record/${'no-file' | 'no-such-tenant' | 'which-tenant'}`
  | `redis/${'evicts' | 'full' | 'loading' | 'no-address' | 'no-primary' | 'not-saving' | 'read-only' | 'unavailable'}`
  | 'sandbox/already-running'
  | `store/${'away' | 'disk-full' | 'in-use' | 'no-database' | 'no-free-id' | 'no-record' | 'no-such-request' | 'not-migrated'}`
  | `store/${'record-differs' | 'slot-taken' | 'stale-request' | 'unknown-database' | 'unreadable-page'}`
  | 'store/unreadable-request'
  | `teams/${'busy' | 'file-changed' | 'forbidden' | 'given-up' | 'gone' | 'members-unknown' | 'no-bot-id' | 'not-taken'}`
  | `teams/${'refused' | 'sign-on-refused' | 'strange-upload' | 'too-large' | 'unavailable' | 'unreachable'}`
  | `teams/${'upload-away' | 'upload-refused'}`;

/** A definite no: repeating the same thing gives the same answer. `code` is `area/what-happened`. */
export class RewindError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Whose trouble it is, by the area of the code. What people read follows from it, so each has a sentence of its own. */
const OUTSIDE_OF = {
  store: 'database',
  redis: 'redis',
  identity: 'entra',
  graph: 'graph',
  teams: 'teams',
} as const;

/** Everything outside that may be busy or away. */
export type Outside = (typeof OUTSIDE_OF)[keyof typeof OUTSIDE_OF];

/** @internal Tests go through all of them. */
export const OUTSIDES: readonly Outside[] = Object.values(OUTSIDE_OF);

/** The database's disk is full: what is kept can be read, nothing more can be kept. */
export const DISK_FULL = 'store/disk-full';

export type AwayCode = Extract<ErrorCode, `${keyof typeof OUTSIDE_OF}/${string}`>;

/** Something outside is busy or away. The work waits in the queue, never in memory. */
export class UnavailableError extends RewindError {
  override readonly code: AwayCode;
  /** How long the other side asked us to wait, in ms; `undefined` when it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: AwayCode,
    message: string,
    options?: ErrorOptions & { readonly retryAfterMs?: number | undefined },
  ) {
    super(code, message, options);
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs;
  }

  /** Who is busy or away. */
  get outside(): Outside {
    return OUTSIDE_OF[this.code.slice(0, this.code.indexOf('/')) as keyof typeof OUTSIDE_OF];
  }
}

/** The request was changed by somebody else between reading and writing. Nothing was written. */
export class StaleRequestError extends RewindError {
  constructor(requestId: string) {
    super('store/stale-request', `request ${requestId} was changed by somebody else`);
  }
}

/** Somebody wrote into the database: the request is not what its record says. Nothing was written. */
export class RecordDiffersError extends RewindError {
  readonly requestId: string;
  /** What verification says of it, and at which entry. */
  readonly fault: { readonly because: string; readonly number: number };
  /** Who asked and who voted, as the record has it. */
  readonly peopleIds: readonly string[];

  constructor(
    requestId: string,
    fault: { readonly because: string; readonly number: number },
    peopleIds: readonly string[],
  ) {
    super('store/record-differs', `request ${requestId} is not what its record says`);
    this.requestId = requestId;
    this.fault = fault;
    this.peopleIds = peopleIds;
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
