import { CAST } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, cleo } = CAST;
const GROUP_CHAT = '19:backup-administrators@thread.v2';
const MINUTE_MS = 60_000;

describe('nobody votes', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest({ settings: { INCIDENT_CONVERSATION: GROUP_CHAT } });
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.says(ana, 'groupChat', 'help');
    await rewind.asksForApproval(ana, 'incidentRoom');
  });
  afterAll(() => rewind.close());

  const said = (where: 'incidentRoom' | 'groupChat', words: string) =>
    rewind.sandbox.teams
      .messagesIn(ana, where)
      .filter(({ from, content }) => from === 'bot' && content.text?.includes(words))
      .map(({ content }) => `${JSON.stringify(content.mentions)} ${content.text ?? ''}`);
  const heard = (where: 'incidentRoom' | 'groupChat', words: string) =>
    until(`"${words}" in ${where}`, () => said(where, words)[0]);

  it('they are reminded while Approve starts at once, and told until when', async () => {
    rewind.sandbox.clock.jump(21 * MINUTE_MS);

    const reminded = await heard('incidentRoom', 'Still waiting for approval');
    expect(reminded).toMatch(/Approve before \d\d:\d\d starts it at once/);
    expect(reminded).toContain(ben.name);
    expect(said('groupChat', 'waiting for approval')).toEqual([]);
  });

  it('at half the window who was not asked, and the incident’s conversation, hear of it once', async () => {
    rewind.sandbox.graph.state.giveRole(cleo.id, 'globalAdministrator');
    rewind.sandbox.clock.jump(10 * MINUTE_MS);

    for (const where of ['incidentRoom', 'groupChat'] as const) {
      const told = await heard(where, 'Half of the time is over');
      expect(told).toContain(cleo.name);
      expect(told).not.toContain(ben.name);
    }
    rewind.sandbox.clock.jump(5 * MINUTE_MS);
    await rewind.product.sweepNow();
    await until('nothing left to say', async () => (await rewind.product.store.notices.unsent()).length === 0 || undefined); // prettier-ignore
    for (const where of ['incidentRoom', 'groupChat'] as const)
      expect(said(where, 'Half of the time is over')).toHaveLength(1);
    expect(said('incidentRoom', 'Still waiting for approval')).toHaveLength(1);
    expect((await rewind.requestIn('awaitingApproval')).votes).toEqual([]);
  });
});
