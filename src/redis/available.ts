import { UnavailableError, type AwayCode } from '../shared/errors';

/**
 * What a Redis that answers may say instead of doing it. The first word of its answer, or of what a script ran into.
 *
 * @see https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
 */
const SAID: readonly (readonly [said: RegExp, code: AwayCode])[] = [
  [/^READONLY\b|-READONLY\b/, 'redis/read-only'],
  [/^OOM\b|-OOM\b/, 'redis/full'],
  [/^MISCONF\b|-MISCONF\b/, 'redis/not-saving'],
  [/^LOADING\b/, 'redis/loading'],
  [/^(MASTERDOWN|CLUSTERDOWN|NOREPLICAS|UNBLOCKED)\b/, 'redis/no-primary'],
];

/** The connection lives on, and the same server would say the same: only a new connection finds who has taken over. */
const ELSEWHERE: readonly AwayCode[] = ['redis/read-only', 'redis/loading', 'redis/no-primary'];

function codeOf(error: unknown): AwayCode {
  const said = error instanceof Error ? error.message : '';
  return SAID.find(([pattern]) => pattern.test(said))?.[1] ?? 'redis/unavailable';
}

export const isBetterAskedAnew = (error: Error): boolean => ELSEWHERE.includes(codeOf(error));

export function redisAway(cause: unknown): UnavailableError {
  return new UnavailableError(codeOf(cause), 'Redis does not answer, or does not take it', { cause });
}

/** @throws UnavailableError `redis/…` where Redis does not answer in time, or does not do it */
export async function available<Answer>(command: Promise<Answer>): Promise<Answer> {
  try {
    return await command;
  } catch (error) {
    throw redisAway(error);
  }
}
