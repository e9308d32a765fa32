import type { TenantJob } from '../../src/recovery/ports';
import { UnavailableError } from '../../src/shared/errors';
import { approved, approves, asked, nothingHappened, runs } from '../approvals/presses';
import { ANA, at, BEN } from '../jobs/people-and-requests';

const OUTSIDE: TenantJob = { id: 'outside-1', what: 'recovery', status: 'successful', startedAt: at(1), completedAt: at(2) }; // prettier-ignore

describe('a recovery that ran since the preview was made', () => {
  it.each([
    ['the last vote', asked, approves, BEN],
    ['Run now', approved, runs, ANA],
  ] as const)(
    'at %s starts a re-check instead, though the preview is young',
    async (_when, arranged, presses, byId) => {
      const world = await arranged();
      world.microsoft.jobs = [OUTSIDE];

      await expect(presses(world)).resolves.toMatchObject({ request: { state: { name: 'rechecking' } } });
      expect(world.previewed).toEqual([byId]);
      expect(world.withinMs).toEqual([]);
      expect((await world.request()).overtaken).toMatchObject({ jobId: 'outside-1', startedAt: at(1) });
    },
  );

  it.each([
    ['ended before it', { ...OUTSIDE, startedAt: at(-60), completedAt: at(-50) }],
    ['is a preview', { ...OUTSIDE, what: 'preview' as const }],
  ])('is none where the job %s: the recovery starts', async (_which, job) => {
    const world = await asked();
    world.microsoft.jobs = [job];

    await approves(world);
    expect(world.started).toEqual([BEN]);
  });

  it('starts nothing where the list of jobs cannot be read', async () => {
    const world = await asked();
    world.microsoft.fails('listJobs', new UnavailableError('graph/busy', 'busy'));

    await expect(approves(world)).rejects.toBeInstanceOf(UnavailableError);
    nothingHappened(world);
  });

  it('is known to be one by what was kept, when the list has forgotten it', async () => {
    const world = await asked();
    world.store.put({ ...(await world.request()), overtaken: { jobId: 'outside-1', startedAt: at(1) } });

    await expect(approves(world)).resolves.toMatchObject({ request: { state: { name: 'rechecking' } } });
    expect(world.started).toEqual([]);
  });
});
