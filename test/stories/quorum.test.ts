import { ROLES, CAST, type CastMember } from '../../src/sandbox/cast';
import type { IncidentKind, IncidentOptions } from '../../src/sandbox/graph/seed/incidents';
import type { PersonId } from '../../src/shared/ids';
import { until } from '../support/until';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, anaTwo, ben, eva, gus } = CAST;
const REASON = 'INC-4711, the lockout has to go';
const POLICY = 'Block legacy authentication';

let rewind: ProductUnderTest;
afterEach(() => rewind.close());

interface Incident {
  readonly kind: IncidentKind;
  readonly options?: IncidentOptions;
  readonly settings?: Readonly<Record<string, string>>;
  /** Before anything is asked. */
  readonly prepare?: () => void;
}

/** Ana asks in the group chat and starts the preview. */
async function anaAsks({ kind, options, settings = {}, prepare }: Incident): Promise<void> {
  rewind = await startProductUnderTest({ settings });
  rewind.sandbox.graph.state.runIncident(kind, options);
  prepare?.();
  await rewind.says(ana, 'groupChat', 'restore everything from yesterday because somebody changed our policies');
  await rewind.presses(ana, 'groupChat', 'Start preview');
}

const approves = (person: CastMember, inputs: Readonly<Record<string, string>> = {}) =>
  rewind.presses(person, 'groupChat', 'approve', inputs);
const written = { typedPolicy: POLICY, reason: REASON };
const saying = (words: string) => ({ kind: 'sentence', text: expect.stringContaining(words) as string });

const cardSays = (person: CastMember, words: string) =>
  until(`"${words}" on the card`, () => rewind.cardWords(person, 'groupChat').includes(words) || undefined);

/** A refusal leaves no trace: no call of Graph that starts anything, and the votes as they were. */
async function nothingHappened(voterIds: readonly PersonId[] = []): Promise<void> {
  const request = await rewind.requestIn('awaitingApproval');
  expect(request.votes.map(({ voterId }) => voterId)).toEqual(voterIds);
  expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
}

/** Nobody is brought a card without the button that was asked for. */
async function isToldWhenTyping(person: CastMember, why: string): Promise<void> {
  const { id } = await rewind.requestIn('awaitingApproval');
  const cards = rewind.sandbox.teams.cardsFor(person, 'groupChat').length;
  await rewind.says(person, 'groupChat', `approve ${id}`);
  await until('why there is no button', () => rewind.lastSaid(person, 'groupChat').includes(why) || undefined);
  expect(rewind.sandbox.teams.cardsFor(person, 'groupChat')).toHaveLength(cards);
  await nothingHappened();
}

async function recorded(): Promise<readonly string[]> {
  const { id } = await rewind.requestIn('recovered');
  return (await rewind.product.store.record.entriesOf(id)).map(({ what }) => what);
}

describe('a recovery that touches policies', () => {
  it('takes two other people, with a reason from each; the second one’s sign-on starts it (A6, A21)', async () => {
    await anaAsks({ kind: 'policyLockout' });
    await rewind.requestIn('awaitingApproval');
    await cardSays(gus, '0 of 2');
    await cardSays(gus, 'policies or settings that decide who can sign in');
    await cardSays(gus, 'after activating the role: Eva Lindqvist');

    const seenByBen = await approves(ben, written);
    await nothingHappened([ben.id]);
    expect(JSON.stringify(seenByBen)).toContain('Your approval counts already');
    await cardSays(gus, '1 of 2: Ben Okafor');
    await approves(gus, written);

    const { votes } = await rewind.requestIn('recovered');
    expect(votes).toMatchObject([
      { voterId: ben.id, reason: REASON },
      { voterId: gus.id, reason: REASON },
    ]);
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([gus.id]);
    expect(await recorded()).toEqual(expect.arrayContaining(['approved']));
  });

  it('refuses another account of the requester, and a second vote of the same person (A4)', async () => {
    await anaAsks({ kind: 'policyLockout', settings: { PERSON_ALIASES: `${ben.id}=${gus.id}` } });
    await rewind.requestIn('awaitingApproval');

    await expect(approves(anaTwo, written)).resolves.toMatchObject(saying('belongs to the same person'));
    await nothingHappened();
    await isToldWhenTyping(anaTwo, 'belongs to the same person');
    await approves(ben, written);
    await expect(approves(gus, written)).resolves.toMatchObject(saying('belongs to the same person'));
    await nothingHappened([ben.id]);
  });

  it('refuses an approval without a reason, or without the policy’s name (A21, A22)', async () => {
    await anaAsks({ kind: 'policyLockout' });
    await rewind.requestIn('awaitingApproval');

    await expect(approves(ben)).resolves.toEqual({ kind: 'inputMissing', ids: ['typedPolicy', 'reason'] });
    await expect(approves(ben, { ...written, reason: 'ok' })).resolves.toMatchObject(saying('too short'));
    await expect(approves(ben, { ...written, typedPolicy: 'Baseline' })).resolves.toMatchObject(saying('not the name of a policy')); // prettier-ignore
    await nothingHappened();
  });

  it('refuses whom a policy names: it would change their own power (A3)', async () => {
    await anaAsks({ kind: 'policyRelaxed' });
    await rewind.requestIn('awaitingApproval');
    const name = 'Require MFA for administrators';

    await expect(approves(ben, { ...written, typedPolicy: name })).resolves.toMatchObject(saying('your own power'));
    await nothingHappened();
    await isToldWhenTyping(ben, 'your own power');
    await approves(gus, { ...written, typedPolicy: name });
    await nothingHappened([gus.id]);
  });
});

describe('two approvers that cannot be reached', () => {
  const onlyBen = { PERSON_ALIASES: `${ben.id}=${eva.id}` };
  const gusLeaves = () => {
    rewind.sandbox.graph.state.tenant.roles.remove(gus.id, ROLES.globalAdministrator);
  };

  it('leave the decision to one, who types the number of changes; the card and the record say so (A6)', async () => {
    await anaAsks({ kind: 'policyLockout', settings: onlyBen, prepare: gusLeaves });
    await rewind.requestIn('awaitingApproval');
    await cardSays(ben, 'quorum 2 is not reachable');

    await expect(approves(ben, { ...written, typedChanges: '12' })).resolves.toMatchObject(saying('not the number of changes')); // prettier-ignore
    await nothingHappened();
    await approves(ben, { ...written, typedChanges: '3' });

    const { votes } = await rewind.requestIn('recovered');
    expect(votes).toMatchObject([{ voterId: ben.id, isAlone: true }]);
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
    expect(await recorded()).toContain('approved, quorum 2 not reachable');
  });

  it('are waited for where the tenant is strict: it is not put to the vote, and asking again says what is missing', async () => {
    await anaAsks({ kind: 'policyLockout', settings: { ...onlyBen, QUORUM_STRICT: 'true' }, prepare: gusLeaves });
    const { id } = await rewind.requestIn('previewed');
    await cardSays(ana, 'Not put to the vote');
    expect(rewind.sandbox.teams.seesButton(ana, 'groupChat', 'Ask for recovery')).toBe(false);

    await rewind.says(ana, 'groupChat', `ask ${id}`);

    await until('why', () => rewind.lastSaid(ana, 'groupChat').includes('needs 2 approvers and there is 1') || undefined); // prettier-ignore
    expect((await rewind.requestIn('previewed')).votes).toEqual([]);
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
  });

  it('are judged again at the vote: who is left cannot decide alone where the tenant is strict', async () => {
    await anaAsks({ kind: 'policyLockout', settings: { ...onlyBen, QUORUM_STRICT: 'true' } });
    await rewind.requestIn('awaitingApproval');
    gusLeaves();

    await expect(approves(ben, written)).resolves.toMatchObject(saying('needs 2 approvers and there is 1'));
    await nothingHappened();
  });

  it('an approver who lost the role since no longer counts, and is told (A2)', async () => {
    await anaAsks({ kind: 'policyLockout' });
    await rewind.requestIn('awaitingApproval');
    await approves(gus, written);
    gusLeaves();
    rewind.sandbox.clock.jump(61_000);

    await approves(ben, written);

    await nothingHappened([ben.id]);
    await until('a word to Gus', () => rewind.sandbox.teams.everythingSaid().some((said) => said.includes('approval no longer counts')) || undefined); // prettier-ignore
  });
});

describe('many deletes', () => {
  it('take two approvers, who type how many there are (A6, A22)', async () => {
    await anaAsks({ kind: 'massDisable', options: { joiners: 21 } });
    await rewind.requestIn('awaitingApproval');
    await cardSays(ben, 'it deletes 21 objects');

    const wrong = await approves(ben, { typedSoftDeletes: '31', reason: REASON });
    expect(wrong).toMatchObject(saying('not the number of deletes'));
    await nothingHappened();
    await approves(ben, { typedSoftDeletes: '21', reason: REASON });
    await nothingHappened([ben.id]);
  });
});
