/**
 * Who may approve what, and when. Pure: facts in, a verdict with its reason out. Hiding a button is courtesy; this is the lock.
 * The letters are the rules of SPEC section 6.
 */
import type { PersonId } from '../shared/ids';
import type { Envelope, Vote } from './approval';
import { approverIdsOf } from './approval';
import { missingConfirmation, type Confirmation, type Written } from './confirmation';
import { countHumans, type HumanOf } from './humans';
import { hasEnoughPeople, isLowered, neededApprovals, type Quorum } from './quorum';
import { refused, type Refusal } from './refusal';
import { isOver, isPreviewTooOld, type Windows } from './windows';

/** What is being decided on, at this moment. */
export interface Approval extends Pick<Envelope, 'requesterId' | 'changedByIds' | 'revision' | 'digest' | 'votes'> {
  /** False when the request is not waiting for votes (any more, or yet): before every page is read there is nothing to vote on (A10). */
  readonly isOpen: boolean;
  readonly expiresAt: Date;
  readonly previewComputedAt: Date;
  readonly quorum: Quorum;
  readonly confirmations: readonly Confirmation[];
  /** `undefined`: the directory could not be asked whose accounts these are (A4). */
  readonly humanOf: HumanOf | undefined;
}

/** The person at the press, as Entra just said. */
export interface Voter {
  readonly id: PersonId;
  readonly holdsRole: boolean;
  /** The changes touch what this account may do, or whether it may sign in (A3). */
  readonly hasPowerTouched: boolean;
}

/** What the presser answered and wrote, and the revision that the pressed card showed. */
export interface Ballot {
  readonly answer: Vote['answer'];
  readonly revision: number;
  /** The digest in the pressed button, where it has one. */
  readonly digest?: string | undefined;
  readonly reason?: string | undefined;
  readonly written?: Written | undefined;
}

export type Verdict =
  | Refusal
  | { readonly kind: 'rejected'; readonly vote: Vote }
  | { readonly kind: 'counted'; readonly votes: readonly Vote[]; readonly isComplete: boolean };

interface Moment {
  readonly now: Date;
  readonly windows: Pick<Windows, 'previewMaxAge'>;
}

interface Cast {
  readonly voter: Voter;
  readonly ballot: Ballot;
}

export function judgeVote(approval: Approval, { voter, ballot }: Cast, moment: Moment): Verdict {
  const { digest, humanOf, quorum } = approval;
  if (digest === undefined) return refused('notAwaitingApproval'); // A10
  const refusal = refusalOf(approval, { voter, ballot }, moment);
  if (refusal) return refusal;
  const isApproval = ballot.answer === 'approve';
  const vote: Vote = {
    voterId: voter.id,
    answer: ballot.answer,
    at: moment.now,
    digest,
    revision: approval.revision,
    ...(ballot.reason ? { reason: ballot.reason } : {}),
    ...(isApproval && isLowered(quorum) ? { isAlone: true } : {}),
  };
  if (!isApproval) return { kind: 'rejected', vote };
  const votes = [...approval.votes, vote];
  return { kind: 'counted', votes, isComplete: isComplete({ ...approval, votes }, humanOf) };
}

/** People count, not accounts (A4). What one decided alone, when two could not be reached, stays decided unless the tenant is strict (A6). */
function isComplete(approval: Pick<Approval, 'votes' | 'digest' | 'revision' | 'quorum'>, humanOf?: HumanOf): boolean {
  const approverIds = approverIdsOf(approval);
  const { quorum, votes } = approval;
  const isDecidedAlone = !quorum.isStrict && votes.some(({ isAlone, voterId }) => isAlone && approverIds.includes(voterId)); // prettier-ignore
  if (isDecidedAlone) return true;
  return humanOf !== undefined && countHumans(approverIds, humanOf) >= neededApprovals(quorum);
}

type Rule = (approval: Approval, cast: Cast, moment: Moment) => Refusal | undefined;

/** Refusals in the order in which they are said; each line one sentence of the policy. */
const RULES: readonly Rule[] = [
  (approval) => (approval.isOpen ? undefined : refused('notAwaitingApproval')), // A10
  (approval, { ballot }) => (ballot.revision === approval.revision ? undefined : refused('changedSinceShown')), // A11
  (approval, { ballot }) =>
    ballot.digest === undefined || ballot.digest === approval.digest ? undefined : refused('changedSinceShown'), // A9
  (approval, _cast, { now }) => (isOver(approval.expiresAt, now) ? refused('windowOver') : undefined), // A14
  (approval, { voter }) => (voter.id === approval.requesterId ? refused('voterIsRequester') : undefined), // A1
  (approval, { voter }) => (approval.changedByIds.includes(voter.id) ? refused('voterChangedRequest') : undefined), // A1
  (_approval, { voter }) => (voter.holdsRole ? undefined : refused('roleNotActive')), // A2
  (approval) => (approval.humanOf ? undefined : refused('humanUnknown')), // A4
  (approval, { voter }) => isOneOf([approval.requesterId, ...approval.changedByIds], voter, approval), // A4
  (_approval, { voter }) => (voter.hasPowerTouched ? refused('voterInChanges') : undefined), // A3
  (_approval, { ballot }) =>
    ballot.answer === 'reject' && !ballot.reason?.trim() ? refused('reasonMissing') : undefined, // A19
  (...args) => (args[1].ballot.answer === 'approve' ? refusalOfApproval(...args) : undefined),
];

/** A rejection only stops things: what follows is asked of approvals alone. */
const APPROVAL_RULES: readonly Rule[] = [
  (approval, { voter }) => (approverIdsOf(approval).includes(voter.id) ? refused('alreadyVoted') : undefined),
  (approval, { voter }) => isOneOf(approverIdsOf(approval), voter, approval), // A4
  (approval, _cast, { now, windows }) =>
    isPreviewTooOld(approval.previewComputedAt, now, windows) ? refused('previewTooOld') : undefined, // A12
  ({ quorum }) => (hasEnoughPeople(quorum) ? undefined : tooFewApprovers(quorum)), // A6, strict
  ({ confirmations }, { ballot }) => missingConfirmation(confirmations, { ...ballot.written, reason: ballot.reason }), // A6, A21, A22
];

/** A4: another account of a person who may not vote, or has voted. */
function isOneOf(ids: readonly PersonId[], { id }: Voter, { humanOf }: Approval): Refusal | undefined {
  return humanOf && ids.some((other) => humanOf(other) === humanOf(id)) ? refused('sameHuman') : undefined;
}

export function tooFewApprovers(quorum: Omit<Quorum, 'because'>): Refusal {
  return refused('tooFewApprovers', { count: String(quorum.others), needed: String(neededApprovals(quorum)) });
}

const refusalOf: Rule = (...args) => firstOf(RULES, args);
const refusalOfApproval: Rule = (...args) => firstOf(APPROVAL_RULES, args);

function firstOf<Args extends readonly unknown[]>(
  rules: readonly ((...args: Args) => Refusal | undefined)[],
  args: Args,
): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule(...args);
    if (refusal) return refusal;
  }
  return undefined;
}

type Run = Omit<Approval, 'isOpen' | 'confirmations'>;
interface RunPress {
  readonly presser: Pick<Voter, 'id' | 'holdsRole'>;
  readonly revision: number;
}

/** *Run now*: by the requester or somebody who approved exactly this (A18), with an active role (A2), inside its window (A14). */
const RUN_RULES: readonly ((run: Run, press: RunPress, moment: Moment) => Refusal | undefined)[] = [
  (run, { revision }) => (revision === run.revision ? undefined : refused('changedSinceShown')), // A11
  (run, { presser }) =>
    presser.id === run.requesterId || approverIdsOf(run).includes(presser.id)
      ? undefined
      : refused('notRequesterOrApprover'), // A18
  (_run, { presser }) => (presser.holdsRole ? undefined : refused('roleNotActive')), // A2
  ({ humanOf }) => (humanOf ? undefined : refused('humanUnknown')), // A4
  (run) => (isComplete(run, run.humanOf) ? undefined : refused('notApproved')), // A6
  ({ expiresAt }, _press, { now }) => (isOver(expiresAt, now) ? refused('windowOver') : undefined), // A14
  ({ previewComputedAt }, _press, { now, windows }) =>
    isPreviewTooOld(previewComputedAt, now, windows) ? refused('previewTooOld') : undefined, // A12
];

export function judgeRun(run: Run, press: RunPress, moment: Moment): Refusal | undefined {
  return firstOf(RUN_RULES, [run, press, moment]);
}
