/**
 * Whether a call is made again, and when. A GET is repeated while Graph is busy or away; what changes something only after 429 with
 * Retry-After, which says that nothing was accepted.
 */
import type { NoAnswerError } from './errors';
import { retryAfterMs } from './failure';

const MAX_TRIES = 5;
const FIRST_DELAY_MS = 250;

interface Outcome {
  readonly method: string;
  readonly response?: Pick<Response, 'status' | 'headers'> | undefined;
  readonly failure?: NoAnswerError | undefined;
  /** How many tries were made. */
  readonly tries: number;
}

/** @returns how long to wait before the next try, in ms; `undefined` when this was the last one */
export function repeatAfterMs({ method, response, failure, tries }: Outcome): number | undefined {
  if (tries >= MAX_TRIES || failure?.reason === 'aborted') return undefined;
  const askedMs = askedPauseMs(response);
  if (method === 'GET') return isFinal(response) ? undefined : (askedMs ?? pauseMs(tries));
  return saysNothingAccepted(response) ? askedMs : undefined;
}

const askedPauseMs = (response: Outcome['response']) => response && retryAfterMs(response.headers);
const saysNothingAccepted = (response: Outcome['response']) => response?.status === 429;

function isFinal(response: Outcome['response']): boolean {
  return response !== undefined && response.status !== 429 && response.status < 500;
}

/** Doubles with every try, and differs between callers so that they do not come back together. */
const pauseMs = (tries: number) => FIRST_DELAY_MS * 2 ** (tries - 1) * (1 + Math.random());
