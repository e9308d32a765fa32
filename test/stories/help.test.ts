import { buttonsOf } from '../../src/sandbox/teams/card-reading';
import { CAST, type CastMember } from '../../src/sandbox/cast';
import type { PlaceName } from '../../src/sandbox/teams/places';
import type { ConversationId } from '../../src/shared/ids';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus, cleo, dan } = CAST;
const GROUP_CHAT = '19:backup-administrators@thread.v2' as ConversationId;
const WORKS_NOT = /There is no request|I do not know|This changed nothing|Nothing was (?:changed|done)/;

describe('help', () => {
  let rewind: ProductUnderTest;
  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => rewind.close());

  /** What the buttons of the help card say. */
  async function examplesFor(person: CastMember, where: PlaceName, asked = 'help'): Promise<readonly string[]> {
    await rewind.says(person, where, asked);
    const { card } = await until('the help card', () => rewind.sandbox.teams.cardFor(person, where, '"What I can do"'));
    return buttonsOf(card).map(({ title }) => title);
  }

  it.each([ana, cleo, dan])('of %p holds no invented id, and every example works', async (person) => {
    const examples = await examplesFor(person, 'personal');

    expect(examples.length).toBeGreaterThan(0);
    expect(examples.join()).not.toContain('R-');
    for (const example of examples) {
      await rewind.says(person, 'personal', example);
      expect([example, rewind.lastSaid(person, 'personal')]).not.toEqual([example, expect.stringMatching(WORKS_NOT)]);
    }
  });

  it('needs no Graph: all commands, and that the role could not be asked', async () => {
    rewind.sandbox.clock.jump(120_000);
    rewind.sandbox.graph.faults.add({ fault: { kind: 'unavailable', retryAfterSeconds: 0 }, times: 200 });
    await rewind.says(gus, 'personal', 'help');
    const words = await until('help', () => {
      const said = rewind.cardWords(gus, 'personal');
      return said.includes('could not be asked which role you hold') ? said : undefined;
    });
    rewind.sandbox.graph.faults.clear();

    expect(words).toContain('restore ‹scope› from ‹time›');
  });

  it('here prints the id of this conversation, as INCIDENT_CONVERSATION takes it', async () => {
    await rewind.says(ana, 'groupChat', 'help here');
    const { place } = (await rewind.product.store.conversations.find(GROUP_CHAT)) ?? {};

    expect(rewind.cardWords(ana, 'groupChat')).toContain(
      `This conversation’s id: ${place?.conversationId ?? 'unknown'}`,
    );
  });

  it('about one command that needs an id says where ids are', async () => {
    await rewind.says(ana, 'personal', 'help approve');
    const card = await until('the card about approve', () =>
      rewind.sandbox.teams.cardFor(ana, 'personal', 'How to use approve'),
    );

    expect(buttonsOf(card.card)).toEqual([]);
    expect(JSON.stringify(card.card)).toContain('see them with: requests');
  });

  it('takes the request of this conversation, for whom the command would work', async () => {
    const { id } = await rewind.asksForApproval(ana, 'groupChat');
    const ofBen = await examplesFor(ben, 'groupChat');
    const ofAna = await examplesFor(ana, 'groupChat');

    expect(ofBen).toContain(`approve ${id}`);
    expect(ofBen).not.toContain(`withdraw ${id}`);
    expect(ofAna).toContain(`withdraw ${id}`);
    expect(ofAna.join()).not.toContain('approve R-');
    expect((await examplesFor(gus, 'personal')).join()).not.toContain('R-');

    await rewind.says(ben, 'groupChat', `approve ${id}`);
    expect(rewind.cardWords(ben, 'groupChat')).toContain('Approval needed');
  });
});
