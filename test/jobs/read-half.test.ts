/** One half of a split request reads the pages that are stored, and nothing of Microsoft. */
import { digestOf } from '../../src/approvals/digest';
import { digestSubjectOf } from '../../src/recovery/digest-subject';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { RequestId } from '../../src/shared/ids';
import { ANA, change, NOW, objectId, PREVIEW_JOB, previewOf, requestIn } from './people-and-requests';
import { stepWorld } from './step-world';

const HALF = 'R-2222' as RequestId;
const LEFT = { type: 'user' as const, id: objectId(7), name: 'Left' };
const CHANGES = [change(1), change(2, { type: 'organization' }), change(3, { shownOnly: true })];

/** The whole, as it was read and then split; the half of its people is about to be read. */
async function halfOf(world: ReturnType<typeof stepWorld>): Promise<RecoveryRequest> {
  const { plan } = requestIn({ name: 'previewed' });
  const whole = requestIn(
    { name: 'split', at: NOW, byId: ANA, into: [HALF] },
    {
      plan: { ...plan, scope: { kind: 'everything' }, except: [LEFT] },
      preview: { ...previewOf({ user: 1, organization: 1 }), leftOut: { byType: { user: 1, organization: 4 }, unchanged: [LEFT] } },
    },
  ); // prettier-ignore
  await world.changes.savePage({ revision: 1, page: 0, changes: CHANGES });
  world.store.put({ ...whole, digest: await digestOf(digestSubjectOf(whole), world.changes.itemHashes(whole.id, 1)) });
  const from = { requestId: whole.id, revision: 1 };
  return requestIn(
    { name: 'reading', previewJobId: PREVIEW_JOB, computedAt: NOW, from },
    { id: HALF, revision: 2, plan: { ...plan, scope: { kind: 'types', types: ['user'] }, except: [LEFT], splitFrom: whole.id } }, // prettier-ignore
  );
}

it('is judged, counted and fingerprinted by itself, and as old as the preview that it is of', async () => {
  const world = stepWorld();
  world.microsoft.pages = [[change(66)]];
  const half = await halfOf(world);

  const result = await world.step(half);

  expect(result).toMatchObject({
    state: { name: 'awaitingApproval' },
    move: {
      with: {
        preview: {
          previewJobId: PREVIEW_JOB,
          computedAt: NOW,
          counts: { update: 1, shownOnly: 1, byType: { user: 1 } },
          leftOut: { byType: { user: 1 }, unchanged: [LEFT] },
        },
        digest: await digestOf(digestSubjectOf(half), world.changes.itemHashes(HALF, 2)),
      },
    },
  });
});

it('is void where what is kept is not what was shown: nobody is asked', async () => {
  const world = stepWorld();
  const half = await halfOf(world);
  await world.changes.savePage({ revision: 1, page: 0, changes: [...CHANGES, change(5)] });

  const result = await world.step(half);

  expect(result).toMatchObject({ state: { name: 'failed', because: 'keptChangesDiffer' } });
  expect(result).not.toMatchObject({ move: { notices: [{ kind: 'approvalNeeded' }] } });
});
