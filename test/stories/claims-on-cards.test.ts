import { CAST } from '../../src/sandbox/cast';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { JsonObject } from '../../src/shared/json';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, ben } = CAST;

describe('what a card carries is a claim', () => {
  let rewind: ProductUnderTest;
  let request: RecoveryRequest;
  let otherRequest: RecoveryRequest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    otherRequest = await rewind.asksForApproval(ben, 'groupChat');
    request = await rewind.asksForApproval(ana, 'groupChat');
  });
  afterAll(() => rewind.close());

  const shown = (): JsonObject => ({ requestId: request.id, revision: request.revision, digest: request.digest ?? '' });

  it.each<[string, JsonObject]>([
    ['as it is', {}],
    ['naming another requester', { requesterId: ben.id }],
    ['naming another person', { personId: ben.id, voterId: ben.id, oid: ben.id, from: { aadObjectId: ben.id } }],
    ['claiming the role and the votes', { holdsRole: true, standing: 'administrator', quorum: 0, votes: [{ voterId: ben.id }] }], // prettier-ignore
    ['claiming power', { power: { personId: ben.id }, answer: 'approve' }],
  ])('does not let the requester approve: card data %s', async (_what, claim) => {
    const before = await rewind.happened();
    const answer = await pressByHand(rewind, [ana, 'groupChat'], { verb: 'approve', data: { ...shown(), ...claim } });

    expect(answer).toContain('approval takes a second person');
    expect(await rewind.happened()).toEqual(before);
  });

  it('does not let the requester reject either', async () => {
    const before = await rewind.happened();
    const data = { ...shown(), rejectReason: 'I changed my mind' };

    expect(await pressByHand(rewind, [ana, 'groupChat'], { verb: 'reject', data })).toContain('approval takes a second person'); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
  });

  it.each<[string, () => JsonObject]>([
    ['an older revision', () => ({ ...shown(), revision: request.revision - 1 })],
    ['a newer revision', () => ({ ...shown(), revision: request.revision + 1 })],
    ['no revision', () => ({ requestId: request.id })],
    ['a revision that is no number', () => ({ ...shown(), revision: { $gt: 0 } })],
    ['another digest', () => ({ ...shown(), digest: '0'.repeat(64) })],
    ['the digest of another request', () => ({ ...shown(), requestId: otherRequest.id, digest: 'f'.repeat(64) })],
  ])('counts no approval of %s', async (_what, data) => {
    const person = data()['requestId'] === otherRequest.id ? ana : ben;
    const before = await rewind.happened();

    expect(await pressByHand(rewind, [person, 'groupChat'], { verb: 'approve', data: data() })).toContain('changed after your card was drawn'); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
  });

  it.each<[string, string, JsonObject]>([
    ['an unknown verb', 'approveEverything', {}],
    ['a verb of another object', 'constructor', {}],
    ['a request id with a path in it', 'approve', { requestId: '../../users' }],
    ['a request id with SQL in it', 'approve', { requestId: "R-2222' OR '1'='1" }],
    ['a list of request ids', 'approve', { requestId: ['R-2222'] }],
    ['no request id', 'approve', { requestId: null }],
    ['a digest that is no text', 'approve', { digest: { $ne: '' } }],
    ['a reason of a megabyte', 'reject', { rejectReason: 'x'.repeat(100_000) }],
  ])('is not acted upon with %s', async (_what, verb, claim) => {
    const before = await rewind.happened();
    const answer = await pressByHand(rewind, [ben, 'groupChat'], { verb, data: { ...shown(), ...claim } });

    expect(answer).toContain('This button is not one that Rewind knows');
    expect(await rewind.happened()).toEqual(before);
  });

  it('leads nowhere with a guessed request id', async () => {
    const before = await rewind.happened();
    const answer = await pressByHand(rewind, [ben, 'groupChat'], { verb: 'approve', data: { ...shown(), requestId: 'R-2222' } }); // prettier-ignore

    expect(answer).toContain('There is no request R-2222');
    expect(await rewind.happened()).toEqual(before);
  });

  it('judges a press that names another request by that request', async () => {
    const before = await rewind.happened();
    const data = { ...shown(), requestId: otherRequest.id, digest: otherRequest.digest ?? '' };

    expect(await pressByHand(rewind, [ben, 'groupChat'], { verb: 'approve', data })).toContain('approval takes a second person'); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
  });
});
