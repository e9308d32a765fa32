/**
 * Which buttons a viewer gets in which state: only those that can work. Hiding one is courtesy; the lock is in the rules that
 * judge the press. The shared card has what anybody of the conversation might press.
 */
import { approverIdsOf } from '../approvals/approval';
import { shortDigest } from '../approvals/digest';
import { failedChangesOf, mayBeFollowed, mayBeRetried } from '../recovery/follow-up';
import { isRecoverable } from '../recovery/recovery-scope';
import { objectsOf, type RecoveryRequest, type RecoveryState } from '../recovery/request';
import { isHeldUp } from '../recovery/slot-wait';
import { halvesOf } from '../recovery/split-scope';
import { runningJobOf, stoppableOf, type RunningStateName } from '../recovery/states';
import { changesCommand, INPUTS, ownChangesButton, pressButton, sayButton, type Button } from './buttons';
import type { ApprovalInput, Viewing } from './card';
import { askAgainCommand } from './restore-command';
import { withDraft } from './drafts';

export interface Might {
  readonly look: boolean;
  readonly ask: boolean;
  readonly vote: boolean;
  readonly run: boolean;
  readonly withdraw: boolean;
  readonly stop: boolean;
  readonly isRequester: boolean;
}

type Asked = Pick<RecoveryRequest, 'requesterId' | 'changedByIds' | 'votes' | 'digest' | 'revision'>;

/** On the shared card anybody might be looking. */
const MIGHT_ANYTHING: Might = { look: true, ask: true, vote: true, run: true, withdraw: true, stop: true, isRequester: true }; // prettier-ignore

function mightOfPerson(request: Asked, { personId, standing }: Viewing['viewer']): Might {
  const isAdministrator = standing === 'administrator' || standing === 'unknown';
  const isRequester = personId === request.requesterId;
  const hasVoted = approverIdsOf(request).some((id) => id === personId);
  const hasChangedIt = request.changedByIds.some((id) => id === personId);
  const isPartOfIt = isRequester || hasVoted;
  return {
    look: standing !== 'none',
    ask: isRequester && isAdministrator,
    vote: isAdministrator && !isPartOfIt && !hasChangedIt,
    run: isPartOfIt && isAdministrator,
    withdraw: isPartOfIt,
    stop: isAdministrator,
    isRequester,
  };
}

/** What this viewer might do with the request. An unknown standing is no reason to hide anything. */
export function mightOf(request: Asked, { viewer }: Pick<Viewing, 'viewer'>): Might {
  return viewer.isShared ? MIGHT_ANYTHING : mightOfPerson(request, viewer);
}

type Drawing<State> = { readonly request: RecoveryRequest; readonly state: State; readonly viewing: Viewing; readonly might: Might }; // prettier-ignore
type StateOf<Name extends RecoveryState['name']> = Extract<RecoveryState, { name: Name }>;
type ButtonRule = false | Button;

const kept = (rules: readonly ButtonRule[]): readonly Button[] => rules.filter((rule) => rule !== false);

/** There is a change to look at. */
export const hasRows = ({ preview }: RecoveryRequest): boolean =>
  preview !== undefined && objectsOf(preview.counts) + preview.counts.shownOnly > 0;

/** A list that may not be posted here with its values is brought to the presser alone. */
const changesButton = (request: RecoveryRequest, title: string, { mayPostValues }: Pick<Viewing, 'mayPostValues'>) =>
  mayPostValues ? sayButton(title, changesCommand(request)) : ownChangesButton(request, title, { page: 1 });

/** A list of its own: the card with *Approve* stays where it is. */
const allRule = ({ request, might }: Pick<Drawing<unknown>, 'request' | 'might'>): ButtonRule =>
  might.look && hasRows(request) && sayButton('Show all', `changes ${request.id}`);

/** The presser's own view, where the shared card may not show values. */
const valuesRule = ({ request, viewing }: Drawing<unknown>): ButtonRule =>
  viewing.viewer.isShared &&
  !viewing.mayShowValues &&
  hasRows(request) &&
  pressButton(request, { verb: 'refresh', title: 'Show values' });

/** What stands right under the rows. */
export function lookingButtons(request: RecoveryRequest, viewing: Viewing): readonly Button[] {
  return kept([allRule({ request, might: mightOf(request, viewing) })]);
}

/** The card says why. What was asked for as a recovery is put to the vote by itself: that takes who may ask. */
const splitRule = (request: RecoveryRequest, might: Might, face: Pick<Button, 'title' | 'style'>): ButtonRule =>
  might.look &&
  (request.plan.wantsApproval ? might.ask : might.isRequester) &&
  halvesOf(request) !== undefined &&
  pressButton(request, { verb: 'split', ...face });

function plannedButtons({ request, might }: Drawing<StateOf<'planned'>>): readonly Button[] {
  return kept([
    might.isRequester && might.look && pressButton(request, { verb: 'startPreview', title: 'Start preview', style: 'positive' }), // prettier-ignore
    splitRule(request, might, { title: 'Plan both' }),
    might.withdraw && pressButton(request, { verb: 'withdraw', title: 'Withdraw' }),
  ]);
}

function waitingButtons({ request, state, viewing, might }: Drawing<StateOf<'waitingForSlot'>>): readonly Button[] {
  const { isShared, personId } = viewing.viewer;
  const isToldAlready = !isShared && state.tellIds.some((id) => id === personId);
  return kept([
    might.look && !isToldAlready && pressButton(request, { verb: 'tellMeWhenFree', title: 'Tell me when free' }),
    might.withdraw && pressButton(request, { verb: 'withdraw', title: 'Withdraw' }),
  ]);
}

const REJECT_INPUT = { id: INPUTS.rejectReason, label: 'Why reject?', placeholder: 'What should be different', isMultiline: true, isRequired: true, errorMessage: 'Say why' }; // prettier-ignore

const required = (input: ApprovalInput) => ({ ...input, isRequired: true, errorMessage: 'Needed for the approval to count' }); // prettier-ignore

/** Nothing is to be voted on before every page is read (A10). */
function ballot(request: RecoveryRequest, { approvalInputs = [], draft }: Viewing): readonly Button[] {
  if (request.digest === undefined) return [];
  const title = `Approve ${shortDigest(request.digest)}`;
  return [
    pressButton(request, {
      verb: 'approve',
      title,
      style: 'positive',
      inputs: withDraft('approve', approvalInputs.map(required), draft),
    }),
    pressButton(request, { verb: 'reject', title: 'Reject', inputs: withDraft('reject', [REJECT_INPUT], draft) }),
  ];
}

function votingButtons(drawing: Drawing<StateOf<'awaitingApproval'>>): readonly Button[] {
  const { request, state, viewing, might } = drawing;
  const isOpen = viewing.now < state.expiresAt;
  return kept([
    ...(might.vote && isOpen ? ballot(request, viewing) : []),
    might.withdraw && pressButton(request, { verb: 'withdraw', title: 'Withdraw' }),
    valuesRule(drawing),
  ]);
}

function approvedButtons(drawing: Drawing<StateOf<'approved'>>): readonly Button[] {
  const { request, state, viewing, might } = drawing;
  const isOpen = isHeldUp(state) || viewing.now < state.expiresAt;
  return kept([
    might.run && isOpen && pressButton(request, { verb: 'runNow', title: 'Run now', style: 'positive' }),
    might.withdraw && pressButton(request, { verb: 'withdraw', title: 'Withdraw' }),
    valuesRule(drawing),
  ]);
}

/** Says what it stops: by the time of the press something else may run. */
const stop = (request: RecoveryRequest, state: StateOf<RunningStateName>) =>
  pressButton(request, { verb: 'cancel', title: 'Cancel', style: 'destructive', stops: stoppableOf(state.name), jobId: runningJobOf(state) }); // prettier-ignore

/** There is a job to stop, and nobody has asked for it yet. */
const canStop = (state: StateOf<RunningStateName>): boolean =>
  runningJobOf(state) !== undefined && state.cancelAskedById === undefined;

function recoveringButtons(drawing: Drawing<StateOf<'recovering'>>): readonly Button[] {
  const { state, might, request } = drawing;
  return kept([canStop(state) && might.stop && stop(request, state), allRule(drawing)]);
}

/** A preview that is finished and being read cannot be stopped any more; the request can be taken back. */
function recheckingButtons({ request, state, might }: Drawing<StateOf<'rechecking'>>): readonly Button[] {
  return kept([
    canStop(state) && state.computedAt === undefined && might.stop && stop(request, state),
    might.withdraw && pressButton(request, { verb: 'withdraw', title: 'Withdraw' }),
  ]);
}

function previewedButtons(drawing: Drawing<StateOf<'previewed'>>): readonly Button[] {
  const { request, might } = drawing;
  const canAsk = request.preview !== undefined && isRecoverable(request.preview.counts, request.plan);
  return kept([
    canAsk &&
      might.ask &&
      pressButton(request, { verb: 'askForRecovery', title: 'Ask for recovery', style: 'positive' }),
    splitRule(request, might, { title: 'Split in two', style: 'positive' }),
    valuesRule(drawing),
  ]);
}

/** What failed, asked for again; pinned to ids, a list that is too long cannot be. */
export const retryButtons = (request: RecoveryRequest, might: Might): readonly Button[] =>
  might.stop && mayBeRetried(request) ? [pressButton(request, { verb: 'retryFailed', title: 'Retry failed' })] : [];

/** After a recovery that ran. */
function followUpButtons({ request, viewing, might }: Drawing<unknown>): readonly Button[] {
  if (!might.look || !mayBeFollowed(request)) return [];
  const failed = failedChangesOf(request);
  return kept([
    pressButton(request, { verb: 'checkResult', title: 'Check result' }),
    ...retryButtons(request, might),
    failed > 0 && sayButton('Show failed', `failed ${request.id}`),
    hasRows(request) && changesButton(request, 'Values before', viewing),
  ]);
}

/** What ran out of time may be wished for anew. */
function expiredButtons({ request, viewing, might }: Drawing<unknown>): readonly Button[] {
  const command = askAgainCommand(request);
  const isSwitchedOff = viewing.refusals?.startPreview !== undefined;
  return kept([command !== undefined && might.stop && !isSwitchedOff && sayButton('Ask again', command)]);
}

/** The buttons of a request's card, without those whose press would be refused; at rest none is left that changes it. */
export function requestButtons(request: RecoveryRequest, viewing: Viewing): readonly Button[] {
  const { refusals = {} } = viewing;
  return buttonsOf(request, viewing).filter((button) => button.kind === 'say' || refusals[button.verb] === undefined);
}

function buttonsOf(request: RecoveryRequest, viewing: Viewing): readonly Button[] {
  const { state } = request;
  const shared = { request, viewing, might: mightOf(request, viewing) };
  switch (state.name) {
    case 'planned':
      return plannedButtons({ ...shared, state });
    case 'waitingForSlot':
      return waitingButtons({ ...shared, state });
    case 'previewing':
      // Microsoft lets a Reader stop previews, and nothing else.
      return kept([shared.might.look && canStop(state) && stop(request, state)]);
    case 'previewed':
      return previewedButtons({ ...shared, state });
    case 'awaitingApproval':
      return votingButtons({ ...shared, state });
    case 'rechecking':
      return recheckingButtons({ ...shared, state });
    case 'approved':
      return approvedButtons({ ...shared, state });
    case 'recovering':
      return recoveringButtons({ ...shared, state });
    case 'recovered':
    case 'failed':
    case 'canceled':
      return followUpButtons({ ...shared, state });
    case 'expired':
      return expiredButtons({ ...shared, state });
    case 'split':
      return state.into.map((id) => sayButton(`Open ${id}`, `status ${id}`));
    case 'reading':
    case 'rejected':
    case 'withdrawn':
      return [];
  }
}
