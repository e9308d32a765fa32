import { CAST, ROLES } from '../../../src/sandbox/cast';
import { GROUPS } from '../../../src/sandbox/graph/seed/groups';
import { LOCATIONS, POLICIES } from '../../../src/sandbox/graph/seed/settings';
import { createWorld, errorOf, READING_ROLES, valuesOf } from './pretend-world';

const query = (filter: string, more = '') => `?$filter=${encodeURIComponent(filter)}${more}`;
const names = (values: readonly Readonly<Record<string, unknown>>[]) => values.map((one) => one['displayName']);

describe('finding objects', () => {
  it.each([
    ['/users', "displayName eq 'Ana Ruiz'", ['Ana Ruiz']],
    ['/users', "userPrincipalName eq 'BEN@contoso.example' or mail eq 'ben@contoso.example'", ['Ben Okafor']],
    ['/users', "startswith(displayName,'Ana R') or startswith(userPrincipalName,'ana r')", ['Ana Ruiz', 'Ana Ruiz (admin)']], // prettier-ignore
    ['/users', "mailNickname eq 'cleo' and accountEnabled eq true", ['Cleo Marchetti']],
    ['/users', "employeeId in ('1001','1002') and not (displayName eq 'Ana Ruiz')", ['Ben Okafor', 'Ana Ruiz (admin)']],
    ['/users', "displayName eq 'O''Brien'", []],
    ['/groups', "displayName eq 'finance leads'", ['Finance Leads']],
    ['/groups', 'isAssignableToRole eq true', ['Help Desk Responders']],
    ['/applications', "appId eq '52000000-0000-4000-8000-000000000001'", ['Payroll']],
    ['/servicePrincipals', "startswith(displayName,'Pay')", ['Payroll']],
    [
      '/identity/conditionalAccess/policies',
      "displayName eq 'Require MFA for all users'",
      ['Require MFA for all users'],
    ],
    ['/identity/conditionalAccess/namedLocations', "startswith(displayName,'Head')", ['Headquarters']],
  ])('%s where %s', async (path, filter, expected) => {
    const answer = await createWorld().get(path + query(filter));

    expect(answer.status).toBe(200);
    expect(names(valuesOf(answer))).toEqual(expected);
  });

  it.each(["password eq 'x'", "displayName like 'x'", "displayName eq 'x' or", 'startswith(displayName,1)'])(
    'refuses %s',
    async (filter) => {
      expect((await createWorld().get(`/users${query(filter)}`)).status).toBe(400);
    },
  );

  it('pages through everybody once', async () => {
    const world = createWorld({ seed: { users: 230 } });
    const seen: unknown[] = [];
    for (let link: unknown = '/users?$top=100&$select=id&$count=true'; typeof link === 'string';) {
      const page = await world.get(link);
      expect(page.body['@odata.count']).toBe(239);
      seen.push(...valuesOf(page).map(({ id }) => id));
      link = page.body['@odata.nextLink'];
    }

    expect(new Set(seen).size).toBe(239);
  });

  it('shows of people only what was selected, or a few properties', async () => {
    const world = createWorld();
    const usual = await world.get('/users/ana@contoso.example');
    const asked = await world.get(
      `/users/${encodeURIComponent(CAST.gil.signInName)}?$select=id,userType,employeeId,onPremisesSyncEnabled`,
    );

    expect(usual.body).toMatchObject({ id: CAST.ana.id, displayName: 'Ana Ruiz' });
    expect(usual.body).not.toHaveProperty('employeeId');
    expect(asked.body).toEqual({
      '@odata.context': expect.any(String) as string,
      id: CAST.gil.id,
      userType: 'Guest',
      employeeId: null,
      onPremisesSyncEnabled: null,
    });
  });

  it('reads one of any kind, or says that there is none', async () => {
    const world = createWorld();

    expect((await world.get('/groups/30000000-0000-4000-8000-000000000003')).body).toMatchObject({ isAssignableToRole: true }); // prettier-ignore
    expect((await world.get(`/directoryObjects/${CAST.dan.id}`)).body).toMatchObject({ '@odata.type': '#microsoft.graph.user', displayName: 'Dan Howell' }); // prettier-ignore
    expect((await world.get(`/groups/${CAST.dan.id}`)).status).toBe(404);
    expect(errorOf(await world.get('/directoryObjects/00000000-0000-0000-0000-000000000000')).code).toBe('Request_ResourceNotFound'); // prettier-ignore
  });

  it('does not find what is soft-deleted', async () => {
    const world = createWorld();
    world.state.edit(CAST.gus.id, (editor) => {
      editor.softDelete(CAST.dan.id);
    });

    expect((await world.get(`/users/${CAST.dan.id}`)).status).toBe(404);
    expect(valuesOf(await world.get(`/users${query("mailNickname eq 'dan'")}`))).toEqual([]);
    expect(valuesOf(await world.post('/directoryObjects/getByIds', { body: { ids: [CAST.dan.id] } }))).toEqual([]);
  });

  it('finds many by id, of the kinds that were asked for', async () => {
    const world = createWorld();
    const ids = [CAST.ana.id.toUpperCase(), '30000000-0000-4000-8000-000000000001', 'unknown', CAST.ana.id];
    const all = await world.post('/directoryObjects/getByIds', { body: { ids } });
    const people = await world.post('/directoryObjects/getByIds?$select=id,employeeId', { body: { ids, types: ['user'] } }); // prettier-ignore

    expect(valuesOf(all).map((one) => one['@odata.type'])).toEqual(['#microsoft.graph.user', '#microsoft.graph.group']);
    expect(valuesOf(people)).toEqual([{ '@odata.type': '#microsoft.graph.user', id: CAST.ana.id, employeeId: '1001' }]);
    expect((await world.post('/directoryObjects/getByIds', { body: { ids: Array(1001).fill('x') } })).status).toBe(400);
    expect((await world.post('/directoryObjects/getByIds', { body: { ids: Array(1000).fill('x') } })).status).toBe(200);
  });

  it('follows groups of groups to their people', async () => {
    const world = createWorld();
    const [finance, engineering] = ['30000000-0000-4000-8000-000000000001', '30000000-0000-4000-8000-000000000002'];
    world.state.edit(CAST.gus.id, (editor) => {
      editor.addMembers(finance, [engineering]);
      editor.addMembers(engineering, [finance]);
    });
    const people = await world.get(`/groups/${finance}/transitiveMembers/microsoft.graph.user?$select=id&$top=999`);

    expect(valuesOf(people)).toHaveLength(8 + 17);
    expect(valuesOf(await world.get(`/groups/${finance}/members`))).toHaveLength(9);
  });
});

describe('roles', () => {
  const template = Object.values(ROLES);
  const check = (as: string | undefined, path = '/me/checkMemberObjects', ids: readonly string[] = template) =>
    createWorld().post(path, { body: { ids }, ...(as !== undefined && { as }) });

  it.each([
    ['ana', [ROLES.backupAdministrator]],
    ['gus', [ROLES.globalAdministrator]],
    ['cleo', [ROLES.backupReader]],
    ['eva', []],
    ['dan', []],
  ])('%s holds, actively, %s', async (as, held) => {
    expect((await check(as)).body['value']).toEqual(held);
  });

  it('are held by groups too, and eligible ones after activation', async () => {
    const world = createWorld();
    const ids = template;
    const helpDesk = '10000000-0000-4000-8000-000000000018';
    world.state.activateRoles(CAST.eva.id);

    expect((await world.post(`/users/${helpDesk}/checkMemberObjects`, { body: { ids } })).body['value']).toEqual([ROLES.backupReader]); // prettier-ignore
    expect((await world.post(`/users/${CAST.eva.id}/checkMemberObjects`, { body: { ids } })).body['value']).toEqual([ROLES.backupAdministrator]); // prettier-ignore
  });

  it('are not those of an administrative unit, nor custom ones', async () => {
    const world = createWorld();
    const custom = '99999999-0000-4000-8000-000000000001';
    world.state.tenant.roles.defineCustom(custom, ['read']);
    world.state.giveRole(CAST.dan.id, custom);
    world.state.tenant.roles.assign(CAST.dan.id, ROLES.backupAdministrator, '/administrativeUnits/1');
    const ids = [...template, custom];

    expect((await world.post(`/users/${CAST.dan.id}/checkMemberObjects`, { body: { ids } })).body['value']).toEqual([]);
    expect(valuesOf(await world.get(`/roleManagement/directory/roleAssignments${query(`principalId eq '${CAST.dan.id}'`)}`))).toHaveLength(2); // prettier-ignore
  });

  it('are asked for 1 to 20 ids, of people there are, as a person', async () => {
    expect((await check('ana', undefined, [])).status).toBe(400);
    expect((await check('ana', undefined, Array<string>(21).fill('x'))).status).toBe(400);
    expect((await check('worker')).status).toBe(403);
    expect((await check('worker', '/users/unknown/checkMemberObjects')).status).toBe(404);
    expect((await check('scopes:ana:EntraBackup.Read.All')).status).toBe(403);
  });

  it('are listed with their holders, active and eligible apart', async () => {
    const world = createWorld();
    const filter = query(`roleDefinitionId eq '${ROLES.backupAdministrator}'`, '&$expand=principal');
    const active = valuesOf(await world.get(`/roleManagement/directory/roleAssignments${filter}`));
    const eligible = valuesOf(await world.get(`/roleManagement/directory/roleEligibilityScheduleInstances${filter}`));

    expect(active.map((one) => one['principalId'])).toEqual([CAST.ana.id, CAST.ben.id, CAST.anaTwo.id]);
    expect(active[0]).toMatchObject({ directoryScopeId: '/', principal: { '@odata.type': '#microsoft.graph.user', employeeId: '1001' } }); // prettier-ignore
    expect(eligible.map((one) => one['principalId'])).toEqual([CAST.eva.id]);
    expect(valuesOf(await world.get('/roleManagement/directory/roleAssignments?$expand=principal($select=id)'))[0]?.['principal']).toEqual({ '@odata.type': '#microsoft.graph.user', id: CAST.ana.id }); // prettier-ignore
  });
});

describe('soft-deleted objects', () => {
  const USERS = '/directory/deletedItems/microsoft.graph.user';
  const ANA_DELETED = `${CAST.ana.id.replaceAll('-', '')}ana@contoso.example`;
  const worldWithout = (...ids: readonly string[]) => {
    const world = createWorld();
    world.state.edit(CAST.ben.id, (editor) => {
      for (const id of ids) editor.softDelete(id);
    });
    return world;
  };

  it('stand in the list of their kind, with the object id before a sign-in name', async () => {
    const world = worldWithout(CAST.ana.id, GROUPS.engineering);

    expect(valuesOf(await world.get(USERS))).toEqual([expect.objectContaining({ userPrincipalName: ANA_DELETED })]);
    expect(names(valuesOf(await world.get('/directory/deletedItems/microsoft.graph.group')))).toEqual(['Engineering']);
    expect((await world.get(`/users/${CAST.ana.id}`)).status).toBe(404);
    const one = await world.get(`/directory/deletedItems/${CAST.ana.id}?$select=displayName,deletedDateTime`);
    expect(one.body).toMatchObject({ '@odata.type': '#microsoft.graph.user', displayName: 'Ana Ruiz' });
    expect(one.body['deletedDateTime']).toEqual(expect.any(String));
    expect((await world.get(`/directory/deletedItems/${CAST.ben.id}`)).status).toBe(404);
  });

  it('are found by the end of a sign-in name with the header and the count only', async () => {
    const world = worldWithout(CAST.ana.id, CAST.cleo.id);
    const ending = query("endswith(userPrincipalName,'ana@contoso.example')");

    expect((await world.get(USERS + ending)).status).toBe(400);
    expect((await world.get(`${USERS}${ending}&$count=true`)).status).toBe(400);
    const headers = { ConsistencyLevel: 'eventual' };
    expect(names(valuesOf(await world.get(`${USERS}${ending}&$count=true`, { headers })))).toEqual(['Ana Ruiz']);
  });

  it.each([
    ['/identity/conditionalAccess/deletedItems/policies', POLICIES.blockLegacy],
    ['/identity/conditionalAccess/deletedItems/namedLocations', LOCATIONS.headquarters],
  ])('are policies, too: %s', async (path, id) => {
    const world = worldWithout(id);

    expect(valuesOf(await world.get(path)).map((one) => one['id'])).toEqual([id]);
    expect((await world.get(`${path}/${id}`)).status).toBe(200);
    expect((await world.get(`${path}/${CAST.ana.id}`)).status).toBe(404);
  });
});

describe('permissions', () => {
  it.each([
    ['/directory/recovery/snapshots', 'EntraBackup.Read.All'],
    ['/directory/recovery/jobs', 'EntraBackup.Read.All'],
    ['/users', 'Directory.Read.All'],
    ['/groups', 'Directory.Read.All'],
    ['/applications', 'Directory.Read.All'],
    [`/directoryObjects/${CAST.ana.id}`, 'Directory.Read.All'],
    ['/directory/deletedItems/microsoft.graph.user', 'Directory.Read.All'],
    ['/identity/conditionalAccess/policies', 'Policy.Read.All'],
    ['/identity/conditionalAccess/deletedItems/policies', 'Policy.Read.All'],
    ['/roleManagement/directory/roleAssignments', 'RoleManagement.Read.Directory'],
    ['/roleManagement/directory/roleEligibilityScheduleInstances', 'RoleManagement.Read.Directory'],
    ['/auditLogs/directoryAudits', 'AuditLog.Read.All'],
  ])('%s needs %s', async (path, permission) => {
    const world = createWorld();
    const others = READING_ROLES.filter((role) => role !== permission).join(',');

    expect((await world.get(path, { as: `roles:${permission}` })).status).toBe(200);
    expect((await world.get(path, { as: `roles:${others}` })).status).toBe(403);
    expect((await world.get(path, { as: 'forged' })).status).toBe(401);
  });

  it('let people read backups who hold the role', async () => {
    const world = createWorld();

    expect((await world.get('/directory/recovery/snapshots', { as: 'cleo' })).status).toBe(200);
    expect((await world.get('/directory/recovery/snapshots', { as: 'dan' })).status).toBe(403);
    expect((await world.get('/directory/recovery/snapshots', { as: 'scopes:cleo:User.Read' })).status).toBe(403);
  });
});
