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
import { visibleText } from './visible-text';
import { isOver, isPreviewTooOld, type Windows } from './windows';

/** What is being decided on, at this moment. */
export interface Approval extends Pick<Envelope, 'requesterId' | 'changedByIds' | 'revision' | 'digest' | 'votes'> {
  /** False when the request is not waiting for votes (any more, or yet): before every page is read there is nothing to vote on (A10). */
  readonly isOpen: boolean;
  readonly expiresAt: Date;
  readonly previewComputedAt: Date;
  /** After a re-check: until when its preview counts as fresh. */
  readonly previewFreshUntil?: Date | undefined;
  /** Something else was recovered since. */
  readonly isPreviewOvertaken?: boolean | undefined;
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
  /** The digest in the pressed button. An approval always has one: it is what is approved. */
  readonly digest?: string | undefined;
  readonly reason?: string | undefined;
  readonly written?: Written | undefined;
}

export type Verdict =
  | Refusal
  | { readonly kind: 'rejected'; readonly vote: Vote }
  | { readonly kind: 'counted'; readonly votes: readonly Vote[]; readonly isComplete: boolean; readonly needsRecheck: boolean }; // prettier-ignore

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
  const isLast = isComplete({ ...approval, votes }, humanOf);
  return { kind: 'counted', votes, isComplete: isLast, needsRecheck: isLast && needsRecheck(approval, moment) };
}

type Previewed = Pick<Approval, 'previewComputedAt' | 'previewFreshUntil' | 'isPreviewOvertaken'>;

/** A12: what is approved by now runs only on a preview younger than its limit, and than every other recovery. */
function needsRecheck(
  { previewComputedAt: computedAt, previewFreshUntil: freshUntil, isPreviewOvertaken = false }: Previewed,
  { now, windows }: Moment,
): boolean {
  return isPreviewOvertaken || isPreviewTooOld({ computedAt, freshUntil }, now, windows);
}

/**
 * People count, not accounts (A4). Where two are asked for and cannot be reached, one is enough only who knew it and typed the number: that
 * stays decided unless the tenant is strict. An approval out of two does not become enough because the other one is gone (A6). Who turns out
 * to be the requester by another account counts no more.
 */
export function isComplete(
  approval: Pick<Approval, 'votes' | 'digest' | 'revision' | 'quorum' | 'requesterId' | 'changedByIds'>,
  humanOf?: HumanOf,
): boolean {
  const { quorum, votes, requesterId, changedByIds } = approval;
  const authors = [requesterId, ...changedByIds].map((id) => humanOf?.(id));
  const approverIds = approverIdsOf(approval).filter((id) => !humanOf || !authors.includes(humanOf(id)));
  const alone = approverIdsOf({ ...approval, votes: votes.filter(({ isAlone }) => isAlone) });
  const isDecidedAlone = !quorum.isStrict && alone.some((id) => approverIds.includes(id));
  if (isDecidedAlone) return true;
  return humanOf !== undefined && countHumans(approverIds, humanOf) >= quorum.asked;
}

type About = Pick<Approval, 'requesterId' | 'changedByIds' | 'humanOf'>;

/** About the person alone, whatever is answered. */
const VOTER_RULES: readonly ((about: About, voter: Voter) => Refusal | undefined)[] = [
  ({ requesterId }, { id }) => (id === requesterId ? refused('voterIsRequester') : undefined), // A1
  ({ changedByIds }, { id }) => (changedByIds.includes(id) ? refused('voterChangedRequest') : undefined), // A1
  (_about, { holdsRole }) => (holdsRole ? undefined : refused('roleNotActive')), // A2
  ({ humanOf }) => (humanOf ? undefined : refused('humanUnknown')), // A4
  (about, voter) => isOneOf([about.requesterId, ...about.changedByIds], voter, about), // A4
  (_about, { hasPowerTouched }) => (hasPowerTouched ? refused('voterInChanges') : undefined), // A3
];

/** Why this person may neither approve nor reject it. */
export function refusalOfVoter(about: About, voter: Voter): Refusal | undefined {
  return firstOf(VOTER_RULES, [about, voter]);
}

type Rule = (approval: Approval, cast: Cast, moment: Moment) => Refusal | undefined;

/** Refusals in the order in which they are said; each line one sentence of the policy. */
const RULES: readonly Rule[] = [
  (approval) => (approval.isOpen ? undefined : refused('notAwaitingApproval')), // A10
  (approval, { ballot }) => (ballot.revision === approval.revision ? undefined : refused('changedSinceShown')), // A11
  (approval, { ballot }) => (isWhatWasShown(ballot, approval) ? undefined : refused('changedSinceShown')), // A9
  (approval, _cast, { now }) => (isOver(approval.expiresAt, now) ? refused('windowOver') : undefined), // A14
  (approval, { voter }) => refusalOfVoter(approval, voter), // A1 to A4
  (_approval, { ballot }) =>
    ballot.answer === 'reject' && visibleText(ballot.reason) === '' ? refused('reasonMissing') : undefined, // A19
  (...args) => (args[1].ballot.answer === 'approve' ? refusalOfApproval(...args) : undefined),
];

/** Only a rejection may come without: whoever says no means all of it. */
function isWhatWasShown({ answer, digest }: Ballot, approval: Approval): boolean {
  return digest === undefined ? answer === 'reject' : digest === approval.digest;
}

/** A rejection only stops things: what follows is asked of approvals alone. */
const APPROVAL_RULES: readonly Rule[] = [
  (approval, { voter }) => (approverIdsOf(approval).includes(voter.id) ? refused('alreadyVoted') : undefined),
  (approval, { voter }) => isOneOf(approverIdsOf(approval), voter, approval), // A4
  ({ quorum }) => (hasEnoughPeople(quorum) ? undefined : tooFewApprovers(quorum)), // A6, strict
  ({ confirmations }, { ballot }) => missingConfirmation(confirmations, { ...ballot.written, reason: ballot.reason }), // A6, A21, A22
];

/** A4: another account of a person who may not vote, or has voted. */
function isOneOf(ids: readonly PersonId[], { id }: Voter, { humanOf }: Pick<Approval, 'humanOf'>): Refusal | undefined {
  return humanOf && ids.some((other) => humanOf(other) === humanOf(id)) ? refused('sameHuman') : undefined;
}

export function tooFewApprovers(quorum: Omit<Quorum, 'because'>): Refusal {
  const { others, touched = 0 } = quorum;
  const facts = { count: String(others), needed: String(neededApprovals(quorum)) };
  return refused('tooFewApprovers', touched > 0 ? { ...facts, touched: String(touched) } : facts);
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
  (run) => (isComplete(run, run.humanOf) ? undefined : refused('votesNotEnough')), // A6
  ({ expiresAt }, _press, { now }) => (isOver(expiresAt, now) ? refused('windowOver') : undefined), // A14
];

export type RunVerdict = Refusal | { readonly kind: 'mayRun'; readonly needsRecheck: boolean };

export function judgeRun(run: Run, press: RunPress, moment: Moment): RunVerdict {
  return firstOf(RUN_RULES, [run, press, moment]) ?? { kind: 'mayRun', needsRecheck: needsRecheck(run, moment) };
}
