import { CAST } from '../../../src/sandbox/cast';
import { createWorld, valuesOf, type Body, type World } from './pretend-world';

const AUDITS = '/auditLogs/directoryAudits';
const audits = async (world: World, filter: string, more = '') =>
  valuesOf(await world.get(`${AUDITS}?$filter=${encodeURIComponent(filter)}${more}`));

describe('the audit log', () => {
  it('names who did what to whom in an incident, newest first', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable');
    const events = await audits(world, "activityDateTime ge 2026-03-29T00:00:00Z and category eq 'UserManagement'");
    const [newest] = events;

    expect(events).toHaveLength(15);
    expect(newest).toMatchObject({
      activityDisplayName: 'Add user',
      loggedByService: 'Core Directory',
      initiatedBy: { user: null, app: { displayName: 'HR Provisioning' } },
      targetResources: [{ type: 'User' }],
    });
    expect(await audits(world, "targetResources/any(t:t/id eq '10000000-0000-4000-8000-000000000000')")).toMatchObject([
      {
        activityDisplayName: 'Update user',
        targetResources: [
          { modifiedProperties: [{ displayName: 'accountEnabled', oldValue: '[true]', newValue: '[false]' }, {}] },
        ],
      },
    ]);
  });

  it('tells who started a recovery, how it ended, and what it wrote', async () => {
    const world = createWorld();
    world.state.runIncident('policyLockout');
    await world.finish('recovery', { as: 'ben' });
    const events = await audits(
      world,
      "category eq 'Backup and Recovery' and activityDateTime ge 2026-03-29T00:00:00Z",
    );

    expect(events).toMatchObject([
      { activityDisplayName: 'Finish recovery job', initiatedBy: { user: { id: CAST.ben.id } } },
      {
        activityDisplayName: 'Create recovery job',
        initiatedBy: { user: { id: CAST.ben.id, displayName: 'Ben Okafor' } },
      },
    ]);
    expect(await audits(world, "initiatedBy/app/displayName eq 'Microsoft Entra Backup and Recovery'")).toHaveLength(3);
  });

  it('tells of a job of the portal, and of refused starts nothing', async () => {
    const world = createWorld();
    world.state.startOutside({ kind: 'recovery', byId: CAST.gus.id });
    await world.start('preview');

    expect(await audits(world, `initiatedBy/user/id eq '${CAST.gus.id}' and category eq 'Backup and Recovery'`)).toHaveLength(1); // prettier-ignore
    expect(await audits(world, `initiatedBy/user/id eq '${CAST.ana.id}'`)).toEqual([]);
  });

  it('names who made a joiner, and who restored by hand what somebody else had deleted', async () => {
    const world = createWorld();
    const id = '10000000-0000-4000-8000-000000000000';
    world.state.edit(CAST.dan.id, (editor) => {
      editor.softDelete(id);
    });
    world.state.edit(CAST.gus.id, (editor) => {
      editor.restore(id);
    });
    world.state.runIncident('massDisable', { joiners: 1 });

    expect(await audits(world, `targetResources/any(t:t/id eq '${id}') and initiatedBy/user/id eq '${CAST.gus.id}'`)).toMatchObject([{ activityDisplayName: 'Restore user', initiatedBy: { user: { displayName: 'Gus Petrov' }, app: null } }]); // prettier-ignore
    expect(await audits(world, `targetResources/any(t:t/id eq '${id}') and initiatedBy/user/id eq '${CAST.dan.id}'`)).toMatchObject([{ activityDisplayName: 'Delete user' }]); // prettier-ignore
    expect(await audits(world, "activityDisplayName eq 'Add user' and initiatedBy/app/displayName eq 'HR Provisioning'")).toHaveLength(1); // prettier-ignore
  });

  it('tells its oldest event first when asked so', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable');
    const [oldest] = valuesOf(await world.get(`${AUDITS}?$orderby=activityDateTime asc&$top=1`));
    const [newest] = valuesOf(await world.get(`${AUDITS}?$orderby=activityDateTime desc&$top=1`));

    expect(String(oldest?.['activityDateTime']) < String(newest?.['activityDateTime'])).toBe(true);
  });

  it('can be paged', async () => {
    const world = createWorld();
    world.state.runIncident('massDisable');
    const first = await world.get(`${AUDITS}?$top=10`);

    expect(valuesOf(first)).toHaveLength(10);
    expect(valuesOf(await world.get(String(first.body['@odata.nextLink'])))[0]?.['id']).not.toBe(valuesOf(first)[0]?.['id']); // prettier-ignore
  });
});

describe('$batch', () => {
  const send = async (world: World, requests: readonly Body[], as = 'worker') => {
    const answer = await world.post('/$batch', { body: { requests }, as });
    return { status: answer.status, responses: (answer.body['responses'] ?? []) as readonly Body[] };
  };

  it('answers each as if it had come alone', async () => {
    const world = createWorld();
    const { status, responses } = await send(world, [
      { id: '1', method: 'GET', url: `/users/${CAST.ana.id}?$select=employeeId` },
      { id: '2', method: 'GET', url: 'users/unknown' },
      { id: '3', method: 'POST', url: `/users/${CAST.ana.id}/checkMemberObjects`, body: { ids: ['x'] } },
    ]);

    expect(status).toBe(200);
    expect(responses).toMatchObject([
      { id: '1', status: 200, body: { employeeId: '1001' } },
      { id: '2', status: 404, body: { error: { code: 'Request_ResourceNotFound' } } },
      { id: '3', status: 200, body: { value: [] } },
    ]);
  });

  it('does not run what depends on a failure', async () => {
    const world = createWorld();
    const { responses } = await send(world, [
      { id: 'a', method: 'GET', url: '/users/unknown' },
      { id: 'b', method: 'GET', url: '/users', dependsOn: ['a'] },
    ]);

    expect(responses.map(({ status }) => status)).toEqual([404, 424]);
  });

  it('throttles each on its own', async () => {
    const world = createWorld();
    world.faults.add({ fault: { kind: 'throttled', retryAfterSeconds: 1 }, path: '/groups' });
    const { status, responses } = await send(world, [
      { id: '1', method: 'GET', url: '/groups' },
      { id: '2', method: 'GET', url: '/groups' },
    ]);

    expect(status).toBe(200);
    expect(responses).toMatchObject([{ status: 429, headers: { 'retry-after': '1' } }, { status: 200 }]);
  });

  it('takes 20 at most, with ids of their own', async () => {
    const world = createWorld();
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(index), method: 'GET', url: '/groups?$top=1' })); // prettier-ignore

    expect((await send(world, many(20))).responses).toHaveLength(20);
    expect((await send(world, many(21))).status).toBe(400);
    expect((await send(world, [...many(1), ...many(1)])).status).toBe(400);
    expect((await send(world, many(1), 'forged')).status).toBe(401);
  });
});
