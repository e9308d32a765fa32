import type { TenantJob } from '../../src/recovery/ports';
import type { RecoveryJobId, RequestId } from '../../src/shared/ids';
import { overtakenAmong } from '../../src/usecases/overtaken-by';
import { UnavailableError } from '../../src/shared/errors';
import { approved, approves, asked, nothingHappened, runs } from '../approvals/presses';
import { ANA, at, BEN } from '../jobs/people-and-requests';

const [WHOLE, HALF] = ['R-2222' as RequestId, 'R-3333' as RequestId];
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

  it('is none where it is the other half of what was split: their kinds are different', async () => {
    const world = await asked();
    const request = await world.request();
    const { plan } = request;
    const split = (splitFrom: RequestId) => ({ ...plan, splitFrom });
    const other = { ...request, plan: split(WHOLE), id: HALF, preview: undefined, state: { name: 'recovering' as const, starterId: BEN, intendedAt: at(1), recoveryJobId: OUTSIDE.id as RecoveryJobId } }; // prettier-ignore
    world.store.put(other);
    const overtaken = (splitFrom: RequestId) => overtakenAmong({ ...request, plan: split(splitFrom) }, [OUTSIDE], { requests: world.store, clock: world.clock }); // prettier-ignore

    await expect(overtaken(WHOLE)).resolves.toBeUndefined();
    await expect(overtaken(HALF)).resolves.toMatchObject({ jobId: OUTSIDE.id, requestId: HALF });
  });

  it('starts nothing where the list of jobs cannot be read', async () => {
    const world = await asked();
    world.microsoft.fails('listJobs', new UnavailableError('graph/unavailable', 'busy'));

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
