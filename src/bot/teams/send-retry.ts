/** Repeats a send that the Bot Connector asked us to repeat, a few times and not for long; names what is left in our own errors. */
import { setTimeout as wait } from 'node:timers/promises';
import { RewindError, UnavailableError, type ErrorCode } from '../../shared/errors';
import { ConnectorError } from './connector-http';

/** Nothing was accepted in these cases, so repeating a POST cannot post twice. */
const REPEATED = [412, 429, 503];
const TRIES = 4;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/** @throws RewindError `teams/unreachable`, `teams/forbidden`, `teams/gone`, `teams/too-large`, `teams/refused`; UnavailableError `teams/unavailable`, `teams/sign-on-refused` */
export async function sendWithRetry<Result>(
  send: () => Promise<Result>,
  waitFor: (ms: number) => Promise<unknown> = wait,
): Promise<Result> {
  // prettier-ignore
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const delayMs = delayBefore(error, attempt);
      if (delayMs === undefined) throw ourErrorOf(error);
      await waitFor(delayMs * (1 + Math.random() / 4));
    }
  }
}

/** `undefined`: not again. */
function delayBefore({ status = 0, retryAfterMs }: ConnectorError, attempt: number): number | undefined {
  const delayMs = retryAfterMs ?? FIRST_DELAY_MS * 2 ** (attempt - 1);
  return attempt < TRIES && REPEATED.includes(status) && delayMs <= LONGEST_DELAY_MS ? delayMs : undefined;
}

/**
 * A 403 says why. These last until somebody installs the app, or lets it speak; any other, and any 404, may pass.
 *
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
 */
const LASTING: readonly string[] = [
  'BotNotInConversationRoster',
  'BotDisabledByAdmin',
  'ConversationBlockedByUser',
  'ForbiddenOperationException',
  'MessageWritesBlocked',
];

const DEFINITE: Readonly<Record<number, readonly [code: ErrorCode, message: string]>> = {
  400: ['teams/refused', 'Teams refuses the message'],
  403: ['teams/forbidden', 'the bot may not speak there now'],
  404: ['teams/gone', 'no such conversation or message'],
  413: ['teams/too-large', 'Teams finds the message too large'],
};

function ourErrorOf(error: ConnectorError): RewindError {
  const isLasting = error.status === 403 && error.codes.some((code) => LASTING.includes(code));
  if (isLasting) return new RewindError('teams/unreachable', 'the bot is not installed there', { cause: error });
  const definite = DEFINITE[error.status ?? 0];
  if (definite) return new RewindError(...definite, { cause: error });
  const options = { cause: error, retryAfterMs: error.retryAfterMs };
  if (error.status === 401) return new UnavailableError('teams/sign-on-refused', 'Teams refuses the bot’s own sign-on', options); // prettier-ignore
  return new UnavailableError('teams/unavailable', 'Teams cannot be reached at the moment', options);
}
