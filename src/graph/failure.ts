/** Reads an answer that is not the expected one. Everything occurs: Graph's envelope, `error` as text, HTML of a proxy, nothing at all. */
import { z } from 'zod/v4';
import { GraphContractError, GraphRefusedError, GraphUnavailableError, type GraphErrorDetails } from './errors';
import type { GraphAnswer } from './operation';

const TRY_LATER: readonly number[] = [401, 408, 429];
const MAX_RETRY_AFTER_MS = 3_600_000;

/** A code is a word. A sentence in its place may hold names, and stays out. */
const word = z
  .string()
  .regex(/^[\w.-]{1,80}$/)
  .optional()
  .catch(undefined);
const innerSchema = z.object({ 'request-id': word, code: word }).catch({ 'request-id': undefined, code: undefined });
const errorSchema = z.object({ code: word, innerError: innerSchema, innererror: innerSchema });
const envelopeSchema = z.object({
  error: z.preprocess((error) => (typeof error === 'string' ? { code: error } : error), errorSchema),
});
const EMPTY = envelopeSchema.parse({ error: {} });

export function failureOf(
  operation: string,
  answer: GraphAnswer,
  { speaksFor }: Pick<GraphErrorDetails, 'speaksFor'>,
): Error {
  const details = { ...detailsOf(operation, answer), speaksFor };
  const { status } = answer;
  if (status < 400) return new GraphContractError('unexpected status', details);
  if (status >= 500 || TRY_LATER.includes(status)) {
    return new GraphUnavailableError(details, { retryAfterMs: retryAfterMs(answer.headers) });
  }
  return new GraphRefusedError({ ...details, status });
}

function detailsOf(operation: string, { status, headers, text, graphRequestId }: GraphAnswer): GraphErrorDetails {
  const { error } = envelopeSchema.safeParse(jsonOrNothing(text)).data ?? EMPTY;
  const told = [error.innerError, error.innererror];
  const codes = [error.code, ...told.map(({ code }) => code)];
  const challenge = headers.get('www-authenticate') ?? '';
  return {
    operation,
    status,
    graphCode: error.code,
    graphRequestId: graphRequestId ?? told.map((inner) => inner['request-id']).find((id) => id !== undefined),
    isClaimsChallenge: /claims\s*=|insufficient_claims/i.test(challenge) || codes.includes('insufficient_claims'),
  };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @returns what the Retry-After header asks for, in ms and at most one hour; `undefined` where it says nothing */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const delayMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(delayMs) ? undefined : Math.min(Math.max(delayMs, 0), MAX_RETRY_AFTER_MS);
}
