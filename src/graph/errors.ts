/**
 * Whatever goes wrong on the way to Graph, in one form. Graph's message is left out: it may hold names of objects, and nobody may branch on it.
 *
 * | what happened                                    | class                 | code                                        |
 * | ------------------------------------------------ | --------------------- | ------------------------------------------- |
 * | 408, 429, 5xx, timeout, network, shutting down   | GraphUnavailableError | graph/unavailable                           |
 * | 401, also to a token fetched anew                | GraphUnavailableError | graph/sign-on-refused: Rewind's own; it may be mended |
 * | 401 to a person's token                          | GraphUnavailableError | graph/person-refused: another sign-on may do |
 * | any other 4xx                                    | GraphRefusedError     | graph/bad-request, graph/forbidden, …       |
 * | an answer that breaks the contract               | GraphContractError    | graph/contract-broken                       |
 */
import { RewindError, UnavailableError, type ErrorCode } from '../shared/errors';

export interface GraphErrorDetails {
  readonly operation: string;
  /** Missing where nobody answered. */
  readonly status?: number | undefined;
  readonly noAnswer?: NoAnswer | undefined;
  readonly graphCode?: string | undefined;
  readonly graphRequestId?: string | undefined;
  /** True where Entra wants more of the person before it lets the call pass (Conditional Access). */
  readonly isClaimsChallenge?: boolean | undefined;
  /** Whose token was sent. */
  readonly speaksFor?: 'rewind' | 'person' | undefined;
}

export type NoAnswer = 'timeout' | 'network' | 'aborted';

/** Graph is busy, or did not answer in time. The request waits in the queue, never in memory. */
export class GraphUnavailableError extends UnavailableError {
  readonly details: GraphErrorDetails;

  constructor(details: GraphErrorDetails, options?: ErrorOptions & { readonly retryAfterMs?: number | undefined }) {
    super(codeOf(details), describe(details), options);
    this.details = details;
  }
}

function codeOf({ status, speaksFor }: GraphErrorDetails) {
  if (status !== 401) return 'graph/unavailable';
  return speaksFor === 'person' ? 'graph/person-refused' : 'graph/sign-on-refused';
}

/** Graph says no, and would say it again. */
export class GraphRefusedError extends RewindError {
  readonly details: GraphErrorDetails & { readonly status: number };

  constructor(details: GraphErrorDetails & { readonly status: number }) {
    super(CODES[details.status] ?? 'graph/refused', describe(details));
    this.details = details;
  }
}

/** Graph said something that this version of Rewind does not understand, or must not follow. */
export class GraphContractError extends RewindError {
  readonly details: GraphErrorDetails;

  constructor(problem: string, details: GraphErrorDetails, options?: ErrorOptions) {
    super('graph/contract-broken', `${describe(details)}: ${problem}`, options);
    this.details = details;
  }
}

/** Inside the middleware only: the try ended without an answer. */
export class NoAnswerError extends Error {
  readonly reason: NoAnswer;

  constructor(reason: NoAnswer, options?: ErrorOptions) {
    super(`no answer: ${reason}`, options);
    this.reason = reason;
  }
}

/** Inside the middleware only: more bytes than any honest answer has. */
export class AnswerTooLargeError extends Error {}

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'graph/bad-request',
  403: 'graph/forbidden',
  404: 'graph/not-found',
  409: 'graph/conflict',
};

function describe({ operation, status, noAnswer, graphCode, graphRequestId }: GraphErrorDetails): string {
  const answer = status === undefined ? `no answer (${noAnswer ?? 'network'})` : String(status);
  return [operation, answer, graphCode, graphRequestId].filter(Boolean).join(' ');
}
