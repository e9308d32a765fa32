/** Whom the bot has met in a place, and what it says there by itself. */
import type { ConversationId } from '../../../src/shared/ids';
import { CAST } from '../../../src/sandbox/cast';
import { serveTeams, type ServedTeams } from '../../support/serve-teams';

const { ana, ben } = CAST;
const HERE = 'a:ana' as ConversationId;

let served: ServedTeams;
beforeAll(async () => {
  served = await serveTeams();
});
afterAll(async () => {
  await served.close();
});
beforeEach(() => {
  served.listener.forget();
});

it('says no first word where it was only upgraded, or removed', async () => {
  const said = served.emulator.activityOf(ben, 'personal', '');
  for (const action of ['add-upgrade', 'remove-upgrade', 'remove'])
    await served.emulator.delivers({ ...said, type: 'installationUpdate', action });

  expect(served.listener.installs).toEqual([]);
});

it('knows the channel’s id of who spoke in a place without asking for it', async () => {
  await served.emulator.says(ana, 'groupChat', '@Rewind requests');
  const { conversationId } = served.listener.messages.at(-1)?.place ?? { conversationId: HERE };
  served.emulator.switches.membersAnswer = false;
  served.emulator.calls.length = 0;
  const ids = await served.teams.teamsIdsOf(conversationId, [ana.id]);
  served.emulator.switches.membersAnswer = true;

  expect(ids).toEqual([served.listener.messages.at(-1)?.speaker.teamsId]);
  expect(served.emulator.calls).toEqual([]);
});

it('says nothing under an answer that was posted already', async () => {
  served.listener.answer = () => ({ kind: 'posted' });
  const before = served.emulator.everythingSaid().length;
  const activity = {
    ...served.emulator.activityOf(ana, 'personal', ''),
    text: '',
    value: { verb: 'say', text: 'help' },
  };
  await served.emulator.delivers(activity);

  expect(served.listener.presses).toHaveLength(1);
  expect(served.emulator.everythingSaid()).toHaveLength(before);
});
