import { CAST } from '../../src/sandbox/cast';
import { pressByHand } from '../support/press-by-hand';
import { goToEntra, signInOnPage } from '../support/sign-in-on-page';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, cleo, dan, gus } = CAST;
const HOUR_MS = 3_600_000;
const QUICK_MS = 20;

describe('stopping what runs', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => rewind.close());

  const seesCancel = () => until('the button Cancel', () => rewind.sandbox.teams.seesButton(ben, 'groupChat', 'cancel') || undefined); // prettier-ignore

  it('stops a preview for a Reader, and says who stopped it', async () => {
    rewind.sandbox.graph.state.setDurations({ calculating: HOUR_MS });
    await rewind.says(ana, 'groupChat', 'restore users from yesterday because it was a mistake');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    const { id } = await rewind.requestIn('previewing');
    await until('the job’s id', async () => { const { state } = await rewind.request(id); return (state.name === 'previewing' && state.previewJobId) || undefined; }); // prettier-ignore
    await rewind.says(cleo, 'personal', `cancel ${id}`);
    await rewind.presses(cleo, 'personal', 'cancel');

    const request = await rewind.requestIn('canceled');
    expect(request.state).toMatchObject({ during: 'preview', byId: cleo.id });
    await until('who stopped it', () => rewind.cardWords(ana, 'groupChat').includes('Stopped by Cleo Marchetti. Nothing was changed') || undefined); // prettier-ignore
  });

  it.each([
    ['a Reader', cleo, 'Entra Backup Reader may look and preview'],
    ['somebody without a role', dan, 'You do not hold the role Entra Backup Administrator'],
  ])('does not stop a recovery for %s', async (_who, person, sentence) => {
    const { state } = rewind.sandbox.graph;
    state.setDurations({ calculating: QUICK_MS, running: HOUR_MS });
    if (!rewind.sandbox.teams.seesButton(ben, 'groupChat', 'cancel')) {
      await rewind.asksForApproval(ana, 'groupChat');
      await rewind.presses(ben, 'groupChat', 'approve');
      await seesCancel();
    }
    const { id, revision } = await until('a running recovery', async () => {
      const request = await rewind.requestIn('recovering');
      return request.state.name === 'recovering' && request.state.status === 'running' ? request : undefined;
    });
    const answer = await pressByHand(rewind, [person, 'groupChat'], { verb: 'cancel', data: { requestId: id, revision, stops: 'recovery', jobId: state.jobs.active()?.id ?? '' } }); // prettier-ignore

    expect(answer).toContain(sentence);
    const { state: now } = await rewind.request(id);
    expect(now.name === 'recovering' && now.cancelAskedById).toBeUndefined();
    await rewind.says(person, 'personal', `status ${id}`);
    expect(rewind.sandbox.teams.seesButton(person, 'personal', 'cancel')).toBe(false);
  });

  it('does not withdraw it', async () => {
    const { id, revision } = await rewind.requestIn('recovering');
    expect(await pressByHand(rewind, [ana, 'groupChat'], { verb: 'withdraw', data: { requestId: id, revision } })).toContain('it is too late for that'); // prettier-ignore
    await rewind.requestIn('recovering');
  });

  it('stops a recovery for one administrator, the requester too, and what was applied stays (A20)', async () => {
    await rewind.presses(ana, 'groupChat', 'cancel');

    const request = await rewind.requestIn('canceled');
    expect(request.state).toMatchObject({ during: 'recovery', byId: ana.id });
    await until('what became of it', () => rewind.cardWords(ana, 'groupChat').includes('Stopped by Ana Ruiz. What was applied stays') || undefined); // prettier-ignore
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(1);
  });
});

describe('a press of Cancel that comes late', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => rewind.close());

  const recoveryRuns = () =>
    until('a running recovery', async () => {
      const request = await rewind.requestIn('recovering');
      return request.state.name === 'recovering' && request.state.status === 'running' ? request : undefined;
    });
  const seesCancel = () => until('the button Cancel', () => rewind.sandbox.teams.seesButton(ben, 'incidentRoom', 'cancel') || undefined); // prettier-ignore
  const scopesAskedAt = async (url: string) => new URL((await goToEntra(url)).authorizeUrl).searchParams.get('scope');
  let late = '';

  it('was made of the preview, and waits on its page', async () => {
    const { state } = rewind.sandbox.graph;
    state.setDurations({ calculating: 2000, running: HOUR_MS });
    await rewind.says(ana, 'incidentRoom', 'restore users from yesterday because somebody disabled the sales people');
    await rewind.pressesAndSignsIn(ana, 'incidentRoom', 'Start preview');
    await rewind.presses(cleo, 'incidentRoom', 'cancel');
    await rewind.presses(ben, 'incidentRoom', 'cancel');
    late = rewind.sandbox.teams.pendingSignIn(ben)?.url ?? '';
    expect((await rewind.requestIn('previewing')).state).not.toHaveProperty('cancelAskedById');

    await rewind.requestIn('awaitingApproval');
    await rewind.pressesAndSignsIn(gus, 'incidentRoom', 'approve');
    await recoveryRuns();
  });

  it('asks Entra for what its button said, not for what runs by now', async () => {
    const scopes = await scopesAskedAt(late);
    expect(scopes).toContain('EntraBackup.ReadWrite.Preview');
    expect(scopes).not.toContain('EntraBackup.ReadWrite.Recovery');
  });

  it.each([
    ['of an administrator', ben],
    ['of a Reader', cleo],
  ])('%s does not stop the recovery that runs by now, and brings the current card', async (_who, person) => {
    const before = await rewind.happened();
    const url = rewind.sandbox.teams.pendingSignIn(person)?.url ?? '';

    expect(await signInOnPage(url, person)).toContain('changed after your card was drawn, so your press did not count');
    expect(await rewind.happened()).toEqual(before);
    expect(rewind.sandbox.graph.state.jobs.active()?.status).toBe('running');
    const answer = await rewind.sandbox.teams.signedIn(person, 'closed');
    expect(answer.kind).toBe('card');
    expect(rewind.cardWords(person, 'incidentRoom').includes('"stops":"recovery"')).toBe(person === ben);
  });

  it.each([
    ['another job', 'preview'],
    ['a made-up job', 'everything'],
    ['no job', undefined],
    ['an earlier job of the kind', 'recovery'],
  ])('does not stop it silently either when it means %s', async (_what, stops) => {
    const { id, revision } = await rewind.requestIn('recovering');
    const before = await rewind.happened();
    const data = { requestId: id, revision, jobId: 'an-earlier-job', ...(stops && { stops }) };

    expect(await pressByHand(rewind, [ben, 'groupChat'], { verb: 'cancel', data })).toContain('changed after your card was drawn'); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
  });

  it('works from the card that the typed cancel brings, and asks for the power over a recovery', async () => {
    const { id } = await rewind.requestIn('recovering');
    await rewind.says(ben, 'incidentRoom', `cancel ${id}`);
    await seesCancel();
    await rewind.presses(ben, 'incidentRoom', 'cancel');
    const url = rewind.sandbox.teams.pendingSignIn(ben)?.url ?? '';

    expect(await scopesAskedAt(url)).toContain('EntraBackup.ReadWrite.Recovery');
    await signInOnPage(url, ben);
    expect((await rewind.requestIn('canceled')).state).toMatchObject({ during: 'recovery', byId: ben.id });
  });
});
