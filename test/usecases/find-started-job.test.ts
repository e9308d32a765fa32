/** Of starts that came to nothing as far as anybody could see, one that did begin after all is found, and nobody else's is. */
import type { OpenStart } from '../../src/recovery/open-start';
import type { TenantJob } from '../../src/recovery/ports';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { Scope } from '../../src/recovery/scope';
import type { RecoveryJobId, RequestId } from '../../src/shared/ids';
import { startedEarlier } from '../../src/usecases/find-started-job';
import { at, NOW, previewOf, recovering, requestIn, SNAPSHOT } from '../jobs/people-and-requests';
import { rulesWorld } from './rules-world';

const scope: Scope = { kind: 'types', types: ['user'] };
const start = (what: OpenStart['what'], intendedAt = NOW): OpenStart => ({ what, intendedAt, scope });
const job = (what: OpenStart['what'], facts: Partial<TenantJob> = {}): TenantJob => ({ id: 'job', what, status: 'running', startedAt: at(0.2), targetAt: SNAPSHOT.createdAt, scope, ...facts }); // prettier-ignore

const approved = (openStarts: readonly OpenStart[], more: Partial<RecoveryRequest> = {}) =>
  requestIn(
    { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'startWasLost' },
    { openStarts: [...openStarts], ...more },
  );

async function found(request: RecoveryRequest, listed: readonly TenantJob[], whats: readonly OpenStart['what'][] = ['preview', 'recovery'], others: readonly RecoveryRequest[] = []) {
  const { store, ports } = rulesWorld();
  for (const other of [request, ...others]) store.put(other);
  return await startedEarlier(listed, whats, { request, ports });
} // prettier-ignore

describe('a job of an earlier start', () => {
  it.each(['running', 'successful', 'failed'] as const)(
    'that is %s by now is found, with its start',
    async (status) => {
      const lost = start('recovery');

      await expect(found(approved([lost]), [job('recovery', { status })])).resolves.toMatchObject({ job: { id: 'job' }, start: lost }); // prettier-ignore
    },
  );

  it.each<[string, readonly TenantJob[]]>([
    ['of the other kind', [job('preview')]],
    ['from another snapshot', [job('recovery', { targetAt: at(-60) })]],
    ['of another scope', [job('recovery', { scope: { kind: 'everything' } })]],
    ['that began before the press', [job('recovery', { startedAt: at(-2) })]],
    ['that began long after the press', [job('recovery', { startedAt: at(9) })]],
    ['that is not listed', []],
  ])('is not one %s', async (_what, listed) => {
    await expect(found(approved([start('recovery')]), listed)).resolves.toBeUndefined();
  });

  it('is not one that another request has', async () => {
    const other = { ...requestIn(recovering('job' as RecoveryJobId)), id: 'R-2222' as RequestId };

    await expect(found(approved([start('recovery')]), [job('recovery')], ['recovery'], [other])).resolves.toBeUndefined(); // prettier-ignore
  });

  it('is not looked for where nobody asks for its kind', async () => {
    await expect(found(approved([start('recovery')]), [job('recovery')], ['preview'])).resolves.toBeUndefined();
  });
});

describe('a preview of an earlier start', () => {
  const preview = previewOf({ user: 1 });

  it('is news only where it was begun after the one that was read', async () => {
    const [before, after] = [start('preview', at(-1)), start('preview', at(1))];
    const listed = [job('preview', { id: 'old', startedAt: at(-0.5) }), job('preview', { id: 'new', startedAt: at(1.2) })]; // prettier-ignore

    await expect(found(approved([before], { preview }), listed)).resolves.toBeUndefined();
    await expect(found(approved([before, after], { preview }), listed)).resolves.toMatchObject({ job: { id: 'new' } });
    await expect(found(approved([before]), listed)).resolves.toMatchObject({ job: { id: 'old' } });
  });

  it('is never too old to be news as a recovery', async () => {
    await expect(found(approved([start('recovery', at(-1))], { preview }), [job('recovery', { startedAt: at(-0.5) })])).resolves.toMatchObject({ job: { id: 'job' } }); // prettier-ignore
  });
});
