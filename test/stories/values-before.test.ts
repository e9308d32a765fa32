/** After a recovery everybody sees what was to be changed; the values as they were before it come to each role holder alone. */
import { CAST, type CastMember } from '../../src/sandbox/cast';
import { buttonsOf } from '../../src/sandbox/teams/card-reading';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { JsonObject } from '../../src/shared/json';
import { pressByHand } from '../support/press-by-hand';
import { approved, awaitingApproval } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, cleo, dan, gus } = CAST;
const VALUES = 'accountEnabled, before: false';

describe('the values as they were before a recovery', () => {
  let rewind: ProductUnderTest;
  let request: RecoveryRequest;
  const seenBy = (person: CastMember, words: string = request.id): JsonObject => rewind.sandbox.teams.cardFor(person, 'groupChat', words)?.card ?? {}; // prettier-ignore
  const everythingShared = () => JSON.stringify(rewind.sandbox.teams.messagesIn(ana, 'groupChat').map(({ content, edits }) => [content, edits])); // prettier-ignore
  const press = () => ({ verb: 'showChanges', data: { requestId: request.id, revision: request.revision, page: 1 } });

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.says(gus, 'personal', 'help');
    await awaitingApproval(rewind);
    request = await approved(rewind);
    await until('the way to the values', () => rewind.sandbox.teams.seesButton(ana, 'groupChat', 'showChanges') || undefined); // prettier-ignore
  });
  afterAll(() => rewind.close());
  afterEach(() => {
    expect(everythingShared()).not.toContain('before: false');
  });

  it('come to a role holder in place of the card, and lead back to it', async () => {
    await rewind.presses(cleo, 'groupChat', 'showChanges');

    const list = seenBy(cleo, VALUES);
    expect(JSON.stringify(list)).toContain('snapshot: true');
    expect(JSON.stringify(list)).not.toMatch(/would be|will become/);
    expect(buttonsOf(list).map(({ verb }) => verb)).toContain('refresh');

    await rewind.presses(cleo, 'groupChat', 'refresh');
    expect(buttonsOf(seenBy(cleo)).map(({ verb }) => verb)).toContain('showChanges');
  });

  it('come to the personal chat of somebody whose client takes no card for an answer', async () => {
    const { teams } = rewind.sandbox;
    await teams.presses(gus, 'groupChat', { button: 'showChanges', form: 'submit' });

    await until('the list in the personal chat', () => teams.cardFor(gus, 'personal', VALUES));
    expect(rewind.lastSaid(gus, 'groupChat')).toContain('personal chat');
  });

  it('come to nobody where the app is not installed, and the sentence says what to do', async () => {
    const { teams } = rewind.sandbox;
    teams.removesApp(cleo);
    await teams.presses(cleo, 'groupChat', { button: 'showChanges', form: 'submit' });

    await until('a sentence', () => rewind.lastSaid(cleo, 'groupChat').includes('Add me to your personal apps') || undefined); // prettier-ignore
    expect(teams.messagesIn(cleo, 'personal')).toEqual([]);
  });

  it('are refused to somebody without a role, and nothing happens', async () => {
    const before = await rewind.happened();
    const answer = await pressByHand(rewind, [dan, 'groupChat'], press());

    expect(answer).toContain('You do not hold the role');
    expect(answer).not.toContain('before: false');
    expect(await rewind.happened()).toEqual(before);
  });

  it('are asked for in the list that everybody sees, too: there are names only', async () => {
    await rewind.says(cleo, 'groupChat', `changes ${request.id} users`);
    await until('the list', () => rewind.cardWords(cleo, 'groupChat').includes('was to be changed') || undefined);
    expect(rewind.cardWords(cleo, 'groupChat')).toContain('Names and counts only');

    await rewind.presses(cleo, 'groupChat', 'Show values');
    expect(JSON.stringify(seenBy(cleo, VALUES))).toContain('(users)');
  });
});

describe('a list of changes that comes too late for its press', () => {
  let rewind: ProductUnderTest;
  beforeAll(async () => {
    rewind = await startProductUnderTest({
      timings: { patience: { invokeMs: 2_000, turnMs: 15_000, tokenMs: 10_000 } },
    });
    rewind.sandbox.graph.state.runIncident('massDisable', { count: 30 });
  });
  afterAll(() => rewind.close());

  it('is brought to the personal chat itself, and not the request’s card', async () => {
    const { teams, graph } = rewind.sandbox;
    const { id } = await rewind.asksForApproval(ana, 'groupChat');
    graph.faults.add({ method: 'POST', path: '*/checkMemberObjects', fault: { kind: 'slowAnswer', ms: 4_000 } });

    const press = { verb: 'showChanges', data: { requestId: id, revision: 1, page: 3 } };
    expect(await pressByHand(rewind, [gus, 'groupChat'], press)).toContain('Still working on it');

    const list = await until('the list in the personal chat', () => teams.cardFor(gus, 'personal', 'Page 3 of'));
    expect(JSON.stringify(list.card)).toContain('will become');
    await until('where it is', () => rewind.lastSaid(gus, 'groupChat').includes('personal chat') || undefined);
    expect(JSON.stringify(teams.messagesIn(ana, 'groupChat').map(({ content }) => content))).not.toContain('Page 3 of');
  });
});
