import { createDirectoryReader } from '../../src/graph/directory-reader';
import { ROLES } from '../../src/sandbox/cast';
import { UnavailableError } from '../../src/shared/errors';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import type { JsonObject } from '../../src/shared/json';
import { list, startPretendGraph, status, type PretendGraph } from './pretend-graph';
import { GROUP, USER } from './recorded';

let graph: PretendGraph;
beforeAll(async () => (graph = await startPretendGraph()));
afterEach(() => {
  graph.forget();
});
afterAll(() => graph.close());

const id = (tail: string) => `00000000-0000-4000-8000-${tail.padStart(12, '0')}`;
const [ANA, BEN, EVA, GIL] = [id('a1'), id('b1'), id('e1'), id('f1')] as [PersonId, PersonId, PersonId, PersonId];
const CUSTOM = 'cccccccc-0000-4000-8000-00000000cccc';
const time = { at: 0 };
const clock = { now: () => new Date(time.at) };

const reader = (administratorRoleIds: readonly string[] = [ROLES.backupAdministrator]) =>
  createDirectoryReader({ client: graph.client, clock, administratorRoleIds, readerRoleIds: [ROLES.backupReader] });
const paths = () => graph.asked.map(({ method, path }) => `${method} ${path}`);
const bodyOf = (index: number) => JSON.parse(graph.asked[index]?.body ?? '') as JsonObject;

describe('standing of somebody who types', () => {
  const CHECK = `POST /users/${ANA}/checkMemberObjects`;

  it.each([
    [[ROLES.backupAdministrator], 'administrator'],
    [[ROLES.backupReader], 'reader'],
    [[], 'none'],
  ])('with %j is %s', async (held, expected) => {
    graph.answers(CHECK, list(held));

    await expect(reader().standingOf(ANA)).resolves.toBe(expected);
    expect(bodyOf(0)).toEqual({ ids: [ROLES.backupAdministrator, ROLES.backupReader] });
  });

  it('is asked anew where it decides, and remembered from there', async () => {
    graph.answers(CHECK, list([ROLES.backupAdministrator]), list([]));
    const directory = reader();

    await expect(directory.standingOf(ANA)).resolves.toBe('administrator');
    await expect(directory.standingOf(ANA, { isFresh: true })).resolves.toBe('none');
    await expect(directory.standingOf(ANA)).resolves.toBe('none');
  });

  it('is remembered for 60 seconds of the clock, and no longer', async () => {
    graph.answers(CHECK, list([ROLES.backupAdministrator]), list([]));
    const directory = reader();

    await expect(directory.standingOf(ANA)).resolves.toBe('administrator');
    time.at += 59_999;
    await expect(directory.standingOf(ANA)).resolves.toBe('administrator');
    expect(graph.asked).toHaveLength(1);
    time.at += 1;
    await expect(directory.standingOf(ANA)).resolves.toBe('none');
  });

  it.each([401, 403, 404, 429])('that cannot be asked (%d) is refused, and not remembered', async (code) => {
    graph.answers(CHECK, status(code), list([ROLES.backupReader]));
    const directory = reader();

    await expect(directory.standingOf(ANA)).rejects.toBeInstanceOf(UnavailableError);
    await expect(directory.standingOf(ANA)).resolves.toBe('reader');
  });

  it('is never asked about anything but a person’s id', async () => {
    await expect(reader().standingOf('../me' as PersonId)).rejects.toBeInstanceOf(UnavailableError);
    expect(graph.asked).toEqual([]);
  });
});

describe('a configured role that is not built in', () => {
  const ASSIGNMENTS = 'GET /roleManagement/directory/roleAssignments';
  const assignment = (principalId: string, kind: string, directoryScopeId = '/') => ({
    id: 'x',
    roleDefinitionId: CUSTOM,
    principalId,
    directoryScopeId,
    principal: { '@odata.type': `#microsoft.graph.${kind}`, id: principalId },
  });
  const CHECK = `POST /users/${ANA}/checkMemberObjects`;

  it('is found in the person’s own assignments', async () => {
    graph.answers(CHECK, list([]));
    graph.answers(ASSIGNMENTS, list([assignment(ANA, 'user')]));

    await expect(reader([CUSTOM]).standingOf(ANA)).resolves.toBe('administrator');
    expect(graph.asked[1]?.query).toEqual({ $filter: `principalId eq '${ANA}'`, $expand: 'principal' });
  });

  it('is found through a group the person is in', async () => {
    graph.answers(CHECK, list([]), list([GROUP]));
    graph.answers(ASSIGNMENTS, list([]), list([assignment(GROUP, 'group'), assignment(BEN, 'user')]));

    await expect(reader([CUSTOM]).standingOf(ANA)).resolves.toBe('administrator');
    expect(bodyOf(3)).toEqual({ ids: [GROUP] });
  });

  it('does not count over an administrative unit only, nor when somebody else holds it', async () => {
    graph.answers(CHECK, list([]));
    graph.answers(
      ASSIGNMENTS,
      list([assignment(ANA, 'user', '/administrativeUnits/1')]),
      list([assignment(BEN, 'user')]),
    );

    await expect(reader([CUSTOM]).standingOf(ANA)).resolves.toBe('none');
  });

  it('is asked for in calls of at most 20 groups', async () => {
    const groups = Array.from({ length: 45 }, (_, index) => assignment(id(String(index)), 'group'));
    graph.answers(CHECK, list([]));
    graph.answers(ASSIGNMENTS, list([]), list(groups));

    await expect(reader([CUSTOM]).standingOf(ANA)).resolves.toBe('none');
    expect(graph.asked.slice(3).map(({ body }) => (JSON.parse(body) as { ids: string[] }).ids.length)).toEqual([
      20, 20, 5,
    ]);
  });
});

describe('approver candidates', () => {
  const ACTIVE = 'GET /roleManagement/directory/roleAssignments';
  const ELIGIBLE = 'GET /roleManagement/directory/roleEligibilityScheduleInstances';
  const holding = (principalId: string, kind: string, directoryScopeId = '/') => ({
    roleDefinitionId: ROLES.backupAdministrator,
    principalId,
    directoryScopeId,
    principal: { '@odata.type': `#microsoft.graph.${kind}`, id: principalId },
  });
  const person = (personId: string, displayName: string, changed: JsonObject = {}) => ({
    id: personId,
    displayName,
    accountEnabled: true,
    userType: 'Member',
    employeeId: '1001',
    ...changed,
  });
  const knows = (...people: readonly { readonly id: string }[]) => {
    for (const one of people) graph.answers(`GET /users/${one.id}`, () => Response.json(one));
  };

  it('are people who hold the role or may activate it; active wins', async () => {
    graph.answers(ACTIVE, list([holding(BEN, 'user'), holding(ANA, 'user')]));
    graph.answers(ELIGIBLE, list([holding(EVA, 'user'), holding(ANA, 'user')]));
    knows(person(ANA, 'Ana'), person(BEN, 'Ben', { userType: null }), person(EVA, 'Eva', { employeeId: null }));

    await expect(reader().approverCandidates()).resolves.toEqual([
      { id: ANA, name: 'Ana', role: 'active', employeeId: '1001' },
      { id: BEN, name: 'Ben', role: 'active', employeeId: '1001' },
      { id: EVA, name: 'Eva', role: 'eligible', employeeId: undefined },
    ]);
    expect(graph.asked[0]?.query['$filter']).toBe(`roleDefinitionId eq '${ROLES.backupAdministrator}'`);
  });

  it('are found inside groups, groups in groups included', async () => {
    graph.answers(ACTIVE, list([holding(GROUP, 'group')]));
    graph.answers(ELIGIBLE, list([]));
    graph.answers(`GET /groups/${GROUP}/transitiveMembers/microsoft.graph.user`, list([person(ANA, 'Ana')]));

    await expect(reader().approverCandidates()).resolves.toMatchObject([{ id: ANA, role: 'active' }]);
    const asked = graph.asked.find(({ path }) => path.startsWith('/groups/'));
    expect(asked?.headers.get('consistencylevel')).toBe('eventual');
    expect(asked?.query['$count']).toBe('true');
  });

  it.each([
    ['a guest', holding(GIL, 'user'), { userType: 'Guest' }],
    ['a disabled account', holding(GIL, 'user'), { accountEnabled: false }],
    ['an account of unknown state', holding(GIL, 'user'), { accountEnabled: null }],
    ['a service principal', holding(GIL, 'servicePrincipal'), {}],
    ['somebody of an administrative unit', holding(GIL, 'user', '/administrativeUnits/1'), {}],
  ])('are never %s', async (_what, held, changed) => {
    graph.answers(ACTIVE, list([held]));
    graph.answers(ELIGIBLE, list([held]));
    knows(person(GIL, 'Gil', changed));

    await expect(reader().approverCandidates()).resolves.toEqual([]);
  });

  it('are never somebody who was deleted', async () => {
    graph.answers(ACTIVE, list([holding(GIL, 'user')]));
    graph.answers(ELIGIBLE, list([]));

    await expect(reader().approverCandidates()).resolves.toEqual([]);
  });

  it('are the active ones where the tenant has no licence for eligibility', async () => {
    graph.answers(ACTIVE, list([holding(ANA, 'user')]));
    graph.answers(ELIGIBLE, status(403));
    knows(person(ANA, 'Ana'));

    await expect(reader().approverCandidates()).resolves.toHaveLength(1);
  });

  it('are not fewer because Graph is away', async () => {
    graph.answers(ACTIVE, list([]));
    graph.answers(ELIGIBLE, status(401));

    await expect(reader().approverCandidates()).rejects.toBeInstanceOf(UnavailableError);
  });
});

describe('conditional access as it is', () => {
  const POLICIES = 'GET /identity/conditionalAccess/policies';
  const CHECK = `POST /users/${ANA}/checkMemberObjects`;

  it('is read with one call: who it is for, and whether it is on', async () => {
    graph.answers(POLICIES, list([
      { id: USER.toUpperCase(), state: 'enabled', conditions: { users: { includeUsers: ['All'] } } },
      { id: GROUP, state: null, conditions: null },
    ])); // prettier-ignore

    await expect(reader().policiesNow()).resolves.toEqual(
      new Map([
        [USER, { id: USER, state: 'enabled', conditions: { users: { includeUsers: ['All'] } } }],
        [GROUP, { id: GROUP, state: undefined, conditions: undefined }],
      ]),
    );
    expect(graph.asked).toHaveLength(1);
    expect(graph.asked[0]?.query).toEqual({ $select: 'id,state,conditions' });
  });

  it.each([401, 403])('is not known where Graph answers %d', async (code) => {
    graph.answers(POLICIES, status(code));
    graph.answers(CHECK, status(code));

    await expect(reader().policiesNow()).resolves.toEqual(new Map());
    await expect(reader().membershipsOf(ANA, [GROUP])).resolves.toBeUndefined();
  });

  it('is held against memberships, 20 a call', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => id(String(index)));
    graph.answers(CHECK, list([ids[3] ?? '']), list([]));

    await expect(reader().membershipsOf(ANA, ids)).resolves.toEqual(new Set([ids[3]]));
    expect(graph.asked.map(({ body }) => (JSON.parse(body) as { ids: string[] }).ids.length)).toEqual([20, 5]);
  });
});

describe('facts and names', () => {
  const GET_BY_IDS = 'POST /directoryObjects/getByIds';

  it('tell what is synchronised, dynamic or role-assignable; who is not known has no entry', async () => {
    graph.answers(GET_BY_IDS, list([
      { '@odata.type': '#microsoft.graph.user', id: USER.toUpperCase(), onPremisesSyncEnabled: true, createdDateTime: '2024-01-02T03:04:05Z' },
      { '@odata.type': '#microsoft.graph.group', id: GROUP, onPremisesSyncEnabled: null, isAssignableToRole: true, groupTypes: ['DynamicMembership'], membershipRule: 'x' },
    ])); // prettier-ignore

    const facts = await reader().factsOf([USER, GROUP, ANA, 'authorizationPolicy'] as ObjectId[]);
    expect([...facts.keys()]).toEqual([USER, GROUP]);
    expect(facts.get(USER as ObjectId)).toMatchObject({ synced: true, createdAt: new Date('2024-01-02T03:04:05Z') });
    expect(facts.get(USER as ObjectId)?.isDynamicGroup).toBeUndefined();
    expect(facts.get(GROUP as ObjectId)).toMatchObject({
      synced: false,
      isAssignableToRole: true,
      isDynamicGroup: true,
    });
    expect(bodyOf(0)).toEqual({ ids: [USER, GROUP, ANA] });
  });

  it('are asked for in calls of at most 1000 ids, each once', async () => {
    graph.answers(GET_BY_IDS, list([]));
    const ids = Array.from({ length: 1500 }, (_, index) => id(String(index)) as ObjectId);

    await reader().factsOf([...ids, ...ids]);
    expect(graph.asked.map(({ body }) => (JSON.parse(body) as { ids: string[] }).ids.length)).toEqual([1000, 500]);
  });

  it('of nobody ask nobody', async () => {
    await expect(reader().factsOf([])).resolves.toEqual(new Map());
    expect(paths()).toEqual([]);
  });

  it('name people', async () => {
    graph.answers(
      GET_BY_IDS,
      list([
        { id: ANA, displayName: 'Ana Ruiz' },
        { id: BEN, displayName: null },
      ]),
    );

    await expect(reader().namesOf([ANA, BEN])).resolves.toEqual(new Map([[ANA, 'Ana Ruiz']]));
  });
});
