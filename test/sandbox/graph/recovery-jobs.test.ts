import { CAST, ROLES } from '../../../src/sandbox/cast';
import { createWorld, errorOf, valuesOf, type World } from './pretend-world';

const JOBS = '/directory/recovery/jobs';

describe('the phases of a preview', () => {
  it('goes from initialized by loading and calculating to successful', async () => {
    const world = createWorld();
    const { location } = await world.start('preview');
    const seen: unknown[] = [];
    for (const ms of [0, 1000, 2000, 2000]) {
      world.wait(ms);
      seen.push((await world.get(location)).body['status']);
    }

    expect(seen).toEqual(['initialized', 'loadingData', 'calculating', 'successful']);
  });

  it('does not load a snapshot twice', async () => {
    const world = createWorld();
    await world.finish('preview');
    const { location } = await world.start('preview');
    world.wait(1000);

    expect((await world.get(location)).body['status']).toBe('calculating');
  });

  it('counts nothing before it is done, then objects and links', async () => {
    const world = createWorld();
    world.state.runIncident('groupEmptied');
    const { location } = await world.start('preview');

    expect((await world.get(location)).body).toMatchObject({ totalChangedObjectsCalculated: 0, jobCompletionDateTime: null }); // prettier-ignore

    world.wait(60_000);

    expect((await world.get(location)).body).toMatchObject({
      totalChangedObjectsCalculated: 2,
      totalChangedLinksCalculated: 11,
      jobCompletionDateTime: '2026-03-29T09:00:05Z',
    });
  });

  it('is a point in time: what happens after its end is not in it', async () => {
    const world = createWorld();
    const location = await world.finish('preview');
    world.state.runIncident('massDisable');

    expect(valuesOf(await world.get(`${location}/getChanges`))).toEqual([]);
  });

  it('takes as long as it is told to', async () => {
    const world = createWorld({ durations: { loadingData: 3_600_000 } });
    const { location } = await world.start('preview');
    world.wait(3_600_000);

    expect((await world.get(location)).body['status']).toBe('loadingData');

    world.wait(10_000);
    world.state.setDurations({ calculating: 60_000 });
    const { location: second } = await world.start('preview');
    world.wait(50_000);

    expect((await world.get(second)).body['status']).toBe('calculating');
  });

  it('fails when it is told to', async () => {
    const world = createWorld();
    world.state.jobs.failNext('preview');
    const location = await world.finish('preview');

    expect((await world.get(location)).body['status']).toBe('failed');
    expect((await world.get(`${location}/getChanges`)).status).toBe(400);
  });
});

describe('the slot', () => {
  it('is for one job of either kind, in the documented words', async () => {
    const world = createWorld();
    await world.start('preview');
    const { answer } = await world.start('recovery');

    expect(answer.status).toBe(409);
    expect(errorOf(answer).message).toBe(
      'A recovery job is currently in progress. Wait for it to complete before initiating a new job.',
    );
    expect(world.inspect.startedRecoveries()).toEqual([]);
  });

  it('can be held by somebody in the portal', async () => {
    const world = createWorld();
    world.state.startOutside({ kind: 'recovery', durationMs: 60_000 });

    expect((await world.start('preview')).answer.status).toBe(409);
    expect(valuesOf(await world.get(JOBS))).toMatchObject([{ status: 'calculating' }]);

    world.wait(60_000);

    expect((await world.start('preview')).answer.status).toBe(202);
    expect(world.inspect.startedRecoveries()).toEqual([]);
  });
});

describe('cancel', () => {
  const cancel = (world: World, location: string, { as = 'ana', name = 'cancel' } = {}) =>
    world.post(`${JOBS}/${location.split('/').at(-1) ?? ''}/${name}`, { as });

  it.each(['microsoft.graph.entraRecoveryServices.cancel', 'cancel', 'cancel()'])(
    'ends a preview by %s',
    async (name) => {
      const world = createWorld();
      const { location } = await world.start('preview');
      const answer = await cancel(world, location, { as: 'cleo', name });

      expect(answer.status).toBe(202);
      expect(answer.headers.get('location')).toMatch(
        /^https:\/\/localhost:4000\/v1\.0\/directory\/recovery\/jobs\/[\w-]+$/,
      );
      expect((await world.get(location)).body['status']).toBe('initialized');
      expect((await world.start('preview')).answer.status).toBe(409);

      world.wait(60_000);

      expect((await world.get(location)).body).toMatchObject({ status: 'abandoned', totalChangedObjectsCalculated: 0 });
      expect((await world.get(`${location}/getChanges`)).status).toBe(400);
    },
  );

  it('keeps what a recovery has written until then', async () => {
    const world = createWorld({ durations: { running: 100_000, canceling: 0 } });
    world.state.runIncident('massDisable');
    const { location } = await world.start('recovery');
    world.wait(5000 + 50_000);
    await cancel(world, location);
    const { body } = await world.get(location);

    expect(body).toMatchObject({ status: 'abandoned', totalObjectsModified: 6, totalFailedChanges: 0 });
    expect(world.inspect.compare(world.newest())).toHaveLength(15 - 6);
  });

  it('of a recovery is not for readers', async () => {
    const world = createWorld();
    const { location } = await world.start('recovery');
    const answer = await cancel(world, location, { as: 'cleo' });
    world.wait(60_000);

    expect(answer.status).toBe(403);
    expect((await world.get(location)).body['status']).toBe('successful');
  });

  it('comes too late for what has ended', async () => {
    const world = createWorld();

    expect((await cancel(world, await world.finish('preview'))).status).toBe(400);
    expect((await cancel(world, 'https://x/unknown')).status).toBe(404);
  });
});

describe('who may start', () => {
  const denied = 'Authorization has been denied for this request. Check your credentials.';

  it.each([
    ['preview', 'ana', 202],
    ['preview', 'gus', 202],
    ['preview', 'cleo', 202],
    ['preview', 'eva', 403],
    ['preview', 'dan', 403],
    ['preview', 'gil', 403],
    ['preview', 'worker', 403],
    ['preview', 'scopes:ana:EntraBackup.ReadWrite.Recovery', 403],
    ['preview', 'nobody', 401],
    ['recovery', 'ben', 202],
    ['recovery', 'gus', 202],
    ['recovery', 'cleo', 403],
    ['recovery', 'dan', 403],
    ['recovery', 'worker', 403],
    ['recovery', 'roles:EntraBackup.ReadWrite.Recovery', 403],
    ['recovery', 'scopes:ana:EntraBackup.ReadWrite.Preview', 403],
  ] as const)('a %s: %s gets %i', async (kind, as, status) => {
    const world = createWorld();
    const { answer } = await world.start(kind, { as });

    expect(answer.status).toBe(status);
    expect(world.state.jobs.list()).toHaveLength(status === 202 ? 1 : 0);
    if (status === 403) expect(errorOf(answer).message).toBe(denied);
  });

  it('follows roles as they are given, activated and taken', async () => {
    const world = createWorld();
    world.state.activateRoles(CAST.eva.id);
    world.state.takeRole(CAST.ana.id, 'backupAdministrator');
    world.state.giveRole('30000000-0000-4000-8000-000000000002', ROLES.backupAdministrator);

    expect((await world.start('recovery', { as: 'ana' })).answer.status).toBe(403);
    expect((await world.start('recovery', { as: 'eva' })).answer.status).toBe(202);

    world.wait(60_000);
    world.state.deactivateRoles(CAST.eva.id);

    expect((await world.start('recovery', { as: 'eva' })).answer.status).toBe(403);
    expect((await world.start('recovery', { as: 'dan' })).answer.status).toBe(202);
  });

  it('knows custom roles by their rights', async () => {
    const world = createWorld();
    world.state.tenant.roles.defineCustom('99999999-0000-4000-8000-000000000001', ['read', 'preview']);
    world.state.giveRole(CAST.dan.id, '99999999-0000-4000-8000-000000000001');

    expect((await world.start('recovery', { as: 'dan' })).answer.status).toBe(403);
    expect((await world.start('preview', { as: 'dan' })).answer.status).toBe(202);
  });
});

describe('what may be asked', () => {
  const IDS = '#microsoft.graph.entraRecoveryServices.recoveryJobEntityNameAndIdsFilter';
  const NAMES = '#microsoft.graph.entraRecoveryServices.recoveryJobEntityNamesFilter';
  const byIds = (...values: readonly [string, readonly string[]][]) => ({
    filteringCriteria: { '@odata.type': IDS, filterValues: values.map(([entityType, entityIds]) => ({ entityType, entityIds })) }, // prettier-ignore
  });
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${String(index)}`);

  it.each([
    ['nothing', undefined, 202],
    ['an empty object', {}, 202],
    ['no criteria', { filteringCriteria: null }, 202],
    ['types', { filteringCriteria: { '@odata.type': NAMES, entityTypes: ['user', 'organization'] } }, 202],
    ['100 ids', byIds(['user', ids(50)], ['group', ids(50)]), 202],
    ['101 ids', byIds(['user', ids(51)], ['group', ids(50)]), 400],
    ['the same type twice', byIds(['user', ['a']], ['user', ['b']]), 400],
    ['a type that is none', byIds(['device', ['a']]), 400],
    ['a type that is none by name', { filteringCriteria: { '@odata.type': NAMES, entityTypes: ['users'] } }, 400],
    ['no annotation', { filteringCriteria: { entityTypes: ['user'] } }, 400],
    ['both filters', { filteringCriteria: { '@odata.type': NAMES, entityTypes: ['user'], filterValues: [] } }, 400],
    ['another property', { scope: 'user' }, 400],
    ['no JSON', '{', 400],
  ])('%s: %s', async (_name, body, status) => {
    const world = createWorld();
    const { answer } = await world.start('recovery', { body });

    expect(answer.status).toBe(status);
    expect(world.inspect.startedRecoveries()).toHaveLength(status === 202 ? 1 : 0);
  });

  it('refuses a snapshot that is not listed, in the documented words', async () => {
    const world = createWorld();
    const id = world.newest();
    world.state.hideSnapshot(id);
    const answer = await world.post(`/directory/recovery/snapshots/${id}/recoveryJobs`, { as: 'ana' });

    expect(answer.status).toBe(404);
    expect(errorOf(answer).message).toBe(
      "This isn't a valid timestamp for recovery. The provided timestamp should be in the list of available backups.",
    );
    expect(world.state.jobs.list()).toEqual([]);
  });

  it('answers an absolute location on the host that was asked, and shows the scope as it was sent', async () => {
    const world = createWorld();
    const body = byIds(['user', [CAST.dan.id]]);
    const { answer, location } = await world.start('preview', { body });

    expect(answer.text).toBe('');
    expect(location).toMatch(
      new RegExp(`^https://localhost:4000/v1\\.0/directory/recovery/snapshots/${world.newest()}/recoveryPreviewJobs/[\\w-]+$`), // prettier-ignore
    );
    expect((await world.get(location)).body).toMatchObject(body);
    expect(world.inspect.startedPreviews()).toMatchObject([{ byId: CAST.ana.id, scope: { kind: 'objects' }, snapshotId: world.newest() }]); // prettier-ignore
  });
});
