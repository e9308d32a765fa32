/**
 * The loop around the steps: everything durable in one place. Read the request, take the step its state picks, save what follows,
 * ask for a drawing; until there is nothing to do but wait.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod/v4';
import type { Wake } from '../recovery/ports';
import type { RecoveryIn, RecoveryRequest, RecoveryStateName } from '../recovery/request';
import type { RequestStore } from '../recovery/store-ports';
import { RewindError, StaleRequestError, UnavailableError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import { isMicrosoftUnread, readAgain, whileAway } from './away';
import { unfollowed } from './endings';
import { backoffMs, pollDelayMs } from './poll-delay';
import type { RunResult } from './request-worker';
import type { Reading, StepResult } from './step';
import { STEPS } from './steps';

const MAX_TRIES = 5;
/** More than any honest way through the states; a step that runs in a circle must not keep a worker. */
const MAX_MOVES = 20;
const LONGEST_WAIT_MS = 10 * 60_000;

export interface RunPorts {
  readonly requests: RequestStore;
  readonly reading: Reading;
  readonly wake: Pick<Wake, 'draw'>;
}

/** @param tries - how often this request ran into a bug in a row */
export async function runRequest(id: RequestId, tries: number, ports: RunPorts): Promise<RunResult> {
  const { log, settings, hostTime } = ports.reading;
  // What this host's clock says of windows is not to be trusted; other processes go on.
  if (hostTime.isOff()) return interrupted(settings.pollMaxMs);
  for (let moves = 0; moves < MAX_MOVES; moves += 1) {
    const request = await ports.requests.find(id);
    if (!request) {
      log.warn({ requestId: id }, 'a request that does not exist was woken');
      return { kind: 'rest' };
    }
    const result = await stepAndSave(request, tries, ports).catch((error: unknown) => onTheWay(error, request, ports));
    if (result !== 'again') return result;
  }
  log.error({ requestId: id }, 'a request moved in circles');
  return { kind: 'wait', delayMs: settings.pollMaxMs };
}

async function stepAndSave(request: RecoveryRequest, tries: number, ports: RunPorts): Promise<RunResult | 'again'> {
  const result = await runStep(request.state.name, request, ports.reading).then(
    (seen) => readAgain(request, seen, ports.reading),
    (error: unknown) => resultOf(error, request, { tries, reading: ports.reading }),
  );
  if (result.kind === 'wait' && 'hasReadNothing' in result) return { kind: 'wait', delayMs: result.delayMs };
  if (result.kind !== 'moveTo') return result;
  const moved = await ports.requests.move(request, result.state, { ...result.move, by: 'rewind' });
  const { id: requestId } = request;
  ports.reading.log.debug({ requestId, from: request.state.name, to: moved.state.name }, 'step moved the request');
  await ports.wake.draw(requestId);
  return result.thenWaitMs === undefined ? 'again' : { kind: 'wait', delayMs: result.thenWaitMs };
}

async function runStep<Name extends RecoveryStateName>(
  name: Name,
  request: RecoveryIn<Name>,
  reading: Reading,
): Promise<StepResult> {
  return await STEPS[name](request, reading);
}

interface Circumstances {
  readonly tries: number;
  readonly reading: Reading;
}

/** What an error in a step means. While Microsoft cannot be read nothing ends for hours; a bug is tried again a few times. */
function resultOf(error: unknown, request: RecoveryRequest, { tries, reading }: Circumstances): StepResult | RunResult {
  const { clock, log, settings, stopping } = reading;
  const { id: requestId } = request;
  if (stopping.aborted && error === stopping.reason) return interrupted(0);
  if (error instanceof StaleRequestError) throw error;
  if (isMicrosoftUnread(error)) return unread(error, request, reading);
  if (error instanceof UnavailableError) return waitOut(error, request, reading);
  if (error instanceof RewindError) {
    log.error({ requestId, code: error.code, state: request.state.name, err: error }, 'request failed');
    return unfollowed(request, { at: clock.now(), because: error.code, reference: referenceOf(error) });
  }
  const reference = randomBytes(4).toString('hex');
  log.error({ requestId, state: request.state.name, tries: tries + 1, reference, err: error }, 'a step broke');
  if (tries + 1 < MAX_TRIES) return { kind: 'wait', delayMs: backoffMs(tries, settings), after: 'fault' };
  return unfollowed(request, { at: clock.now(), because: 'rewind/bug', reference });
}

function unread(error: RewindError, request: RecoveryRequest, reading: Reading): StepResult | RunResult {
  const delayMs = delayAfter(error, request, reading);
  const result = whileAway(request, { error, reference: referenceOf(error), delayMs }, reading);
  return result.kind === 'wait' ? interrupted(result.delayMs) : result;
}

function waitOut(error: UnavailableError, request: RecoveryRequest, reading: Reading): RunResult {
  return interrupted(delayAfter(error, request, reading));
}

function delayAfter(error: RewindError, request: RecoveryRequest, { clock, log, settings }: Reading): number {
  const asked = error instanceof UnavailableError ? error.retryAfterMs : undefined;
  const delayMs = Math.min(asked ?? pollDelayMs(sinceOf(request), clock.now(), settings), LONGEST_WAIT_MS);
  log.warn({ requestId: request.id, code: error.code, delayMs, reason: error.message }, 'waiting for what is away');
  return delayMs;
}

/** What was noted of the trouble itself does not make its polls quick again. */
const sinceOf = ({ away, updatedAt }: RecoveryRequest): Date => away?.since ?? updatedAt;

/** What could not be saved is done again: nothing of it has happened. */
function onTheWay(error: unknown, request: RecoveryRequest, { reading }: RunPorts): RunResult | 'again' {
  const { id: requestId } = request;
  if (error instanceof StaleRequestError) {
    reading.log.debug({ requestId }, 'somebody was faster');
    return 'again';
  }
  reading.log.error({ requestId, err: error }, 'a state could not be saved');
  return interrupted(reading.settings.pollMaxMs);
}

const interrupted = (delayMs: number): RunResult => ({ kind: 'wait', delayMs, after: 'interruption' });

const graphErrorSchema = z.object({ details: z.object({ graphRequestId: z.string() }) });

/** Graph's own id of the call, which its support asks for. */
function referenceOf(error: RewindError): string | undefined {
  return graphErrorSchema.safeParse(error).data?.details.graphRequestId;
}
