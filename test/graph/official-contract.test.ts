/** Every request that Rewind makes, and every answer its tests play, held against the official description. */
import type { GraphClient } from '../../src/graph/client';
import { requestOf, type Operation, type OperationFacts } from '../../src/graph/operation';
import { OPERATIONS } from '../../src/graph/operations';
import { cancelJob, listJobs } from '../../src/graph/operations/jobs';
import { checkMemberObjects } from '../../src/graph/operations/people';
import { createPreviewJob, getChanges, getPreviewJob } from '../../src/graph/operations/preview-jobs';
import { createRecoveryJob, getFailedChanges, getRecoveryJob } from '../../src/graph/operations/recovery-jobs';
import { listRoleAssignments, listRoleEligibilities } from '../../src/graph/operations/roles';
import { listSnapshots } from '../../src/graph/operations/snapshots';
import type { Scope } from '../../src/recovery/scope';
import type { ObjectId } from '../../src/shared/ids';
import type { JsonObject } from '../../src/shared/json';
import { isContractThere, readContract, shapeOf } from './official-contract';
import { list, startPretendGraph, status, type PretendGraph } from './pretend-graph';
import {
  CHANGES, FAILED_CHANGES, GROUP, JOB_LISTS, JOBS, LIVE_SNAPSHOT, RECOVERY_JOB, RUNNING_RECOVERY, SNAPSHOT_LISTS, USER,
} from './recorded'; // prettier-ignore

const onlyWithContract = isContractThere ? describe : describe.skip;
if (!isContractThere)
  console.warn('SKIPPED: no OpenAPI of Graph found; set REWIND_CONTRACT_FOLDER to hold the client against it');

const contract = isContractThere ? readContract() : new Map<string, never>();
const SCOPES: readonly Scope[] = [
  { kind: 'everything' },
  { kind: 'types', types: ['user', 'servicePrincipal', 'organization'] },
  { kind: 'objects', objects: [{ type: 'group', id: GROUP as ObjectId, name: 'Team' }] },
];

function sent<Input extends object>(operation: Operation<Input, unknown>, ...inputs: readonly Input[]) {
  const calls = inputs.map((input) => ({
    ...requestOf(operation, input),
    send: (client: GraphClient) => client.call(operation, input),
  }));
  return { operation, calls };
}
const job = { snapshotId: LIVE_SNAPSHOT, jobId: RECOVERY_JOB };
const filter = `roleDefinitionId eq '${USER}'`;
const starts = SCOPES.map((scope) => ({ snapshotId: LIVE_SNAPSHOT, scope }));

const SENT = [
  sent(listSnapshots, {}),
  sent(createPreviewJob, ...starts),
  sent(getPreviewJob, job),
  sent(getChanges, job),
  sent(createRecoveryJob, ...starts),
  sent(getRecoveryJob, job),
  sent(getFailedChanges, job),
  sent(listJobs, {}),
  sent(cancelJob, { jobId: RECOVERY_JOB }),
  sent(checkMemberObjects, { personId: USER, ids: Array.from({ length: 20 }, () => USER) }),
  sent(listRoleAssignments, { filter }),
  sent(listRoleEligibilities, { filter }),
];

const describedBy = ({ method, path }: OperationFacts) => contract.get(shapeOf(method, path));

function parametersOf(operation: OperationFacts) {
  const parameters =
    describedBy(operation)?.described.parameters?.filter((parameter) => parameter.in === 'query') ?? [];
  const namesOf = (some: typeof parameters) => some.map(({ name }) => name);
  return { all: namesOf(parameters), required: namesOf(parameters.filter(({ required }) => required)) };
}

function bodyProblems(operation: OperationFacts, body: string): readonly string[] {
  const official = describedBy(operation);
  if (official?.described.requestBody) return official.problemsOf('request', JSON.parse(body));
  return body === '' ? [] : ['a body that is not described'];
}

onlyWithContract('the official description', () => {
  let graph: PretendGraph;
  beforeAll(async () => (graph = await startPretendGraph()));
  afterEach(() => {
    graph.forget();
  });
  afterAll(() => graph.close());

  it('knows every recovery and role operation, which are all sent here', () => {
    const official = OPERATIONS.filter(({ path }) => /^\/(directory\/recovery|roleManagement)\//.test(path));

    expect(official.filter((operation) => !describedBy(operation))).toEqual([]);
    expect(official.filter((operation) => !SENT.some((one) => one.operation === operation))).toEqual([]);
  });

  it.each(SENT)('takes what $operation.name sends', async ({ operation, calls }) => {
    const known = parametersOf(operation);
    for (const { send } of calls) await send(graph.client).catch(() => undefined);

    expect(graph.asked).toHaveLength(calls.length);
    for (const { query } of graph.asked) {
      expect(known.all).toEqual(expect.arrayContaining(Object.keys(query)));
      expect(Object.keys(query)).toEqual(expect.arrayContaining(known.required));
    }
    expect(graph.asked.flatMap(({ body }) => bodyProblems(operation, body))).toEqual([]);
  });

  it.each(SENT)('has the status that $operation.name expects', ({ operation }) => {
    expect(Object.keys(describedBy(operation)?.described.responses ?? {})).toContain(String(operation.status));
  });

  it.each([
    [listSnapshots, SNAPSHOT_LISTS.documented],
    [listSnapshots, SNAPSHOT_LISTS.live],
    [listJobs, JOB_LISTS.documented],
    [getPreviewJob, JOBS.preview],
    [getRecoveryJob, JOBS.recovery],
    [getRecoveryJob, RUNNING_RECOVERY],
    [getChanges, CHANGES.documented],
    [getFailedChanges, FAILED_CHANGES],
  ] satisfies [OperationFacts, JsonObject][])('has the shape of what the tests play: %#', (operation, body) => {
    expect(describedBy(operation)?.problemsOf(operation.status, body)).toEqual([]);
  });

  it('would notice: a wrong enum member, a parameter of our own', () => {
    const wrong = { filteringCriteria: { entityTypes: ['users'] } };

    expect(describedBy(createPreviewJob)?.problemsOf('request', wrong)).not.toEqual([]);
    expect(describedBy(listSnapshots)?.problemsOf(200, { value: [{ id: 1 }] })).not.toEqual([]);
  });
});

describe('the list of operations', () => {
  it('names each once, and asks with the qualified names of functions', () => {
    const names = OPERATIONS.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    for (const { path } of OPERATIONS.filter(({ path: text }) => /get(Failed)?Changes|cancel$/.test(text))) {
      expect(path).toMatch(/\/microsoft\.graph\.entraRecoveryServices\.\w+$/);
    }
  });

  it('has no application permission for anything that starts or stops', () => {
    const changing = OPERATIONS.filter(({ status: code }) => code === 202);

    expect(changing.map(({ name }) => name)).toEqual(['createPreviewJob', 'createRecoveryJob', 'cancelJob']);
    expect(changing.filter(({ permission }) => permission.application !== undefined)).toEqual([]);
  });

  it('reads with the six permissions of the reading identity at most', () => {
    const granted = [
      'AuditLog.Read.All',
      'EntraBackup.Read.All',
      'RoleManagement.Read.Directory',
      'Directory.Read.All',
      'Policy.Read.All',
    ];

    expect([...new Set(OPERATIONS.flatMap(({ permission }) => permission.application ?? []))].sort()).toEqual(
      granted.sort(),
    );
  });

  it('is asked below the version of the settings', async () => {
    const graph = await startPretendGraph();
    graph.answers('GET /directory/recovery/snapshots', status(404), list([]));
    await expect(graph.clientWith({ version: 'beta' }).call(listSnapshots, {})).rejects.toMatchObject({
      code: 'graph/not-found',
    });
    await expect(graph.clientWith({ version: 'beta' }).call(listSnapshots, {})).resolves.toHaveProperty('answer');
    await graph.close();
  });
});
