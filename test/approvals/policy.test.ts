import { judgeRun, judgeVote, type Approval, type Ballot, type Voter } from '../../src/approvals/policy';
import type { Quorum } from '../../src/approvals/quorum';
import type { Digest, PersonId } from '../../src/shared/ids';

const ANA = 'a' as PersonId;
const BEN = 'b' as PersonId;
const GUS = 'g' as PersonId;
const DIGEST = '4f2a91c7'.repeat(8) as Digest;
const at = (clock: string) => new Date(`2026-03-29T${clock}:00Z`);

const ONE: Quorum = { asked: 1, because: [], others: 3, isStrict: false };
const TWO: Quorum = { asked: 2, because: ['settings'], others: 3, isStrict: false };

const open: Approval = {
  requesterId: ANA,
  changedByIds: [],
  revision: 3,
  digest: DIGEST,
  votes: [],
  isOpen: true,
  expiresAt: at('11:00'),
  previewComputedAt: at('10:00'),
  quorum: ONE,
  confirmations: [],
  humanOf: (id) => id,
};
const now = { now: at('10:10'), windows: { previewMaxAge: 30 } };
const ben: Voter = { id: BEN, holdsRole: true, hasPowerTouched: false };
const approve: Ballot = { answer: 'approve', revision: 3, digest: DIGEST };
const approvalBy = (voterId: PersonId, digest = DIGEST) =>
  ({ voterId, answer: 'approve', at: at('10:05'), digest, revision: 3 }) as const;

const oneHuman =
  (...ids: readonly PersonId[]) =>
  (id: PersonId) =>
    ids.includes(id) ? 'the same' : id;

describe('a vote', () => {
  it('counts, and completes a quorum of one', () => {
    const verdict = judgeVote(open, { voter: ben, ballot: approve }, now);

    expect(verdict).toMatchObject({
      kind: 'counted',
      isComplete: true,
      votes: [{ voterId: BEN, digest: DIGEST, revision: 3 }],
    });
  });

  it('counts, and leaves a quorum of two open', () => {
    const verdict = judgeVote({ ...open, quorum: TWO }, { voter: ben, ballot: approve }, now);

    expect(verdict).toMatchObject({ kind: 'counted', isComplete: false });
  });

  it('does not complete a quorum with an approval of other changes', () => {
    const stale = approvalBy(GUS, 'f'.repeat(64) as Digest);
    const verdict = judgeVote({ ...open, quorum: TWO, votes: [stale] }, { voter: ben, ballot: approve }, now);

    expect(verdict).toMatchObject({ kind: 'counted', isComplete: false });
  });

  it.each([
    ['the last one', ONE, true],
    ['one of two', TWO, false],
  ])('on a preview that is too old takes a re-check when it is %s (A12)', (_which, quorum, needsRecheck) => {
    const moment = { ...now, now: at('10:30') };

    expect(judgeVote({ ...open, quorum }, { voter: ben, ballot: approve }, moment)).toMatchObject({ kind: 'counted', needsRecheck }); // prettier-ignore
    expect(judgeVote({ ...open, quorum }, { voter: ben, ballot: approve }, now)).toMatchObject({ needsRecheck: false });
  });

  it('counts people, not accounts (A4)', () => {
    const approval = { ...open, quorum: TWO, votes: [approvalBy(GUS), approvalBy('x' as PersonId)], humanOf: oneHuman(GUS, 'x' as PersonId) }; // prettier-ignore

    expect(judgeRun(approval, { presser: { id: ANA, holdsRole: true }, revision: 3 }, now)).toMatchObject({ because: 'votesNotEnough' }); // prettier-ignore
    expect(judgeVote(approval, { voter: ben, ballot: approve }, now)).toMatchObject({ isComplete: true });
  });

  it('decides alone, and is marked so, where two cannot be reached (A6); a strict tenant takes it back', () => {
    const lonely = { ...open, quorum: { ...TWO, others: 1 }, confirmations: [{ kind: 'changes' as const, count: 3 }] };
    const verdict = judgeVote(lonely, { voter: ben, ballot: { ...approve, written: { changes: '3' } } }, now);
    const votes = verdict.kind === 'counted' ? [...verdict.votes] : [];
    const run = (quorum: Quorum) => judgeRun({ ...open, quorum, votes }, { presser: ben, revision: 3 }, now);

    expect(verdict).toMatchObject({ kind: 'counted', isComplete: true, votes: [{ voterId: BEN, isAlone: true }] });
    expect(run(TWO)).toMatchObject({ kind: 'mayRun' });
    expect(run({ ...TWO, isStrict: true })).toMatchObject({ because: 'votesNotEnough' });
  });

  it.each([
    ['digest', { digest: 'f'.repeat(64) as Digest }],
    ['revision', { revision: 2 }],
  ])('decides nothing alone that was decided alone of another %s (A6, A11)', (_what, stale) => {
    const votes = [{ ...approvalBy(BEN), isAlone: true as const, ...stale }, approvalBy(BEN)];

    const verdict = judgeRun({ ...open, quorum: TWO, votes }, { presser: ben, revision: 3 }, now);

    expect(verdict).toMatchObject({ kind: 'refused', because: 'votesNotEnough' });
  });

  it('to reject needs no number, no second person, and no reason beyond its own (A19)', () => {
    const approval = { ...open, quorum: { ...TWO, others: 1, isStrict: true }, confirmations: [{ kind: 'changes' as const, count: 3 }] }; // prettier-ignore
    const ballot: Ballot = { answer: 'reject', revision: 3, reason: 'no' };

    expect(judgeVote(approval, { voter: ben, ballot }, now)).toMatchObject({ kind: 'rejected' });
  });

  it('ends it with one rejection and its reason (A19)', () => {
    const verdict = judgeVote(
      open,
      { voter: ben, ballot: { answer: 'reject', revision: 3, reason: 'wrong snapshot' } },
      now,
    );

    expect(verdict).toMatchObject({ kind: 'rejected', vote: { voterId: BEN, reason: 'wrong snapshot' } });
  });

  it.each([
    ['A1: by the requester', { voter: { ...ben, id: ANA } }, 'voterIsRequester'],
    ['A1: by somebody who changed it', { approval: { changedByIds: [BEN] } }, 'voterChangedRequest'],
    ['A2: without an active role', { voter: { ...ben, holdsRole: false } }, 'roleNotActive'],
    ['A9: with the digest of other changes', { ballot: { digest: 'f'.repeat(64) } }, 'changedSinceShown'],
    ['A9: without the digest of what was shown', { ballot: { digest: undefined } }, 'changedSinceShown'],
    ['A9: to reject other changes', { ballot: { answer: 'reject' as const, reason: 'no', digest: 'f'.repeat(64) } }, 'changedSinceShown'], // prettier-ignore
    ['A10: before every page is read', { approval: { isOpen: false } }, 'notAwaitingApproval'],
    ['A10: on changes without a digest', { approval: { digest: undefined } }, 'notAwaitingApproval'],
    ['A11: on a revision that is not shown any more', { ballot: { revision: 2 } }, 'changedSinceShown'],
    ['A14: after the approval window', { moment: { now: at('11:00') } }, 'windowOver'],
    ['A19: to reject without a reason', { ballot: { answer: 'reject' as const, reason: '  ' } }, 'reasonMissing'],
    ['A3: on changes of the voter’s own power', { voter: { ...ben, hasPowerTouched: true } }, 'voterInChanges'],
    ['A4: by another account of the requester', { approval: { humanOf: oneHuman(ANA, BEN) } }, 'sameHuman'],
    [
      'A4: by another account of somebody who changed it',
      { approval: { changedByIds: [GUS], humanOf: oneHuman(GUS, BEN) } },
      'sameHuman',
    ],
    [
      'A4: by another account of an earlier voter',
      { approval: { votes: [approvalBy(GUS)], quorum: TWO, humanOf: oneHuman(GUS, BEN) } },
      'sameHuman',
    ],
    ['A4: where it cannot be checked whose account it is', { approval: { humanOf: undefined } }, 'humanUnknown'],
    [
      'A4: to reject with another account of the requester',
      { approval: { humanOf: oneHuman(ANA, BEN) }, ballot: { answer: 'reject' as const, reason: 'no' } },
      'sameHuman',
    ],
    [
      'A6: where two are asked for, cannot be reached and the tenant is strict',
      { approval: { quorum: { ...TWO, others: 1, isStrict: true } } },
      'tooFewApprovers',
    ],
    [
      'A21: without a reason where two approve',
      { approval: { quorum: TWO, confirmations: [{ kind: 'reason' as const }] } },
      'reasonMissing',
    ],
    [
      'A22: without the number of deletes',
      { approval: { confirmations: [{ kind: 'softDeletes' as const, count: 21 }] } },
      'numberNotTyped',
    ],
    ['twice', { approval: { votes: [approvalBy(BEN)] } }, 'alreadyVoted'],
  ] as readonly (readonly [string, Case, string])[])(
    'is refused %s',
    (_when, { approval = {}, voter = ben, ballot = {}, moment = {} }: Case, because) => {
      const verdict = judgeVote(
        { ...open, ...approval },
        { voter, ballot: { ...approve, ...ballot } },
        { ...now, ...moment },
      );

      expect(verdict).toMatchObject({ kind: 'refused', because });
    },
  );
});

interface Case {
  readonly approval?: Partial<Approval>;
  readonly voter?: Voter;
  readonly ballot?: Partial<Ballot>;
  readonly moment?: { readonly now?: Date };
}

describe('Run now', () => {
  const approved = { ...open, votes: [approvalBy(BEN)] };
  const run = (
    change: Partial<Approval> = {},
    presser: Pick<Voter, 'id' | 'holdsRole'> = ben,
    moment: Partial<typeof now> = {},
  ) => judgeRun({ ...approved, ...change }, { presser, revision: 3 }, { ...now, ...moment });

  it.each([
    ['younger than its limit', '10:29', false],
    ['as old as its limit', '10:30', true],
  ])('on a preview %s takes a re-check or not (A12)', (_what, time, needsRecheck) => {
    expect(run({}, ben, { now: at(time) })).toEqual({ kind: 'mayRun', needsRecheck });
  });

  it('is for the requester and for who approved', () => {
    expect(run()).toEqual({ kind: 'mayRun', needsRecheck: false });
    expect(run({}, { id: ANA, holdsRole: true })).toMatchObject({ kind: 'mayRun' });
  });

  it.each([
    ['A18: by anybody else', run({}, { id: GUS, holdsRole: true }), 'notRequesterOrApprover'],
    ['A2: without an active role', run({}, { id: ANA, holdsRole: false }), 'roleNotActive'],
    ['without the full quorum', run({ quorum: TWO }), 'votesNotEnough'],
    ['A14: after the execution window', run({ expiresAt: at('10:10') }), 'windowOver'],
    ['A11: on a revision that is not shown any more', run({ revision: 4 }), 'changedSinceShown'],
  ])('is refused %s', (_when, refusal, because) => {
    expect(refusal).toMatchObject({ kind: 'refused', because });
  });
});
