/** A page's token expires while a list is read: every list is read again from its first page, and comes out as if nothing had been. */
import { createAuditReader } from '../../src/graph/audit-reader';
import { createDirectoryReader } from '../../src/graph/directory-reader';
import { UnavailableError } from '../../src/shared/errors';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import type { Json, JsonObject } from '../../src/shared/json';
import { SettableClock } from '../redis/settable-clock';
import { json, list, startPretendGraph, status, TOKEN, type PretendGraph } from './pretend-graph';
import { LIVE_SNAPSHOT, PREVIEW_JOB, USER } from './recorded';

let graph: PretendGraph;
beforeAll(async () => (graph = await startPretendGraph()));
afterEach(() => {
  graph.forget();
});
afterAll(() => graph.close());

const ADMINISTRATOR = 'b6a27b2b-f905-4b2e-81b5-0d90e0ef1fdb';
const CUSTOM_ROLE = '0a1b2c3d-0000-4000-8000-000000000001';
const GROUP = '0a1b2c3d-0000-4000-8000-000000000002';
const APPLICATION = '0a1b2c3d-0000-4000-8000-000000000003';
const idOf = (number: number) => `0a1b2c3d-0000-4000-8000-1000000000${String(number).padStart(2, '0')}`;

const refusal = (code: string, message = '') => JSON.stringify({ error: { code, message } });
const expired = status(400, {}, refusal('Directory_ExpiredPageToken', 'The specified page token value has expired.'));

/** The answers to one reading of these pages; the third is refused as often as `times` says before it is given. */
function brokenOff(call: string, pages: readonly (readonly Json[])[], times: number) {
  const path = call.slice('GET '.length);
  const link = (page: number) => `${graph.url}/v1.0${encodeURI(path)}?$skiptoken=${String(page)}`;
  const given = pages.map((value, page) =>
    json({ value, ...(page + 1 < pages.length ? { '@odata.nextLink': link(page + 1) } : {}) }),
  );
  const attempts = Array.from({ length: times }, () => [...given.slice(0, 2), expired]);
  graph.answers(call, ...attempts.flat(), ...given);
}

const directory = () =>
  createDirectoryReader({
    client: graph.client,
    clock: new SettableClock('2026-03-29T09:00:00Z'),
    administratorRoleIds: [ADMINISTRATOR, CUSTOM_ROLE],
    readerRoleIds: [],
  });
const audit = () => createAuditReader(graph.settings, () => Promise.resolve(TOKEN));

const named = (number: number, changed: JsonObject = {}): JsonObject => ({
  id: idOf(number),
  displayName: `Person ${String(number)}`,
  userPrincipalName: `person${String(number)}@contoso.example`,
  accountEnabled: true,
  userType: 'Member',
  employeeId: String(number),
  ...changed,
});
const threeOf = (of: (number: number) => Json) => [[of(1), of(2)], [of(3)], [of(4)]];
const holding = (kind: 'user' | 'group', principalId: string): JsonObject => ({
  roleDefinitionId: CUSTOM_ROLE,
  principalId,
  directoryScopeId: '/',
  principal: { '@odata.type': `#microsoft.graph.${kind}`, id: principalId },
});
const event = (number: number): JsonObject => ({
  id: `Directory_${String(number)}`,
  category: 'UserManagement',
  result: 'success',
  activityDisplayName: 'Update user',
  activityDateTime: `2026-03-29T08:0${String(number)}:00Z`,
  initiatedBy: { app: null, user: { id: USER, displayName: 'Aino', userPrincipalName: 'aino@contoso.example' } },
  targetResources: [{ id: idOf(number), displayName: 'Aino', type: 'User', modifiedProperties: [] }],
});
const snapshot = (number: number): JsonObject => ({ id: `snapshot-${String(number)}`, createdDateTime: `2026-03-2${String(number)}T00:00:00Z` }); // prettier-ignore
const job = (number: number): JsonObject => ({
  id: idOf(number),
  '@odata.type': '#microsoft.graph.entraRecoveryServices.recoveryPreviewJob',
  status: 'successful',
  jobStartDateTime: `2026-03-2${String(number)}T00:00:00Z`,
});

const ASSIGNMENTS = 'GET /roleManagement/directory/roleAssignments';
const ELIGIBILITIES = 'GET /roleManagement/directory/roleEligibilityScheduleInstances';

interface Case {
  readonly call: string;
  readonly pages: readonly (readonly Json[])[];
  readonly read: () => Promise<unknown>;
  /** What else is asked on the way. */
  readonly besides?: () => void;
}

const membersOf = (groupId: string) => `GET /groups/${groupId}/transitiveMembers/microsoft.graph.user`;

const CASES: Readonly<Record<string, Case>> = {
  'the snapshots': { call: 'GET /directory/recovery/snapshots', pages: threeOf(snapshot), read: () => graph.backup.listSnapshots() }, // prettier-ignore
  'the jobs': { call: 'GET /directory/recovery/jobs', pages: threeOf(job), read: () => graph.backup.listJobs() },
  'the audit log': {
    call: 'GET /auditLogs/directoryAudits',
    pages: threeOf(event),
    read: () => audit().events({ since: new Date('2026-03-29T00:00:00Z'), limit: 10 }),
  },
  'holders of a role': {
    call: ASSIGNMENTS,
    pages: threeOf((number) => holding('user', idOf(number))),
    read: () => directory().approverCandidates(),
    besides: () => {
      graph.answers(ELIGIBILITIES, list([]));
      for (const number of [1, 2, 3, 4]) graph.answers(`GET /users/${idOf(number)}`, json(named(number)));
    },
  },
  'people who may activate a role': {
    call: ELIGIBILITIES,
    pages: threeOf((number) => holding('user', idOf(number))),
    read: () => directory().approverCandidates(),
    besides: () => {
      graph.answers(ASSIGNMENTS, list([]));
      for (const number of [1, 2, 3, 4]) graph.answers(`GET /users/${idOf(number)}`, json(named(number)));
    },
  },
  'members of a group that holds a role': {
    call: membersOf(GROUP),
    pages: threeOf(named),
    read: () => directory().approverCandidates(),
    besides: () => {
      graph.answers(ASSIGNMENTS, list([holding('group', GROUP)]));
      graph.answers(ELIGIBILITIES, list([]));
    },
  },
  'accounts of one employee number': {
    call: 'GET /users',
    pages: threeOf(named),
    read: () => directory().accountsWithEmployeeId('7'),
  },
  'people by name': { call: 'GET /users', pages: threeOf(named), read: () => directory().findObjects({ name: 'Person', type: 'user' }) }, // prettier-ignore
  'an application by its application id': {
    call: 'GET /applications',
    pages: [[], [], [named(1)]],
    read: () => directory().getObject(APPLICATION as ObjectId, 'application'),
  },
  'the policies as they are': {
    call: 'GET /identity/conditionalAccess/policies',
    pages: threeOf((number) => ({ id: idOf(number), displayName: 'Require MFA', state: 'enabled', conditions: {} })),
    read: () => directory().policiesNow(),
  },
  'custom roles of a person': {
    call: ASSIGNMENTS,
    pages: threeOf((number) => holding('user', idOf(number))),
    read: () => directory().standingOf(USER as PersonId),
    besides: () => {
      graph.answers(`POST /users/${USER}/checkMemberObjects`, list([]));
    },
  },
};
const NAMES = Object.keys(CASES);

describe.each(NAMES)('%s', (name) => {
  const { call, pages, read, besides } = CASES[name] as Case;
  const readBroken = async (times: number) => {
    graph.forget();
    besides?.();
    brokenOff(call, pages, times);
    return await read();
  };

  it.each([1, 5])('come out the same after %d expired page tokens', async (times) => {
    const undisturbed = await readBroken(0);
    const askedUndisturbed = graph.asked.length;

    expect(await readBroken(times)).toEqual(undisturbed);
    expect(graph.asked.length).toBeGreaterThanOrEqual(askedUndisturbed + 3 * times);
  });
});

describe('a sixth time', () => {
  it.each(['the snapshots', 'holders of a role', 'people by name'])(
    '%s are tried later, not given up',
    async (name) => {
      const { call, pages, read, besides } = CASES[name] as Case;
      besides?.();
      brokenOff(call, pages, 6);

      const failure = await read().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UnavailableError);
      expect(failure).toMatchObject({ code: 'graph/page-expired' });
    },
  );

  it('the audit log is away', async () => {
    const { call, pages, read } = CASES['the audit log'] as Case;
    brokenOff(call, pages, 6);

    await expect(read()).resolves.toEqual({ kind: 'unknown', because: 'away' });
  });
});

describe('what is refused', () => {
  const CHANGES = `/directory/recovery/snapshots/${LIVE_SNAPSHOT}/recoveryPreviewJobs/${PREVIEW_JOB}/microsoft.graph.entraRecoveryServices.getChanges`; // prettier-ignore
  const withNext = () => json({ value: [], '@odata.nextLink': `${graph.url}/v1.0${CHANGES}?$skiptoken=2` });
  const readChanges = async () => {
    for await (const page of graph.backup.changePages(LIVE_SNAPSHOT, PREVIEW_JOB)) expect(page).toEqual([]);
  };

  it.each([
    ['an expired token', 400, 'Directory_ExpiredPageToken'],
    ['a token of a repeated call', 400, 'DirectoryPageTokenNotFoundException'],
    ['a token in words of the recovery API, whose codes are documented nowhere', 400, 'BadRequest'],
    ['a list that is not there under this link', 404, 'ResourceNotFound'],
    ['a link that is gone', 410, 'Gone'],
  ])('on a further page is a page that expired: %s', async (_what, code, graphCode) => {
    graph.answers(`GET ${CHANGES}`, withNext(), status(code, {}, refusal(graphCode)));

    await expect(readChanges()).rejects.toMatchObject({ code: 'graph/page-expired' });
  });

  it.each([
    [403, 'graph/forbidden'],
    [409, 'graph/conflict'],
  ])('with %d on a further page is what it is on the first', async (code, ours) => {
    graph.answers(`GET ${CHANGES}`, withNext(), status(code));

    await expect(readChanges()).rejects.toMatchObject({ code: ours });
  });

  it.each([400, 404, 410])('with %d on the first page is a definite no', async (code) => {
    graph.answers(`GET ${CHANGES}`, status(code, {}, refusal('Directory_ExpiredPageToken')));

    const failure = await readChanges().catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(UnavailableError);
    expect(graph.asked).toHaveLength(1);
  });
});
