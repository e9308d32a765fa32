/** What an answer that tells nothing means for a request: it is waited out, said, told every hour, and given up after hours only. */
import { awayAfter, AWAY_LIMITS_MS } from '../recovery/away';
import type { RecoveryRequest } from '../recovery/request';
import { notYetMs } from '../recovery/start-window';
import { runningJobOf } from '../recovery/states';
import { RewindError, UnavailableError } from '../shared/errors';
import { unfollowed } from './endings';
import { noticeToInvolved } from './notices';
import { pollDelayMs } from './poll-delay';
import type { Reading, StepResult } from './step';

/** Microsoft said no, or nothing that can be used; the stores and queues of our own are another matter. */
export const isMicrosoftUnread = (error: unknown): error is RewindError =>
  error instanceof RewindError && /^(graph|identity)\//.test(error.code);

/** `referenceOf`: Graph's own id of the call. */
interface Answer {
  readonly error: RewindError;
  readonly reference: string | undefined;
  readonly delayMs: number;
}

export function whileAway(
  request: RecoveryRequest,
  { error, reference, delayMs }: Answer,
  reading: Reading,
): StepResult {
  const { clock, log, settings } = reading;
  const { id: requestId, state } = request;
  if (isNotYet(request, error, reading)) return { kind: 'wait', delayMs: settings.pollMinMs, hasReadNothing: true };
  const next = awayAfter(request.away, {
    at: clock.now(),
    because: error.code,
    reference,
    isRefused: !(error instanceof UnavailableError),
    limitMs: state.name === 'recovering' ? AWAY_LIMITS_MS.recovering : AWAY_LIMITS_MS.otherwise,
  });
  switch (next.kind) {
    case 'wait':
      return { kind: 'wait', delayMs, hasReadNothing: true };
    case 'keep': {
      const notices = next.what === 'toldAway' ? noticeToInvolved('away', request) : [];
      const move = { what: next.what, reason: error.code, with: { away: next.away }, notices };
      return { kind: 'moveTo', state, move, thenWaitMs: delayMs };
    }
    case 'giveUp': {
      log.error(
        { requestId, code: error.code, state: state.name, err: error },
        'given up: Microsoft could not be read',
      );
      const unreadSince = request.away?.since;
      return unfollowed(request, {
        at: clock.now(),
        because: 'couldNotBeRead',
        reference: reference ?? error.code,
        unreadSince,
      });
    }
  }
}

/** Just after a start, a job that is neither found by its id nor listed is on its way into Microsoft's answers. */
function isNotYet(request: RecoveryRequest, { code }: RewindError, { patience, settings }: Reading): boolean {
  const { id, state } = request;
  if (state.name !== 'previewing' && state.name !== 'rechecking' && state.name !== 'recovering') return false;
  const jobId = runningJobOf(state);
  if (code !== 'graph/not-found' || jobId === undefined || state.status !== undefined) return false;
  return patience.waitedMs(`${id} ${jobId} not yet`) < notYetMs(settings);
}

/** A step that went well has read Microsoft, unless it says otherwise: what was said of it before is over. */
export function readAgain(request: RecoveryRequest, result: StepResult, { settings, clock }: Reading): StepResult {
  if (!request.away || (result.kind === 'wait' && result.hasReadNothing)) return result;
  if (result.kind === 'moveTo') return { ...result, move: { ...result.move, with: { ...result.move.with, away: undefined } } }; // prettier-ignore
  const delayMs = result.kind === 'wait' ? result.delayMs : pollDelayMs(request.updatedAt, clock.now(), settings);
  return {
    kind: 'moveTo',
    state: request.state,
    move: { what: 'readAgain', with: { away: undefined } },
    thenWaitMs: delayMs,
  };
}
