import { CAST } from '../../src/sandbox/cast';
import { TEAM_GROUP_ID } from '../../src/sandbox/teams/places';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;
const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

describe.each(['documented', 'live'] as const)(
  'a recovery asked for and approved in a channel (%s answers)',
  (shape) => {
    let rewind: ProductUnderTest;

    beforeAll(async () => {
      rewind = await startProductUnderTest({ shape });
      rewind.sandbox.graph.state.runIncident('massDisable');
    });
    afterAll(() => rewind.close());

    it('starts the preview on the requester’s sign-in page', async () => {
      await rewind.says(ana, 'incidentRoom', 'restore users from yesterday because somebody disabled the sales people');
      const page = await rewind.pressesAndSignsIn(ana, 'incidentRoom', 'Start preview');

      const request = await rewind.requestIn('awaitingApproval');
      expect(page).toContain(`${request.id} is being previewed. Nothing has been changed.`);
      expect(rewind.sandbox.graph.inspect.startedPreviews().map(({ byId }) => byId)).toEqual([ana.id]);
    });

    it('recovers on the approver’s sign-in page, which says so in one line', async () => {
      const page = await rewind.pressesAndSignsIn(ben, 'incidentRoom', 'approve');

      const request = await rewind.requestIn('recovered');
      expect(page).toContain(`${request.id} is running: the recovery has started.`);
      expect(request.votes.map(({ voterId }) => voterId)).toEqual([ben.id]);
      expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
    });

    it('links to the card by an address that names thread and team', async () => {
      const notice = await until('the notice', () => {
        const said = rewind.lastSaid(ana, 'incidentRoom');
        return said.includes('nothing failed') ? said : undefined;
      });
      const link = new URL(/\]\((https:[^)]+)\)/.exec(notice)?.[1] ?? '');

      expect(link.searchParams.get('groupId')).toBe(TEAM_GROUP_ID);
      expect(link.searchParams.get('parentMessageId')).toMatch(/^\d+$/);
    });

    it('answers the press that Teams repeats with the presser’s card, and runs nothing', async () => {
      const before = await rewind.happened();
      const answer = await rewind.sandbox.teams.signedIn(ben, 'closed');

      expect(answer.kind).toBe('card');
      expect(await rewind.happened()).toEqual(before);
    });

    it('never tries a silent exchange there', () => {
      const { tokenRequests } = rewind.sandbox.entra;
      expect(tokenRequests.map(({ grant }) => grant)).toContain('authorization_code');
      expect(tokenRequests.map(({ grant }) => grant)).not.toContain(ON_BEHALF_OF);
    });

    it('leaves no button with power on the card', () => {
      const verbs = ['startPreview', 'approve', 'reject', 'withdraw', 'runNow', 'cancel'];
      expect(verbs.filter((verb) => rewind.sandbox.teams.seesButton(ben, 'incidentRoom', verb))).toEqual([]);
    });
  },
);
