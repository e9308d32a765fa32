/**
 * Who may approve what, and when. Pure: facts in, a verdict with its reason out. Hiding a button is courtesy; this is the lock.
 * The letters are the rules of SPEC section 6.
 */
import type { PersonId } from '../shared/ids';
import type { Envelope, Vote } from './approval';
import { approverIdsOf } from './approval';
import { refused, type Refusal } from './refusal';
import { isOver, isPreviewTooOld, type Windows } from './windows';

/** What is being decided on, at this moment. */
export interface Approval extends Pick<Envelope, 'requesterId' | 'changedByIds' | 'revision' | 'digest' | 'votes'> {
  /** False when the request is not waiting for votes (any more, or yet): before every page is read there is nothing to vote on (A10). */
  readonly isOpen: boolean;
  readonly expiresAt: Date;
  readonly previewComputedAt: Date;
  readonly quorum: number;
}

/** The person at the press, as Entra just said. */
export interface Voter {
  readonly id: PersonId;
  readonly holdsRole: boolean;
}

/** What the presser answered, and the revision that the pressed card showed. */
export interface Ballot {
  readonly answer: Vote['answer'];
  readonly revision: number;
  /** The digest in the pressed button, where it has one. */
  readonly digest?: string | undefined;
  readonly reason?: string | undefined;
}

export type Verdict =
  | Refusal
  | { readonly kind: 'rejected'; readonly vote: Vote }
  | { readonly kind: 'counted'; readonly votes: readonly Vote[]; readonly isComplete: boolean };

interface Moment {
  readonly now: Date;
  readonly windows: Pick<Windows, 'previewMaxAge'>;
}

export function judgeVote(
  approval: Approval,
  { voter, ballot }: { voter: Voter; ballot: Ballot },
  moment: Moment,
): Verdict {
  if (approval.digest === undefined) return refused('notAwaitingApproval'); // A10
  const refusal = refusalOf(approval, { voter, ballot }, moment);
  if (refusal) return refusal;
  const vote: Vote = {
    voterId: voter.id,
    answer: ballot.answer,
    at: moment.now,
    digest: approval.digest,
    revision: approval.revision,
    ...(ballot.reason ? { reason: ballot.reason } : {}),
  };
  if (ballot.answer === 'reject') return { kind: 'rejected', vote };
  const votes = [...approval.votes, vote];
  return { kind: 'counted', votes, isComplete: approverIdsOf({ ...approval, votes }).length >= approval.quorum };
}

type Rule = (approval: Approval, cast: { voter: Voter; ballot: Ballot }, moment: Moment) => Refusal | undefined;

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
  (_approval, { ballot }) =>
    ballot.answer === 'reject' && !ballot.reason?.trim() ? refused('reasonMissing') : undefined, // A19
  (approval, { voter, ballot }) =>
    ballot.answer === 'approve' && approverIdsOf(approval).includes(voter.id) ? refused('alreadyVoted') : undefined,
  (approval, { ballot }, { now, windows }) =>
    ballot.answer === 'approve' && isPreviewTooOld(approval.previewComputedAt, now, windows)
      ? refused('previewTooOld')
      : undefined, // A12
];

function refusalOf(...args: Parameters<Rule>): Refusal | undefined {
  for (const rule of RULES) {
    const refusal = rule(...args);
    if (refusal) return refusal;
  }
  return undefined;
}

/** *Run now*: by the requester or somebody who approved exactly this (A18), with an active role (A2), inside its window (A14). */
export function judgeRun(
  approval: Omit<Approval, 'isOpen'>,
  { presser, revision }: { presser: Voter; revision: number },
  { now, windows }: Moment,
): Refusal | undefined {
  const approverIds = approverIdsOf(approval);
  if (revision !== approval.revision) return refused('changedSinceShown');
  if (presser.id !== approval.requesterId && !approverIds.includes(presser.id))
    return refused('notRequesterOrApprover');
  if (!presser.holdsRole) return refused('roleNotActive');
  if (approverIds.length < approval.quorum) return refused('notApproved');
  if (isOver(approval.expiresAt, now)) return refused('windowOver');
  if (isPreviewTooOld(approval.previewComputedAt, now, windows)) return refused('previewTooOld');
  return undefined;
}
