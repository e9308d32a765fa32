/**
 * Whether this person's card has the button that a typed twin stands for, and otherwise why not and what the way out is. Courtesy only, by
 * the state and the roles just told: the lock is in the use case that the button presses.
 */
import { approverIdsOf } from '../../approvals/approval';
import { firstRefusal, refused, type Refusal, type RefusalReason } from '../../approvals/refusal';
import { isOver } from '../../approvals/windows';
import { holderWords } from '../../cards/plan-card';
import { restoreCommand } from '../../cards/restore-command';
import { isAct, type PoweredVerb } from '../../recovery/acts';
import { failedChangesOf, noResultOf } from '../../recovery/follow-up';
import { notAskableOf, notReadOf, notSplittableOf, notWithdrawableOf } from '../../recovery/moments';
import { notRecoverableOf } from '../../recovery/not-recoverable';
import { formatInstant } from '../../times/print-time';
import { isRecoverable } from '../../recovery/recovery-scope';
import { isIn, objectsOf, resumed, type RecoveryRequest } from '../../recovery/request';
import { isRunning } from '../../recovery/states';
import { windowEndOf } from '../../recovery/slot-wait';
import { halvesOf } from '../../recovery/split-scope';
import { runningJobOf } from '../../recovery/states';
import { MAX_OBJECT_IDS, type Standing } from '../../recovery/terms';
import type { PersonId } from '../../shared/ids';
import type { CommandName } from '../command-words';

/** Which button a command brings. */
export const BUTTON_OF = {
  approve: 'approve',
  reject: 'reject',
  withdraw: 'withdraw',
  cancel: 'cancel',
  start: 'startPreview',
  ask: 'askForRecovery',
  runNow: 'runNow',
  check: 'checkResult',
  retry: 'retryFailed',
  split: 'split',
} as const satisfies { readonly [Name in CommandName]?: PoweredVerb };
export type Twin = keyof typeof BUTTON_OF;

export interface TwinAsker {
  readonly personId: PersonId;
  readonly standing: Standing;
  readonly now: Date;
  /** The kill switch. */
  readonly isRecoveryDisabled: boolean;
}
type Rule = (request: RecoveryRequest, asker: TwinAsker) => Refusal | undefined;

const inOrder =
  (...rules: readonly Rule[]): Rule =>
  (request, asker) => {
    for (const rule of rules) {
      const refusal = rule(request, asker);
      if (refusal) return refusal;
    }
    return undefined;
  };

const hasVoted = (request: RecoveryRequest, personId: PersonId) => approverIdsOf(request).includes(personId);
const isPartOfIt = (request: RecoveryRequest, personId: PersonId) =>
  request.requesterId === personId || hasVoted(request, personId);
const unless = (holds: boolean, because: RefusalReason) => (holds ? undefined : refused(because));

/**
 * @param typed - what an Administrator types for it
 * @param who - where not everyone may
 */
const forAdministrators =
  (typed: (request: RecoveryRequest) => string | undefined, who?: string): Rule =>
  (request, { standing }) => {
    if (standing === 'administrator') return undefined;
    return standing === 'reader'
      ? refused('readerMayNotAsk', known({ typed: typed(request), who }))
      : refused('roleMissing');
  };

const known = (facts: Readonly<Record<string, string | undefined>>): Refusal['facts'] =>
  Object.fromEntries(Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact]])));

/** Somebody else runs the tenant's one preview or recovery. */
const slotBusy: Rule = ({ state, zone }, { personId }) => {
  if (state.name !== 'waitingForSlot') return undefined;
  const { startedAt, ...holder } = state.holder;
  return refused('slotBusy', {
    holder: holderWords(holder, zone),
    ...known({ since: startedAt && formatInstant(startedAt, zone) }),
    ...known({ isTold: state.tellIds.includes(personId) ? 'yes' : undefined }),
  });
};

/** A window that is over waits for the sweep. */
const windowOver: Rule = (request, { now }) => {
  const { state } = request;
  const until = state.name === 'awaitingApproval' || state.name === 'approved' ? windowEndOf(state) : undefined;
  return until && isOver(until, now) ? refused('windowOver', { until: formatInstant(until, request.zone) }) : undefined;
};

/** It is voted on now, or by itself when the changes are read. */
const comesToVote: Rule = (request) => {
  const isRead = resumed(request).state.name === 'awaitingApproval' && request.digest !== undefined;
  const isAsked = notReadOf(request) !== undefined && request.plan.wantsApproval;
  return unless(isRead || isAsked, 'notAwaitingApproval');
};

const whenRead = (request: RecoveryRequest, command: string): string =>
  notReadOf(request) ? `${command}, when its changes are read` : command;

/** How the requester ends it: what runs is stopped, what waits is taken back. */
function endedBy(request: RecoveryRequest): string {
  const { id, state } = request;
  if (state.name === 'previewing') return `cancel ${id}`;
  return state.name === 'reading' ? whenRead(request, `withdraw ${id}`) : `withdraw ${id}`;
}

const mayVote: Rule = (request, { personId }) => {
  if (request.requesterId === personId) return refused('voterIsRequester', { ends: endedBy(request) });
  return unless(!request.changedByIds.includes(personId), 'voterChangedRequest');
};

const vote = (verb: 'approve' | 'reject') =>
  inOrder(
    comesToVote,
    windowOver,
    mayVote,
    forAdministrators((request) => whenRead(request, `${verb} ${request.id}`)),
    (request, { personId }) => unless(!hasVoted(request, personId), 'alreadyVoted'),
    notReadOf,
    slotBusy,
  );

/** A preview that asks nobody stays, or is asked for: by whoever may. */
function asksNobody(request: RecoveryRequest, asker: TwinAsker): Refusal {
  const { preview, plan } = request;
  const isEmpty = preview !== undefined && objectsOf(preview.counts) === 0;
  const isRestorable = preview !== undefined && isRecoverable(preview.counts, plan);
  return refused(
    'asksNobody',
    known({
      isEmpty: isEmpty ? 'yes' : undefined,
      ask: !twinRefusal('ask', request, asker) ? `ask ${request.id}` : undefined,
      restore: isRestorable && asker.standing === 'reader' ? restoreCommand(request) : undefined,
    }),
  );
}

const withdraw = inOrder(
  notWithdrawableOf,
  (request, { personId }) => unless(isPartOfIt(request, personId), 'notRequesterOrApprover'),
  (request, asker) => {
    const { name } = request.state;
    if (name === 'previewed' || (name === 'reading' && !request.plan.wantsApproval)) return asksNobody(request, asker);
    return unless(name !== 'reading', 'notReadYet');
  },
);

const running: Rule = (request) => {
  const isReading = isIn(request, 'rechecking') && request.state.computedAt !== undefined;
  return unless(isRunning(request.state.name) && !isReading, 'notRunning');
};

const stoppable: Rule = ({ state }) => {
  if (state.name !== 'previewing' && state.name !== 'rechecking' && state.name !== 'recovering') return undefined;
  return firstRefusal([
    [runningJobOf(state) === undefined, 'startUnclear'],
    [state.cancelAskedById !== undefined, 'alreadyStopping'],
  ]);
};

const stops = forAdministrators(({ id }) => `cancel ${id}`);

const start = inOrder(
  (request) => unless(resumed(request).state.name === 'planned', 'notPlanned'),
  ({ requesterId }, { personId }) => unless(requesterId === personId, 'notRequester'),
  slotBusy,
);

const recoverable: Rule = (request) => (request.state.name === 'previewed' ? notRecoverableOf(request) : undefined);

/** Nobody asks for what is put to the vote by itself. */
const asksByItself: Rule = (request) => unless(!notReadOf(request) || !request.plan.wantsApproval, 'asksByItself');

const ask = inOrder(
  (request) => (notReadOf(request) ? undefined : notAskableOf(request)),
  asksByItself,
  recoverable,
  forAdministrators(restoreCommand),
  (request, { personId }) =>
    request.requesterId === personId ? undefined : refused('notRequester', known({ typed: restoreCommand(request) })),
  notReadOf,
);

const runNow = inOrder(
  (request) => unless(resumed(request).state.name === 'approved', 'notApproved'),
  (request, { personId }) => unless(isPartOfIt(request, personId), 'notRequesterOrApprover'),
  forAdministrators(({ id }) => `run ${id}`, 'who asked for it or approved it'),
  windowOver,
  slotBusy,
);

function tooManyFailed(request: RecoveryRequest): Refusal | undefined {
  const count = failedChangesOf(request);
  return count > MAX_OBJECT_IDS
    ? refused('tooManyObjects', { count: String(count), limit: String(MAX_OBJECT_IDS) })
    : undefined;
}

const nothingFailed: Rule = (request, { isRecoveryDisabled }) =>
  failedChangesOf(request) > 0 ? undefined : refused('nothingFailed', known({ isSwitchedOff: isRecoveryDisabled ? 'yes' : undefined })); // prettier-ignore

const beingRead = (request: RecoveryRequest): Refusal | undefined =>
  isIn(request, 'previewing') || isIn(request, 'reading') ? notReadOf(request) : undefined;

const splittable: Rule = (request) => {
  const tooLate = notSplittableOf(request);
  if (tooLate || beingRead(request)) return tooLate;
  return unless(halvesOf(request) !== undefined, 'nothingToSplit');
};

const split = inOrder(
  splittable,
  ({ requesterId }, { personId }) => unless(requesterId === personId, 'notRequester'),
  (request, asker) =>
    request.plan.wantsApproval ? forAdministrators(({ id }) => `split ${id}`)(request, asker) : undefined,
  beingRead,
);

const RULES: { readonly [Verb in PoweredVerb]: Rule } = {
  approve: vote('approve'),
  reject: vote('reject'),
  withdraw,
  // Microsoft lets a Reader stop previews only; the one of a re-check takes an approved request with it.
  cancel: inOrder(running, stoppable, (request, asker) =>
    request.state.name === 'previewing' ? undefined : stops(request, asker),
  ),
  startPreview: start,
  askForRecovery: ask,
  runNow,
  checkResult: noResultOf,
  retryFailed: inOrder(
    noResultOf,
    nothingFailed,
    tooManyFailed,
    forAdministrators(({ id }) => `retry ${id}`),
  ),
  split,
};

export const isTwin = (name: string): name is Twin => Object.hasOwn(BUTTON_OF, name);

/** A wait that ends at a button which is switched off is not worth waiting for. */
const isWait = ({ because }: Refusal): boolean => because === 'slotBusy' || because === 'notReadYet';

export function twinRefusal(twin: Twin, request: RecoveryRequest, asker: TwinAsker): Refusal | undefined {
  const verb = BUTTON_OF[twin];
  const refusal = RULES[verb](request, asker);
  if (refusal && !isWait(refusal)) return refusal;
  const isSwitchedOff = asker.isRecoveryDisabled && isAct('leadsToStart', verb);
  return isSwitchedOff ? refused('recoveryDisabled') : refusal;
}
