import { CAST } from '../../../src/sandbox/cast';
import { INCIDENT_KINDS } from '../../../src/sandbox/graph/seed/incidents';
import { createWorld, valuesOf, type World } from './pretend-world';

const NAMES = '#microsoft.graph.entraRecoveryServices.recoveryJobEntityNamesFilter';
const IDS = '#microsoft.graph.entraRecoveryServices.recoveryJobEntityNameAndIdsFilter';
const byTypes = (...entityTypes: readonly string[]) => ({ filteringCriteria: { '@odata.type': NAMES, entityTypes } });
const byIds = (entityType: string, entityIds: readonly string[]) => ({
  filteringCriteria: { '@odata.type': IDS, filterValues: [{ entityType, entityIds }] },
});

const differences = (world: World) => world.inspect.compare(world.newest());

describe('a recovery', () => {
  it('puts everything back but what is synced from on-premises', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable');
    const preview = await world.finish('preview');
    const recovery = await world.finish('recovery');

    expect((await world.get(preview)).body).toMatchObject({ totalChangedObjectsCalculated: 15 });
    expect((await world.get(recovery)).body).toMatchObject({
      status: 'successful',
      totalChangedObjectsCalculated: 15,
      totalObjectsModified: 12,
      totalLinksModified: 0,
      totalFailedChanges: 0,
    });
    expect(differences(world).map(({ action }) => action)).toEqual(['update', 'update', 'update']);

    const again = await world.finish('preview');

    expect(valuesOf(await world.get(`${again}/getChanges`))).toHaveLength(3);
  });

  it.each(INCIDENT_KINDS)('undoes %s, as far as Microsoft can', async (kind) => {
    const world = createWorld();
    world.state.runIncident(kind, { synced: 0 });

    expect(differences(world)).not.toEqual([]);

    await world.finish('recovery');

    expect(differences(world).filter(({ action }) => action !== 'hardDeleted')).toEqual([]);
  });

  it('shows its progress while it runs, and changes the tenant when it ends', async () => {
    const world = createWorld({ durations: { running: 100_000 } });
    world.state.runIncident('massDisable');
    const { location } = await world.start('recovery');
    world.wait(5000 + 75_000);
    const { body } = await world.get(location);

    expect(body).toMatchObject({ status: 'running', totalObjectsModified: 9, totalFailedChanges: null });
    expect(body).not.toHaveProperty('totalChangedObjectsCalculated');
    expect(differences(world)).toHaveLength(15);

    world.wait(25_000);

    expect((await world.get(location)).body['status']).toBe('successful');
    expect(differences(world)).toHaveLength(3);
  });

  it('looks again when it runs: what happened since the preview is undone too', async () => {
    const world = createWorld();
    world.state.runIncident('groupEmptied');
    await world.finish('preview');
    world.state.runIncident('policyLockout');
    await world.finish('recovery');

    expect(differences(world)).toEqual([]);
  });

  it('touches only the types it was asked for', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable', { synced: 0 });
    world.state.runIncident('groupEmptied');
    await world.finish('recovery', { body: byTypes('group') });

    expect(new Set(differences(world).map(({ type }) => type))).toEqual(new Set(['user']));
  });

  it('touches only the ids it was asked for', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable', { synced: 0 });
    const [first, ...others] = differences(world);
    await world.finish('recovery', { body: byIds('user', [first?.id ?? '']) });

    expect(differences(world)).toEqual(others);
  });

  it('ignores ids of another type', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable');
    const before = differences(world);
    await world.finish('recovery', { body: byIds('group', before.map(({ id }) => id)) }); // prettier-ignore

    expect(differences(world)).toEqual(before);
  });

  it('brings grants and assignments with their service principal, never alone', async () => {
    const world = createWorld();
    world.state.runIncident('appTampered');
    await world.finish('recovery', { body: byTypes('oAuth2PermissionGrant', 'appRoleAssignment') });

    expect(differences(world)).toHaveLength(6);

    await world.finish('recovery', { body: byIds('servicePrincipal', ['53000000-0000-4000-8000-000000000001']) });

    expect(differences(world).map(({ type }) => type).sort()).toEqual(['application', 'authorizationPolicy', 'organization']); // prettier-ignore
  });

  it('leaves out what cannot be written and says why', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable', { synced: 0 });
    const [first, second] = differences(world).map(({ id }) => id);
    const both = [String(first), String(second)];
    const reason = 'Update failed: Service principal is managed by another service.';
    for (const id of both) world.state.jobs.failObject(id, reason);
    const location = await world.finish('recovery');
    const failed = await world.get(`${location}/getFailedChanges?$top=1`);
    const next = await world.get(String(failed.body['@odata.nextLink']));

    expect((await world.get(location)).body).toMatchObject({ status: 'successful', totalObjectsModified: 10, totalFailedChanges: 2 }); // prettier-ignore
    expect(failed.body['@odata.count']).toBe(2);
    expect(failed.body['@odata.nextLink']).toMatch(/\?\$top=1&\$skip=1$|\?\$skip=1&\$top=1$/);
    expect(valuesOf(failed)).toMatchObject([{ id: first, failureMessage: reason, recoveryAction: 'update' }]);
    expect(valuesOf(next)).toMatchObject([{ id: second }]);
    expect(differences(world).map(({ id }) => id)).toEqual(both);

    for (const id of both) world.state.jobs.failObject(id, undefined);
    await world.finish('recovery');

    expect(differences(world)).toEqual([]);
  });

  it('deletes again what somebody restored since, and revives nobody for good', async () => {
    const world = createWorld();
    world.state.edit(CAST.gus.id, (editor) => {
      editor.softDelete(CAST.dan.id);
    });
    world.wait(24 * 3_600_000);
    world.state.edit(CAST.gus.id, (editor) => {
      editor.restore(CAST.dan.id);
    });
    await world.finish('recovery');

    expect(world.state.tenant.directory.findAlive(CAST.dan.id)).toBeUndefined();

    world.state.edit(CAST.gus.id, (editor) => {
      editor.hardDelete(CAST.dan.id);
    });

    expect(differences(world)).toMatchObject([{ id: CAST.dan.id, action: 'hardDeleted' }]);

    const preview = await world.finish('preview');

    expect(valuesOf(await world.get(`${preview}/getChanges`))).toEqual([]);
  });

  it('leaves dynamic membership and owners alone', async () => {
    const world = createWorld();
    world.state.edit(CAST.gus.id, (editor) => {
      editor.addMembers('30000000-0000-4000-8000-000000000004', [CAST.dan.id]);
    });
    const preview = await world.finish('preview');

    expect(valuesOf(await world.get(`${preview}/getChanges`))).toEqual([]);
  });
});

describe('snapshots', () => {
  it('keep their state whatever happens after them', async () => {
    const world = createWorld();
    world.state.runIncident('policyLockout');
    world.wait(24 * 3_600_000);
    const damaged = world.newest();
    const [, clean = ''] = world.snapshotIds();

    expect(world.inspect.compare(damaged)).toEqual([]);
    expect(world.inspect.compare(clean)).toHaveLength(3);

    await world.post(`/directory/recovery/snapshots/${clean}/recoveryJobs`, { as: 'ana' });
    world.wait(60_000);

    expect(world.inspect.compare(clean)).toEqual([]);
    expect(world.inspect.compare(damaged)).toHaveLength(3);
  });

  it('are cheap in a tenant of 100,000 people', () => {
    const world = createWorld({ seed: { users: 100_000 } });
    world.state.runIncident('massDelete', { count: 500 });

    expect(differences(world)).toHaveLength(503);
    expect(world.state.tenant.directory.touchedSince(world.state.findSnapshot(world.newest()) ?? fail()).size).toBe(
      503,
    );
  });

  it('have slight differences from night to night', () => {
    const world = createWorld();
    const counts = world.snapshotIds().map((id) => world.inspect.compare(id).length);

    expect(counts[0]).toBe(0);
    expect(counts.slice(1).every((count) => count > 0)).toBe(true);
  });
});

function fail(): never {
  throw new Error('no snapshot');
}
