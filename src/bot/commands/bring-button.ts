/**
 * The typed twins of buttons. Typing carries no power: the answer is the request's card with the button, or the reason why there is none.
 */
import type { Draft } from '../../approvals/approval';
import { firstRefusal, refused, type Refusal } from '../../approvals/refusal';
import { stateWords } from '../../cards/state-words';
import { failedChangesOf, noResultOf } from '../../recovery/follow-up';
import { holdsSlot, isAtRest, resumed, type RecoveryRequest } from '../../recovery/request';
import { refuses } from '../reply';
import type { Asker, Command, CommandOf } from './command';

type Twin = 'approve' | 'reject' | 'withdraw' | 'cancel' | 'start' | 'ask' | 'runNow' | 'check' | 'retry';

/** Courtesy only: the lock is in the use case that the button presses. */
const RULES: { readonly [Kind in Twin]: (request: RecoveryRequest, asker: Asker) => Refusal | undefined } = {
  approve: ({ state, requesterId }, { personId }) =>
    firstRefusal([
      [state.name !== 'awaitingApproval', 'notAwaitingApproval'],
      [requesterId === personId, 'voterIsRequester'],
    ]),
  reject: ({ state, requesterId }, { personId }) =>
    firstRefusal([
      [state.name !== 'awaitingApproval', 'notAwaitingApproval'],
      [requesterId === personId, 'voterIsRequester'],
    ]),
  withdraw: ({ state }) => firstRefusal([[isAtRest(state.name) && state.name !== 'previewed', 'atRest']]),
  cancel: ({ state }) => firstRefusal([[!holdsSlot(state.name), 'notRunning']]),
  start: (request, { personId }) =>
    firstRefusal([
      [resumed(request).state.name !== 'planned', 'notPlanned'],
      [request.requesterId !== personId, 'notRequester'],
    ]),
  ask: ({ state, requesterId }, { personId }) =>
    firstRefusal([
      [state.name !== 'previewed', 'alreadyPreviewed'],
      [requesterId !== personId, 'notRequester'],
    ]),
  check: noResultOf,
  retry: (request) => noResultOf(request) ?? firstRefusal([[failedChangesOf(request) === 0, 'nothingFailed']]),
  runNow: (request) => firstRefusal([[resumed(request).state.name !== 'approved', 'notApproved']]),
};

export const isTwin = (name: string): name is Twin => Object.hasOwn(RULES, name);

export const twinRefusal = (twin: Twin, request: RecoveryRequest, asker: Asker): Refusal | undefined =>
  RULES[twin](request, asker);

export const bringButton: Command<CommandOf<Twin>> = async (command, asker, { requests }) => {
  const request = await requests.find(command.id);
  if (!request) return refuses(refused('noSuchRequest', { requestId: command.id }));
  const refusal = twinRefusal(command.kind, request, asker);
  return refusal
    ? refuses({ ...refusal, facts: { requestId: request.id, state: stateWords(request.state) } })
    : { kind: 'request', requestId: request.id, draft: draftOf(command, asker) };
};

/** The button of a twin that takes a reason. */
const REASONED: { readonly [Kind in Extract<Twin, 'approve' | 'reject' | 'ask'>]: Draft['verb'] } = {
  approve: 'approve',
  reject: 'reject',
  ask: 'askForRecovery',
};

function draftOf(command: CommandOf<Twin>, { personId: byId }: Asker): Draft | undefined {
  return 'reason' in command && command.reason !== undefined
    ? { byId, verb: REASONED[command.kind], reason: command.reason }
    : undefined;
}
