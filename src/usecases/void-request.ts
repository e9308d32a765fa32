import { approverIdsOf } from '../approvals/approval';
import { refused, type Refusal } from '../approvals/refusal';
import type { RecoveryRequest, VoidBecause } from '../recovery/request';
import { isAtRest, isRunning } from '../recovery/states';
import type { Move } from '../recovery/store-ports';
import { RecordDiffersError } from '../shared/errors';
import type { PersonId, RequestId } from '../shared/ids';
import { moveInAnyCase } from './move-in-any-case';
import type { Outcome, UsecasePorts } from './ports';

type VoidPorts = Pick<UsecasePorts, 'requests' | 'clock' | 'wake' | 'log'>;

/** At a press it turns out that nobody can run this any more: it ends without having run, and whoever asked or approved is told. */
export async function voidRequest(
  request: RecoveryRequest,
  because: Exclude<VoidBecause, 'recordDiffers'>,
  { requests, clock, wake, log }: VoidPorts,
): Promise<Refusal> {
  const { id: requestId } = request;
  const { state, move } = voided(request, { because, at: clock.now() });
  await requests.move(request, state, move);
  log.warn({ requestId, because }, 'a request is void');
  await wake.draw(requestId);
  return refused(because, { requestId });
}

/**
 * A press, where the store finds that the request is not what its own record says: somebody wrote a requester, a vote or a state into the
 * database. Nothing counts and nothing is started; the request ends, and those whom the row and the record name are told.
 */
export async function voidWhereRecordDiffers(press: () => Promise<Outcome>, ports: VoidPorts): Promise<Outcome> {
  try {
    return await press();
  } catch (error) {
    if (!(error instanceof RecordDiffersError)) throw error;
    const { requestId, fault, peopleIds } = error;
    ports.log.error({ requestId, ...fault }, 'a request is void: it is not what its record says');
    const move = (request: RecoveryRequest) => voidedStill(request, peopleIds as readonly PersonId[], ports);
    const { state } = await moveInAnyCase(requestId as RequestId, move, ports);
    await ports.wake.draw(requestId as RequestId);
    return refused('recordDiffers', { requestId, ...leftAs(state) });
  }
}

/** What was not voided: its own job runs, or it was over before. */
function leftAs(state: RecoveryRequest['state']): Refusal['facts'] {
  if (isRunning(state.name)) return { left: 'running' };
  return state.name === 'failed' && state.because === 'recordDiffers' ? {} : { left: 'over' };
}

/** Somebody else may have ended it meanwhile; what rests with a preview can still be asked for. */
function voidedStill(request: RecoveryRequest, peopleIds: readonly PersonId[], { clock }: VoidPorts) {
  const { name } = request.state;
  if (isRunning(name) || (isAtRest(name) && name !== 'previewed')) return undefined;
  return voided(request, { because: 'recordDiffers', at: clock.now(), otherIds: peopleIds });
}

function voided(
  request: RecoveryRequest,
  { because, at, otherIds = [] }: { because: VoidBecause; at: Date; otherIds?: readonly PersonId[] },
) {
  const { place, requesterId, preview } = request;
  const peopleIds = [...new Set([requesterId, ...approverIdsOf(request), ...otherIds])];
  const during = preview ? ('recovery' as const) : ('preview' as const);
  const move: Move = { by: 'rewind', reason: because, notices: [{ kind: 'failed', place, peopleIds }] };
  return { state: { name: 'failed' as const, at, during, because }, move };
}
