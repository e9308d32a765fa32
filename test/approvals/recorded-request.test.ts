import { faultOfRow, recordedAfter, type RecordedRequest, type RequestRow } from '../../src/approvals/recorded-request';
import type { JsonObject } from '../../src/shared/json';

const DIGEST = 'd'.repeat(64);
const made: JsonObject = { by: 'ana', what: 'planned', to: 'planned', revision: 1, requesterId: 'ana', voterIds: [] };
const asked: JsonObject = { by: 'rewind', what: 'awaitingApproval', from: 'planned', to: 'awaitingApproval', revision: 1, digest: DIGEST, voterIds: [] }; // prettier-ignore
const vote = (by: string, more: JsonObject = {}): JsonObject => ({ by, what: 'approved', from: 'awaitingApproval', to: 'awaitingApproval', revision: 1, digest: DIGEST, voterIds: [by], ...more }); // prettier-ignore
const told = (by: string, more: JsonObject = {}) => ({ voterId: by, answer: 'approve', revision: 1, digest: DIGEST, ...more }); // prettier-ignore
/** As entries were written before they told whose votes are kept, who asked, and the row's hashes. */
const old = ({ vote: _a, voterIds: _v, requesterId: _r, found: _f, written: _w, ...entry }: JsonObject): JsonObject =>
  entry;

function folded(...entries: readonly JsonObject[]): RecordedRequest | string {
  let before: RecordedRequest | undefined;
  for (const entry of entries) {
    const after = recordedAfter(before, entry);
    if (typeof after === 'string') return after;
    before = after;
  }
  return before ?? 'nothing';
}

describe('what the record says a request is', () => {
  it.each<[string, readonly JsonObject[], Partial<RecordedRequest>]>([
    ['nobody has voted', [made, asked], { requesterId: 'ana', state: 'awaitingApproval', votes: [] }],
    ['who asked, also where somebody else made it', [{ ...made, by: 'rewind' }], { requesterId: 'ana' }],
    ['who asked, in an old entry', [old({ ...made, by: 'gus' })], { requesterId: 'gus' }],
    ['a vote', [made, asked, vote('ben')], { votes: [told('ben')] }],
    ['a vote, whatever the step is called', [made, asked, vote('ben', { what: 'adoptedEarlierStart', vote: 'approve' })], { votes: [told('ben')] }],
    ['a vote that decided alone', [made, asked, vote('ben', { what: 'approved, quorum 2 not reachable' })], { votes: [told('ben')] }],
    ['a rejection', [made, asked, vote('ben', { what: 'rejected', to: 'rejected' })], { votes: [told('ben', { answer: 'reject' })] }],
    ['two votes', [made, asked, vote('ben'), vote('eva', { voterIds: ['ben', 'eva'] })], { votes: [told('ben'), told('eva')] }],
    ['a vote whose voter lost the role', [made, asked, vote('ben'), vote('eva')], { votes: [told('eva')] }],
    ['a vote that was taken back', [made, asked, vote('ben'), vote('ben', { what: 'withdrewVote', voterIds: [] })], { votes: [] }],
    ['the same in old entries', [made, asked, vote('ben'), vote('ben', { what: 'withdrewVote' })].map(old), { votes: [] }],
    ['a vote that Microsoft refused to run', [made, asked, vote('ben', { to: 'recovering' }), vote('ben', { what: 'startRefused', from: 'recovering', voterIds: [] })], { votes: [] }],
    ['the same in old entries', [made, asked, vote('ben', { to: 'recovering' }), vote('ben', { what: 'startRefused', from: 'recovering' })].map(old), { votes: [] }],
    ['a run that Microsoft refused, after a vote of the same person', [made, asked, vote('ben', { to: 'approved' }), vote('ben', { what: 'pressedRunNow', from: 'approved', to: 'recovering' }), vote('ben', { what: 'startRefused', from: 'recovering', to: 'approved' })].map(old), { votes: [told('ben')] }],
    ['a vote that was given anew after it was dismissed', [made, asked, vote('ben'), { ...asked, from: 'awaitingApproval', voterIds: [] }, vote('ben', { revision: 2 })], { votes: [told('ben', { revision: 2 })] }],
    ['the same, dismissed in an old entry', [made, asked, vote('ben'), old({ ...asked, from: 'awaitingApproval' }), vote('ben', { revision: 2 })], { votes: [told('ben', { revision: 2 })] }],
    ['no vote of Rewind itself', [made, asked, vote('rewind', { voterIds: [] })], { votes: [] }],
    ['no vote on nothing', [made, vote('ben', { from: 'planned', digest: null, voterIds: [] })], { votes: [] }],
  ])('tells %s', (_what, entries, expected) => {
    expect(folded(...entries)).toMatchObject(expected);
  }); // prettier-ignore

  it.each<[string, readonly JsonObject[], string]>([
    ['begins in the middle', [asked], 'storyBroken'],
    ['goes on from another state', [made, { ...asked, from: 'previewing' }], 'storyBroken'],
    ['begins twice', [made, made], 'storyBroken'],
    ['keeps the vote of somebody who never voted', [made, asked, vote('ben', { voterIds: ['ben', 'eva'] })], 'votesDiffer'],
    ['counts a vote of who asked', [made, asked, vote('ana')], 'ownVote'],
    ['counts it in an old entry', [old(made), old(asked), old(vote('ana', { what: 'approved, quorum 2 not reachable' }))], 'ownVote'],
    ['found the request as no entry had left it', [{ ...made, written: 'a' }, { ...asked, found: 'b' }], 'changedBetween'],
  ])('is broken where it %s', (_what, entries, because) => {
    expect(folded(...entries)).toBe(because);
  }); // prettier-ignore
});

describe('the row of a request', () => {
  const row: RequestRow = { requesterId: 'ana', state: 'awaitingApproval', votes: [told('ben')], hash: 'h', isOfOnePiece: true }; // prettier-ignore
  const faultOf = (changed: Partial<RequestRow>, state = 'awaitingApproval', entry = vote('ben', { written: 'h' })) =>
    faultOfRow(folded(made, asked, entry) as RecordedRequest, { ...row, ...changed }, state);

  it('is what its entries say', () => {
    expect(faultOf({})).toBeUndefined();
  });

  it.each<[string, Partial<RequestRow>, string | undefined, string]>([
    ['another requester', { requesterId: 'gus' }, undefined, 'requesterDiffers'],
    ['another state in it', { state: 'approved' }, undefined, 'stateDiffers'],
    ['another state beside it', {}, 'approved', 'stateDiffers'],
    ['a vote more', { votes: [told('ben'), told('eva')] }, undefined, 'votesDiffer'],
    ['a vote less', { votes: [] }, undefined, 'votesDiffer'],
    ['another answer', { votes: [told('ben', { answer: 'reject' })] }, undefined, 'votesDiffer'],
    ['a vote on another revision', { votes: [told('ben', { revision: 2 })] }, undefined, 'votesDiffer'],
    ['a vote on something else', { votes: [told('ben', { digest: 'e'.repeat(64) })] }, undefined, 'votesDiffer'],
    ['another word anywhere', { hash: 'i' }, undefined, 'rowDiffers'],
    ['columns of their own', { isOfOnePiece: false }, undefined, 'rowDiffers'],
  ])('is not where it has %s', (_what, changed, state, because) => {
    expect(faultOf(changed, state)).toBe(because);
  });

  it('after an old entry: a vote may have been dismissed since, and none may have come', () => {
    const before = old(vote('ben'));

    expect(faultOf({ votes: [], hash: 'i' }, undefined, before)).toBeUndefined();
    expect(faultOf({ votes: [told('eva')] }, undefined, before)).toBe('votesDiffer');
    expect(faultOf({ requesterId: 'ben' }, undefined, before)).toBe('requesterDiffers');
  });
});
