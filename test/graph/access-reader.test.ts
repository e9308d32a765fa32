import { createDirectoryReader } from '../../src/graph/directory-reader';
import type { AccessQuestion, DirectoryReader } from '../../src/recovery/ports';
import type { ObjectId } from '../../src/shared/ids';
import { SettableClock } from '../redis/settable-clock';
import { json, list, startPretendGraph, status, type PretendGraph } from './pretend-graph';

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${String(digit)}` as ObjectId;
const [MERGE, GRAPH, UMA, ASSIGNMENT, ROLE] = [id(1), id(2), id(3), id(4), id(5)];
/** As Microsoft writes them: letters count. */
const GRANT = 'l5eW7x0ga0-WDOntXzHateQDNpSH5-lPk9HjD3Sarjk' as ObjectId;

let graph: PretendGraph;
let reader: DirectoryReader;
beforeAll(async () => {
  graph = await startPretendGraph();
  reader = createDirectoryReader({ client: graph.client, clock: new SettableClock('2026-03-29T09:00:00Z'), administratorRoleIds: [], readerRoleIds: [] }); // prettier-ignore
});
afterAll(() => graph.close());
beforeEach(() => {
  graph.forget();
  graph.answers('POST /directoryObjects/getByIds', list([{ id: MERGE, displayName: 'Mail Merge Pro' }, { id: GRAPH, displayName: 'Microsoft Graph' }])); // prettier-ignore
});

const question = (more: Partial<AccessQuestion>): AccessQuestion => ({ grantIds: [], assignmentIds: [], servicePrincipalIds: [], ...more }); // prettier-ignore

describe('what a grant or an assignment gives', () => {
  it('is told of a grant for everybody, by its own id', async () => {
    graph.answers(`GET /oauth2PermissionGrants/${GRANT}`, json({ id: GRANT, clientId: MERGE, resourceId: GRAPH, consentType: 'AllPrincipals', principalId: null, scope: ' Mail.Read offline_access' })); // prettier-ignore

    await expect(reader.accessOf(question({ grantIds: [GRANT] }))).resolves.toEqual(
      new Map([
        [
          GRANT,
          {
            holder: { id: MERGE, name: 'Mail Merge Pro' },
            resource: { id: GRAPH, name: 'Microsoft Graph' },
            permissions: ['Mail.Read', 'offline_access'],
            isForAll: true,
          },
        ],
      ]),
    );
  });

  it('is told of one person’s grant, also where nobody knows the name', async () => {
    graph.answers(`GET /oauth2PermissionGrants/${GRANT}`, json({ id: GRANT, clientId: MERGE, resourceId: GRAPH, consentType: 'Principal', principalId: UMA, scope: null })); // prettier-ignore

    const told = await reader.accessOf(question({ grantIds: [GRANT] }));
    expect(told.get(GRANT)).toMatchObject({ permissions: [], isForAll: false, person: { id: UMA, name: undefined } });
  });

  it('is told of an assignment by the service principals beside it, with the role’s own name', async () => {
    const assignment = { id: ASSIGNMENT, appRoleId: ROLE.toUpperCase(), principalId: MERGE, resourceId: GRAPH };
    graph.answers(
      `GET /servicePrincipals/${MERGE}/appRoleAssignments`,
      list([assignment, { ...assignment, id: id(8) }]),
    );
    graph.answers(`GET /servicePrincipals/${MERGE}/appRoleAssignedTo`, list([]));
    graph.answers(`GET /servicePrincipals/${GRAPH}`, json({ id: GRAPH, appRoles: [{ id: ROLE, value: 'Mail.Send', displayName: 'Send mail' }] })); // prettier-ignore

    const told = await reader.accessOf(question({ assignmentIds: [ASSIGNMENT], servicePrincipalIds: [MERGE] }));
    expect([...told.keys()]).toEqual([ASSIGNMENT]);
    expect(told.get(ASSIGNMENT)).toMatchObject({ holder: { name: 'Mail Merge Pro' }, permissions: ['Mail.Send'] });
  });

  it('is nothing where Graph refuses, and no error', async () => {
    graph.answers(`GET /oauth2PermissionGrants/${GRANT}`, status(403));
    graph.answers(`GET /servicePrincipals/${MERGE}/appRoleAssignments`, status(404));

    const asked = question({ grantIds: [GRANT], assignmentIds: [ASSIGNMENT], servicePrincipalIds: [MERGE] });
    await expect(reader.accessOf(asked)).resolves.toEqual(new Map());
  });

  it('asks for nothing that could not be an id', async () => {
    await expect(reader.accessOf(question({ grantIds: ['../users' as ObjectId] }))).resolves.toEqual(new Map());
    expect(graph.asked.filter(({ method }) => method === 'GET')).toEqual([]);
  });
});

describe('what policies point to', () => {
  const POINTERS = [
    { id: MERGE, type: 'group' },
    { id: UMA, type: 'user' },
    { id: id(6), type: 'namedLocationPolicy' },
    { id: id(7), type: 'namedLocationPolicy' },
  ] as const;
  const LOCATIONS = 'GET /identity/conditionalAccess/namedLocations';

  it('is gone where the directory does not tell of it, with its name where that is still told', async () => {
    graph.answers(LOCATIONS, list([{ id: id(7), displayName: 'Branch offices' }]));
    graph.answers(`GET /directory/deletedItems/${UMA}`, json({ '@odata.type': '#microsoft.graph.user', id: UMA, displayName: 'Uma Xu', deletedDateTime: '2026-03-29T04:14:00Z' })); // prettier-ignore

    await expect(reader.goneAmong(POINTERS)).resolves.toEqual(new Map([[UMA, 'Uma Xu'], [id(6), undefined]])); // prettier-ignore
  });

  it.each([
    ['people and groups', 'POST /directoryObjects/getByIds'],
    ['named locations', LOCATIONS],
  ])('is not known where %s cannot be read', async (_what, call) => {
    graph.answers(LOCATIONS, list([]));
    graph.answers(call, status(403));

    await expect(reader.goneAmong(POINTERS)).resolves.toBeUndefined();
  });
});
