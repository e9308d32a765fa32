import { CAST } from '../../src/sandbox/cast';
import { awaitingApproval } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;
const MINUTE_MS = 60_000;

describe('a recovery in the portal while a request waits', () => {
  let rewind: ProductUnderTest;
  const graph = () => rewind.sandbox.graph;
  const started = () => ({
    previews: graph().inspect.startedPreviews().length,
    recoveries: graph().inspect.startedRecoveries(),
  });
  const portal = (durationMs: number) =>
    graph().state.startOutside({
      kind: 'recovery',
      byId: gus.id,
      durationMs,
      scope: { kind: 'types', types: ['user'] },
    });
  /** The announcement is a card, too. */
  const cardSays = (words: string) =>
    until(`"${words}" on the request's card`, () => {
      const card = rewind.sandbox.teams.cardFor(ana, 'groupChat', 'Approval needed')?.card;
      return JSON.stringify(card ?? {}).includes(words) || undefined;
    });

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    graph().state.runIncident('massDisable');
  });
  afterEach(() => rewind.close());

  it('makes its preview old from that moment: said on the card, and re-checked instead of run', async () => {
    await awaitingApproval(rewind);
    rewind.sandbox.clock.jump(MINUTE_MS);
    portal(2 * MINUTE_MS);
    rewind.sandbox.clock.jump(3 * MINUTE_MS);
    await rewind.product.sweepNow();
    await cardSays('A recovery was started outside Rewind at ');
    await cardSays('this preview is from before it');
    await cardSays('something else was recovered since this preview');
    const before = await rewind.happened();
    expect(before.requests).toMatchObject([{ state: { name: 'awaitingApproval' }, votes: [] }]);

    await rewind.presses(ben, 'groupChat', 'approve');
    // Everything is back already: nothing is left to recover, and nothing ran.
    const { overtaken, votes } = await rewind.requestIn('previewed');
    expect([overtaken, votes]).toEqual([undefined, []]);
    expect(started()).toEqual({ previews: 2, recoveries: [] });
  });

  it('is seen at the press itself, however lately it ran', async () => {
    await awaitingApproval(rewind);
    rewind.sandbox.clock.jump(MINUTE_MS);
    const job = portal(60 * MINUTE_MS);
    graph().state.cancel(job?.id ?? '');
    await until('the end of it', () => graph().state.jobs.active() === undefined || undefined);

    await rewind.presses(ben, 'groupChat', 'approve');
    await until('a re-check', () => started().previews === 2 || undefined);
    expect(started().recoveries).toEqual([]);
    await rewind.requestIn('approved');
    await until('Run now', () => rewind.sandbox.teams.seesButton(ben, 'groupChat', 'runNow') || undefined);
    await rewind.presses(ben, 'groupChat', 'runNow');
    await rewind.requestIn('recovered');
    expect(started()).toMatchObject({ previews: 2, recoveries: [{ byId: ben.id }] });
  });
});
