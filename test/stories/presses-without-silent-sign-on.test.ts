import { CAST } from '../../src/sandbox/cast';
import type { PlaceName } from '../../src/sandbox/teams/places';
import { signInOnPage } from '../support/sign-in-on-page';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;

describe('presses from clients without silent sign-on', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => rewind.close());

  /** A Submit is answered with a posted card whose one button opens the sign-in page. */
  async function pressesOnPhone(
    person: typeof ana | typeof ben,
    where: PlaceName,
    press: { readonly button: string; readonly inputs?: Readonly<Record<string, string>> },
  ): Promise<string> {
    const { teams } = rewind.sandbox;
    await until(`the button ${press.button}`, () => teams.seesButton(person, where, press.button) || undefined);
    const answer = await teams.presses(person, where, { ...press, form: 'submit' });
    expect(answer).toEqual({ kind: 'posted' });
    const link = await teams.presses(person, where, 'Sign in');
    return await signInOnPage(link.kind === 'link' ? link.url : '', person);
  }

  it('start a preview with the reason typed on the card', async () => {
    await rewind.says(ana, 'groupChat', 'restore users from yesterday');
    const before = rewind.sandbox.graph.inspect.startedPreviews();
    expect(before).toEqual([]);
    await pressesOnPhone(ana, 'groupChat', { button: 'startPreview', inputs: { reason: 'the connector ran wild' } });

    const request = await rewind.requestIn('awaitingApproval');
    expect(request.reason).toBe('the connector ran wild');
    expect(rewind.sandbox.graph.inspect.startedPreviews().map(({ byId }) => byId)).toEqual([ana.id]);
  });

  it('reject with the reason typed on the card', async () => {
    const page = await pressesOnPhone(ben, 'groupChat', { button: 'reject', inputs: { rejectReason: 'not all of them' } }); // prettier-ignore

    const request = await rewind.requestIn('rejected');
    expect(request.state).toMatchObject({ byId: ben.id, reason: 'not all of them' });
    expect(page).toContain('was rejected. Nothing has been changed.');
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
  });

  it('approve, and the recovery runs', async () => {
    await rewind.asksForApproval(ana, 'groupChat');
    const page = await pressesOnPhone(ben, 'groupChat', { button: 'approve' });

    await rewind.requestIn('recovered');
    expect(page).toContain('the recovery has started');
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  });

  it('approve in words: typing brings the card and starts nothing, the sign-in page finishes', async () => {
    rewind.sandbox.graph.state.runIncident('massDisable');
    const { id } = await rewind.asksForApproval(ana, 'incidentRoom');
    const before = await rewind.happened();
    await rewind.says(ben, 'incidentRoom', `approve ${id}`);
    expect(await rewind.happened()).toEqual(before);

    await rewind.pressesAndSignsIn(ben, 'incidentRoom', 'approve');
    await rewind.requestIn('recovered');
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(2);
  });
});
