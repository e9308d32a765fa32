import { changeSchema } from '../../src/recovery/change';
import type { SnapshotId } from '../../src/shared/ids';
import { json, list, startPretendGraph, status, type PretendGraph } from './pretend-graph';
import {
  CHANGES, DOCUMENTED_SNAPSHOT, FAILED_CHANGES, GROUP, JOB_LISTS, JOBS, LIVE_SNAPSHOT, PREVIEW_JOB, RECOVERY_JOB, RUNNING_RECOVERY,
  SNAPSHOT_LISTS, USER,
} from './recorded'; // prettier-ignore

let graph: PretendGraph;
beforeAll(async () => (graph = await startPretendGraph()));
afterEach(() => {
  graph.forget();
});
afterAll(() => graph.close());

const SNAPSHOTS = 'GET /directory/recovery/snapshots';
const JOB_LIST = 'GET /directory/recovery/jobs';
const previewPath = (id: SnapshotId) => `/directory/recovery/snapshots/${id}/recoveryPreviewJobs/${PREVIEW_JOB}`;
const GET_CHANGES = 'microsoft.graph.entraRecoveryServices.getChanges';
const GET_FAILED = 'microsoft.graph.entraRecoveryServices.getFailedChanges';

async function all<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

describe('snapshots', () => {
  it('come newest first in the documented shape', async () => {
    graph.answers(SNAPSHOTS, json(SNAPSHOT_LISTS.documented));

    const [newest, older] = await graph.backup.listSnapshots();
    expect(newest).toEqual({
      id: DOCUMENTED_SNAPSHOT,
      createdAt: new Date('2024-08-26T02:30:00Z'),
      changedObjects: 2304,
    });
    expect(older?.changedObjects).toBe(7);
  });

  it('come newest first in the shape of a real tenant, which tells no counter', async () => {
    graph.answers(SNAPSHOTS, json(SNAPSHOT_LISTS.live));

    const snapshots = await graph.backup.listSnapshots();
    expect(snapshots.map(({ id }) => id)).toEqual([LIVE_SNAPSHOT, 'MTc4NTEwMzIwMA==']);
    expect(snapshots[0]?.changedObjects).toBeUndefined();
  });

  it.each(['../../users', 'a b', "x' or 1 eq 1", 'abc', 'a'.repeat(129)])(
    'with the id %p break the contract',
    async (id) => {
      graph.answers(SNAPSHOTS, list([{ id, createdDateTime: '2026-07-27T22:00:00Z' }]));

      await expect(graph.backup.listSnapshots()).rejects.toMatchObject({ code: 'graph/contract-broken' });
    },
  );
});

describe.each(['documented', 'live'] as const)('jobs in the %s shape', (shape) => {
  it('come newest first, told apart by their annotation', async () => {
    graph.answers(JOB_LIST, json(JOB_LISTS[shape]));

    const [newest, older] = await graph.backup.listJobs();
    expect(newest).toMatchObject({
      id: RECOVERY_JOB,
      what: 'recovery',
      status: 'successful',
      scope: { kind: 'types', types: ['user'] },
      changedObjects: 2048,
      failedChanges: 0,
      completedAt: new Date('2024-08-26T13:00:00Z'),
    });
    expect(older).toMatchObject({ what: 'preview', status: 'calculating', scope: { kind: 'everything' } });
    expect(older?.completedAt).toBeUndefined();
  });
});

describe('one job', () => {
  it('is asked for under its snapshot, whose id is percent-encoded', async () => {
    graph.answers(`GET ${previewPath(LIVE_SNAPSHOT)}`, json(JOBS.preview));

    const job = await graph.backup.getPreviewJob(LIVE_SNAPSHOT, PREVIEW_JOB);
    expect(job).toMatchObject({ what: 'preview', status: 'calculating', calculatedObjects: 0 });
    expect(graph.asked[0]?.path).toContain('/MTc4NTE4OTYwMA%3D%3D/');
  });

  it('needs no annotation and no counters', async () => {
    graph.answers(
      `GET /directory/recovery/snapshots/${LIVE_SNAPSHOT}/recoveryJobs/${RECOVERY_JOB}`,
      json(RUNNING_RECOVERY),
    );

    const job = await graph.backup.getRecoveryJob(LIVE_SNAPSHOT, RECOVERY_JOB);
    expect(job).toMatchObject({ what: 'recovery', status: 'running', changedObjects: 2000, changedLinks: 300 });
    expect([job.calculatedObjects, job.failedChanges]).toEqual([undefined, undefined]);
  });

  it('is found in the list where its own address answers 404', async () => {
    graph.answers(JOB_LIST, json(JOB_LISTS.live));

    await expect(graph.backup.getPreviewJob(LIVE_SNAPSHOT, PREVIEW_JOB)).resolves.toMatchObject({ id: PREVIEW_JOB });
  });

  it('that nobody knows is a definite no', async () => {
    graph.answers(JOB_LIST, list([]));

    await expect(graph.backup.getPreviewJob(LIVE_SNAPSHOT, PREVIEW_JOB)).rejects.toMatchObject({
      code: 'graph/not-found',
    });
  });

  it('with a status that came later than we is still running', async () => {
    graph.answers(`GET ${previewPath(LIVE_SNAPSHOT)}`, json({ ...JOBS.preview, status: 'unknownFutureValue' }));

    await expect(graph.backup.getPreviewJob(LIVE_SNAPSHOT, PREVIEW_JOB)).resolves.toMatchObject({ status: 'unknown' });
  });
});

describe.each(['documented', 'live'] as const)('changes in the %s shape', (shape) => {
  it('become ours: target and present values, links, no annotations', async () => {
    graph.answers(`GET ${previewPath(DOCUMENTED_SNAPSHOT)}/${GET_CHANGES}`, json(CHANGES[shape]));

    const [user, joiner, group] = await all(graph.backup.changePages(DOCUMENTED_SNAPSHOT, PREVIEW_JOB));
    expect(user).toMatchObject({
      type: 'user',
      id: USER,
      action: 'update',
      displayName: 'JD',
      now: { displayName: 'JD', businessPhones: [] },
      target: { passwordProfile: { forceChangePasswordNextSignIn: false } },
    });
    expect(JSON.stringify([user, joiner, group])).not.toContain('@');
    expect(joiner).toMatchObject({ action: 'softDelete', id: '36e01234-0000-4000-8000-00000000000c' });
    expect(group?.target).toEqual({ displayName: 'Management Team' });
    expect(group?.links).toEqual([
      { relation: 'members', objectId: USER, does: 'remove' },
      { relation: 'members', objectId: '37de1234-0000-4000-8000-00000000000d', does: 'add' },
      { relation: 'owners', objectId: USER, does: 'add' },
    ]);
    expect(group?.id).toBe(GROUP);
    expect(graph.asked[0]?.query).toEqual({ $top: '999' });
  });
});

describe('changes', () => {
  const change = (fields: Record<string, never> | Record<string, string | object>) => ({
    entityTypeName: 'user',
    id: USER,
    recoveryAction: 'update',
    ...fields,
  });
  const answers = (...changes: object[]) => {
    graph.answers(`GET ${previewPath(LIVE_SNAPSHOT)}/${GET_CHANGES}`, () => Response.json({ value: changes }));
  };
  const read = () => all(graph.backup.changePages(LIVE_SNAPSHOT, PREVIEW_JOB));

  it('of a kind that came later than we keep their raw words', async () => {
    answers(change({ entityTypeName: 'unknownFutureValue' }), change({ recoveryAction: 'hardDelete' }));

    const [type, action] = await read();
    expect(type).toMatchObject({ type: 'unknown', action: 'update', raw: { type: 'unknownFutureValue' } });
    expect(action).toMatchObject({ type: 'user', action: 'unknown', raw: { action: 'hardDelete' } });
  });

  it('without values are changes all the same, and can be stored', async () => {
    answers(change({}));

    const [only] = await read();
    expect(only).toMatchObject({ now: {}, target: {}, links: [], shownOnly: false });
    expect(changeSchema.parse(only)).toMatchObject({ id: USER });
  });

  it('keep what a mail address is the key of, and no word of OData', async () => {
    const shares = { 'admins@contoso.com': 'owner', 'b@odata.type': '#x', '@removed': { reason: 'changed' } };
    answers(change({ currentState: { shares }, deltaFromCurrent: { shares: { ...shares, 'admins@contoso.com': 'reader' } } })); // prettier-ignore

    const [only] = await read();
    expect(only).toMatchObject({ now: { shares: { 'admins@contoso.com': 'owner' } } });
    expect(only?.target).toEqual({ shares: { 'admins@contoso.com': 'reader' } });
  });

  it('whose links cannot be read break the contract: none may be hidden', async () => {
    answers(change({ deltaFromCurrent: { 'members@delta': [{ displayName: 'who' }] } }));

    await expect(read()).rejects.toMatchObject({ code: 'graph/contract-broken' });
  });

  it('nested a thousand levels deep break the contract', async () => {
    const deep = `{"a":`.repeat(1000) + '1' + '}'.repeat(1000);
    answers(change({ currentState: JSON.parse(deep) as object }));

    await expect(read()).rejects.toMatchObject({ code: 'graph/contract-broken' });
  });

  it('that failed carry the reason in Graph’s words', async () => {
    const path = `/directory/recovery/snapshots/${LIVE_SNAPSHOT}/recoveryJobs/${RECOVERY_JOB}/${GET_FAILED}`;
    graph.answers(`GET ${path}`, json(FAILED_CHANGES));

    const [failed] = await all(graph.backup.failedChangePages(LIVE_SNAPSHOT, RECOVERY_JOB));
    expect(failed?.failureMessage).toBe('Update failed: Service principal is managed by another service.');
    expect(failed?.displayName).toBeUndefined();
  });

  it('asked for before the job was successful are a definite no', async () => {
    graph.answers(`GET ${previewPath(LIVE_SNAPSHOT)}/${GET_CHANGES}`, status(400));

    await expect(read()).rejects.toMatchObject({ code: 'graph/bad-request' });
  });
});
