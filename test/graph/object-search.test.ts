import { createDirectoryReader } from '../../src/graph/directory-reader';
import { ROLES } from '../../src/sandbox/cast';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { json, list, startPretendGraph, status, type PretendGraph } from './pretend-graph';
import { GROUP, USER } from './recorded';

let graph: PretendGraph;
beforeAll(async () => (graph = await startPretendGraph()));
afterEach(() => {
  graph.forget();
});
afterAll(() => graph.close());

const id = (tail: string) => `00000000-0000-4000-8000-${tail.padStart(12, '0')}`;
const [ANA, BEN, EVA, GIL] = [id('a1'), id('b1'), id('e1'), id('f1')] as [PersonId, PersonId, PersonId, PersonId];
const clock = { now: () => new Date(0) };
const roles = { administratorRoleIds: [ROLES.backupAdministrator], readerRoleIds: [ROLES.backupReader] };
const reader = () => createDirectoryReader({ client: graph.client, clock, ...roles });

describe('finding objects by name', () => {
  const ana = { id: ANA, displayName: 'Ana Ruiz', userPrincipalName: 'ana@contoso.example' };
  const DELETED = 'GET /directory/deletedItems/microsoft.graph';
  const noneDeleted = () => {
    for (const type of ['user', 'group', 'application', 'servicePrincipal'])
      graph.answers(`${DELETED}.${type}`, list([]));
    for (const kind of ['policies', 'namedLocations'])
      graph.answers(`GET /identity/conditionalAccess/deletedItems/${kind}`, list([]));
  };
  const filtersOf = (path: string) => graph.asked.filter((asked) => asked.path === path).map(({ query }) => query['$filter']); // prettier-ignore
  beforeEach(noneDeleted);

  it('gives exact matches alone', async () => {
    graph.answers('GET /users', list([ana]));

    await expect(reader().findObjects({ name: ' ana@contoso.example ', type: 'user' })).resolves.toEqual({
      objects: [{ type: 'user', id: ANA, name: 'Ana Ruiz', detail: 'ana@contoso.example', isExact: true }],
      unread: [],
    });
    expect(filtersOf('/users')).toEqual([expect.stringContaining(`userPrincipalName eq 'ana@contoso.example'`)]);
  });

  it('goes on with beginnings where nothing is called exactly so', async () => {
    graph.answers('GET /users', list([]), list([ana]));

    const { objects } = await reader().findObjects({ name: 'Ana', type: 'user' });
    expect(objects.map(({ isExact }) => isExact)).toEqual([false]);
    expect(filtersOf('/users')[1]).toContain(`startswith(displayName,'Ana')`);
  });

  it('doubles quotes, so that a name stays a name', async () => {
    graph.answers('GET /users', list([]));

    await reader().findObjects({ name: "x' or startswith(displayName,'a", type: 'user' });
    expect(graph.asked[0]?.query['$filter']).toMatch(/^displayName eq 'x'' or startswith\(displayName,''a' or /);
  });

  it.each([
    ['O\u2019Neil', "O'Neil"],
    ["O'Neil", 'O\u2019Neil'],
    ['Sales \u2013 EMEA', 'Sales - EMEA'],
    ['Sales - EMEA', 'Sales \u2013 EMEA'],
  ])('looks for %s as it was typed, and as %s', async (typed, other) => {
    graph.answers('GET /groups', list([]));

    await reader().findObjects({ name: typed, type: 'group' });
    for (const path of ['/groups', '/directory/deletedItems/microsoft.graph.group'])
      for (const spelling of [typed, other])
        expect(filtersOf(path)[0]).toContain(`displayName eq '${spelling.replaceAll("'", "''")}'`);
  });

  it('of unknown type offers every exact match, people first', async () => {
    graph.answers('GET /users', list([{ id: ANA, displayName: 'Finance' }]));
    graph.answers('GET /groups', list([{ id: GROUP, displayName: 'Finance', mailNickname: 'finance' }]));
    graph.answers('GET /applications', list([]));
    graph.answers('GET /servicePrincipals', list([{ id: BEN, displayName: 'Finance', appId: EVA }]));
    graph.answers('GET /identity/conditionalAccess/policies', list([{ id: EVA, displayName: 'finance' }]));
    graph.answers('GET /identity/conditionalAccess/namedLocations', list([{ id: GIL, displayName: 'Finance floor' }]));

    const { objects } = await reader().findObjects({ name: 'Finance' });
    expect(objects.map(({ type, detail }) => [type, detail])).toEqual([
      ['user', undefined],
      ['group', 'finance'],
      ['servicePrincipal', EVA],
      ['conditionalAccessPolicy', undefined],
    ]);
  });

  it('gives ten at most', async () => {
    graph.answers(
      'GET /users',
      list([]),
      list(Array.from({ length: 11 }, (_, index) => ({ ...ana, id: id(String(index)) }))),
    );

    expect((await reader().findObjects({ name: 'Ana', type: 'user' })).objects).toHaveLength(10);
  });

  it.each(['', '   ', 'a'.repeat(257)])('asks nobody about %p', async (name) => {
    await expect(reader().findObjects({ name })).resolves.toEqual({ objects: [], unread: [] });
    expect(graph.asked).toEqual([]);
  });

  describe('among the deleted', () => {
    const KIRA = {
      id: BEN,
      displayName: 'Kira Kowalski',
      userPrincipalName: `${BEN.replaceAll('-', '')}kira@contoso.example`,
      deletedDateTime: '2026-11-30T04:14:00Z',
    };
    const kira = {
      type: 'user',
      id: BEN,
      name: 'Kira Kowalski',
      detail: 'kira@contoso.example',
      whereabouts: { kind: 'deleted', at: new Date('2026-11-30T04:14:00Z') },
      isExact: true,
    };
    beforeEach(() => {
      graph.answers('GET /users', list([]));
    });

    it('finds a person by the sign-in name of before, whose own does not end a longer one', async () => {
      const joanKira = { ...KIRA, id: EVA, userPrincipalName: `${EVA.replaceAll('-', '')}jokira@contoso.example` };
      graph.answers(`${DELETED}.user`, ({ query }) =>
        Response.json({ value: query['$filter']?.includes('endswith') ? [joanKira, KIRA] : [] }),
      );

      await expect(reader().findObjects({ name: 'Kira@contoso.example', type: 'user' })).resolves.toEqual({
        objects: [kira],
        unread: [],
      });
      const asked = graph.asked.find(({ query }) => query['$filter']?.includes('endswith'));
      expect(asked?.headers.get('consistencylevel')).toBe('eventual');
      expect(asked?.query['$count']).toBe('true');
    });

    it.each(['Kira Kowalski', 'kira@contoso.example'])('reads and searches a list that cannot be filtered: %s', async (name) => {
      graph.answers(`${DELETED}.user`, ({ query }) =>
        query['$filter'] === undefined
          ? Response.json({ value: [{ ...KIRA, id: EVA, displayName: 'Kirsten', userPrincipalName: 'x' }, KIRA] })
          : Response.json({ error: { code: 'Request_UnsupportedQuery' } }, { status: 400 }),
      );

      expect((await reader().findObjects({ name, type: 'user' })).objects).toEqual([kira]);
    }); // prettier-ignore

    it('tells of kinds that it could not look through', async () => {
      graph.answers('GET /identity/conditionalAccess/policies', list([]));
      graph.answers('GET /identity/conditionalAccess/deletedItems/policies', status(400));

      await expect(reader().findObjects({ name: 'MFA', type: 'conditionalAccessPolicy' })).resolves.toEqual({
        objects: [],
        unread: ['conditionalAccessPolicy'],
      });
    });

    it('never takes a living one for a deleted one of a similar name, nor the other way round', async () => {
      graph.answers('GET /users', ({ query }) =>
        Response.json({ value: query['$filter']?.startsWith('startswith') ? [{ ...ana, displayName: 'Kira Kowalski-Smith' }] : [] }),
      );
      graph.answers(`${DELETED}.user`, list([KIRA]));

      const { objects } = await reader().findObjects({ name: 'Kira Kowalski', type: 'user' });
      expect(objects.map(({ name, whereabouts }) => [name, whereabouts?.kind])).toEqual([
        ['Kira Kowalski-Smith', undefined],
        ['Kira Kowalski', 'deleted'],
      ]);
    }); // prettier-ignore
  });
});

describe('one object by id', () => {
  it.each([
    ['user', '/users/'],
    ['group', '/groups/'],
    ['application', '/applications/'],
    ['servicePrincipal', '/servicePrincipals/'],
    ['conditionalAccessPolicy', '/identity/conditionalAccess/policies/'],
    ['namedLocationPolicy', '/identity/conditionalAccess/namedLocations/'],
  ] as const)('of type %s is asked for at %s', async (type, path) => {
    graph.answers(`GET ${path}${USER}`, json({ id: USER, displayName: 'It' }));

    await expect(reader().getObject(USER as ObjectId, type)).resolves.toMatchObject({ type, id: USER, name: 'It' });
    expect(graph.asked).toHaveLength(1);
  });

  it.each(['@odata.type', '@type'])('of unknown type is told apart by %s', async (annotation) => {
    graph.answers(
      `GET /directoryObjects/${USER}`,
      json({ [annotation]: '#microsoft.graph.group', id: USER, displayName: 'G' }),
    );

    await expect(reader().getObject(USER as ObjectId)).resolves.toMatchObject({ type: 'group', name: 'G' });
  });

  it.each([
    ['user', '/directory/deletedItems/'],
    ['conditionalAccessPolicy', '/identity/conditionalAccess/deletedItems/policies/'],
    ['namedLocationPolicy', '/identity/conditionalAccess/deletedItems/namedLocations/'],
  ] as const)('of type %s that was deleted is asked for at %s', async (type, path) => {
    const body = { '@odata.type': `#microsoft.graph.${type}`, id: USER, displayName: 'It', deletedDateTime: '2026-11-30T04:14:00Z' }; // prettier-ignore
    graph.answers(`GET ${path}${USER}`, json(body));

    const whereabouts = { kind: 'deleted', at: new Date('2026-11-30T04:14:00Z') };
    await expect(reader().getObject(USER as ObjectId, type)).resolves.toMatchObject({ type, id: USER, whereabouts });
    await expect(reader().getObject(USER as ObjectId)).resolves.toMatchObject({ type, id: USER, whereabouts });
    await expect(reader().getObject(USER as ObjectId, 'group')).resolves.toBeUndefined();
  });

  it('of a kind that is not backed up is not found', async () => {
    graph.answers(`GET /directoryObjects/${USER}`, json({ '@odata.type': '#microsoft.graph.device', id: USER }));

    await expect(reader().getObject(USER as ObjectId)).resolves.toBeUndefined();
  });

  it('of unknown type may be a policy', async () => {
    graph.answers(`GET /identity/conditionalAccess/policies/${USER}`, json({ id: USER, displayName: 'MFA' }));

    await expect(reader().getObject(USER as ObjectId)).resolves.toMatchObject({ type: 'conditionalAccessPolicy' });
  });

  it('may be an application’s other id', async () => {
    graph.answers('GET /applications', list([{ id: GROUP, displayName: 'Payroll', appId: USER }]));

    await expect(reader().getObject(USER as ObjectId, 'application')).resolves.toMatchObject({
      id: GROUP,
      detail: USER,
    });
  });

  it.each(['../me', "x' or 1 eq 1", 'a%2Fb', 'ana@contoso.example'])('%p is no id: nobody is asked', async (text) => {
    await expect(reader().getObject(text as ObjectId)).resolves.toBeUndefined();
    await expect(reader().getObject(text as ObjectId, 'user')).resolves.toBeUndefined();
    expect(graph.asked).toEqual([]);
  });

  it('is not missing because Graph refused', async () => {
    graph.answers(`GET /users/${USER}`, status(403));

    await expect(reader().getObject(USER as ObjectId, 'user')).rejects.toMatchObject({ code: 'graph/forbidden' });
  });
});
