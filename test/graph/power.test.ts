import { createPower, type PowerOptions } from '../../src/graph/power';
import type { Scope } from '../../src/recovery/scope';
import { ROLES } from '../../src/sandbox/cast';
import { UnavailableError } from '../../src/shared/errors';
import type { ObjectId, PersonId, PreviewJobId, SnapshotId } from '../../src/shared/ids';
import { json, list, startPretendGraph, status, type PretendGraph } from './pretend-graph';
import { GROUP, LIVE_SNAPSHOT, PREVIEW_JOB, RECOVERY_JOB, USER } from './recorded';

let graph: PretendGraph;
beforeAll(async () => (graph = await startPretendGraph()));
afterEach(() => {
  graph.forget();
});
afterAll(() => graph.close());

const ANA = '00000000-0000-4000-8000-0000000000a1' as PersonId;
const CUSTOM = 'cccccccc-0000-4000-8000-00000000cccc';
/** Of a start, from the saved intent. */
const WITHIN_MS = 30_000;
const everything: Scope = { kind: 'everything' };
const PREVIEWS = `/directory/recovery/snapshots/${LIVE_SNAPSHOT}/recoveryPreviewJobs`;
const RECOVERIES = `/directory/recovery/snapshots/${LIVE_SNAPSHOT}/recoveryJobs`;
const CANCEL = `/directory/recovery/jobs/${RECOVERY_JOB}/microsoft.graph.entraRecoveryServices.cancel`;

const power = (changed: Partial<PowerOptions> = {}) =>
  createPower({
    graph: graph.settings,
    accessToken: 'anas-own-token',
    personId: ANA,
    administratorRoleIds: [ROLES.backupAdministrator, ROLES.globalAdministrator],
    readerRoleIds: [ROLES.backupReader],
    ...changed,
  });
const accepted = (path: string, id: string) =>
  status(202, { Location: `${graph.url}/v1.0${path}/${id}`, 'request-id': 'graph-1' });
const bodyOf = (index: number) => JSON.parse(graph.asked[index]?.body ?? '') as unknown;

describe('starting', () => {
  it('a preview answers with the new job’s id, and uses the person’s own token', async () => {
    graph.answers(`POST ${PREVIEWS}`, accepted(PREVIEWS, PREVIEW_JOB));

    const answer = await power().startPreview(LIVE_SNAPSHOT, everything, WITHIN_MS);
    expect(answer).toEqual({ kind: 'started', jobId: PREVIEW_JOB, graphRequestId: 'graph-1' });
    expect(graph.asked[0]?.headers.get('authorization')).toBe('Bearer anas-own-token');
    expect(bodyOf(0)).toEqual({});
  });

  it('a recovery of ids names every type once', async () => {
    graph.answers(`POST ${RECOVERIES}`, accepted(RECOVERIES, RECOVERY_JOB));
    const user = { type: 'user', id: USER as ObjectId, name: 'JD' } as const;
    const group = { type: 'group', id: GROUP as ObjectId, name: 'Team' } as const;
    const other = { ...user, id: RECOVERY_JOB as string as ObjectId };

    const scope: Scope = { kind: 'objects', objects: [user, group, user, other] };
    await expect(power().startRecovery(LIVE_SNAPSHOT, scope, WITHIN_MS)).resolves.toMatchObject({
      jobId: RECOVERY_JOB,
    });
    expect(bodyOf(0)).toEqual({
      filteringCriteria: {
        '@odata.type': '#microsoft.graph.entraRecoveryServices.recoveryJobEntityNameAndIdsFilter',
        filterValues: [
          { entityType: 'user', entityIds: [USER, RECOVERY_JOB] },
          { entityType: 'group', entityIds: [GROUP] },
        ],
      },
    });
  });

  it('by type brings grants and assignments with service principals', async () => {
    graph.answers(`POST ${PREVIEWS}`, accepted(PREVIEWS, PREVIEW_JOB));

    await power().startPreview(LIVE_SNAPSHOT, { kind: 'types', types: ['user', 'servicePrincipal'] }, WITHIN_MS);
    expect(bodyOf(0)).toEqual({
      filteringCriteria: {
        '@odata.type': '#microsoft.graph.entraRecoveryServices.recoveryJobEntityNamesFilter',
        entityTypes: ['user', 'servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment'],
      },
    });
  });
});

const stepUp = {
  'WWW-Authenticate': 'Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
};
const reference = 'graph-9';

describe('what became of a start', () => {
  it.each([
    ['another job runs', status(409), { kind: 'slotBusy' }],
    ['no role', status(403, { 'request-id': reference }), { kind: 'refused', because: 'roleMissing', reference }],
    ['a step-up is wanted', status(403, stepUp), { kind: 'refused', because: 'conditionalAccess' }],
    ['continuous evaluation', status(401, stepUp), { kind: 'refused', because: 'conditionalAccess' }],
    ['insufficient claims in the body', json({ error: { code: 'insufficient_claims', message: '' } }, { status: 403 }), { kind: 'refused', because: 'conditionalAccess' }], // prettier-ignore
    ['a token that is not taken', status(401), { kind: 'refused', because: 'signInNotTaken' }],
    ['no such snapshot', status(404), { kind: 'refused', because: 'snapshotGone' }],
    ['a strange scope', status(400), { kind: 'refused', because: 'badScope' }],
    ['another no', status(422), { kind: 'refused', because: 'other' }],
    ['too many requests', status(429), { kind: 'notAccepted', retryAfterMs: undefined }],
    [
      'too many requests for a while',
      status(429, { 'Retry-After': '90' }),
      { kind: 'notAccepted', retryAfterMs: 90_000 },
    ],
    ['nothing told', status(500), { kind: 'unclear' }],
    ['a gateway', status(502, {}, '<html>'), { kind: 'unclear' }],
    ['busy', status(503, { 'Retry-After': '0' }), { kind: 'unclear' }],
    ['a timeout behind the gateway', status(504), { kind: 'unclear' }],
    ['no Location', status(202), { kind: 'unclear' }],
    ['a Location at another host', status(202, { Location: `https://elsewhere.example/v1.0${PREVIEWS}/${PREVIEW_JOB}` }), { kind: 'unclear' }], // prettier-ignore
    ['a Location of something else', status(202, { Location: '/v1.0/users/1' }), { kind: 'unclear' }],
    ['a Location with a hostile id', status(202, { Location: `/v1.0${PREVIEWS}/%2e%2e%2fusers` }), { kind: 'unclear' }],
    ['another success', json({ id: PREVIEW_JOB }), { kind: 'unclear' }],
    ['a redirect', status(307, { Location: 'https://elsewhere.example/' }), { kind: 'unclear' }],
  ])('%s', async (_what, reply, expected) => {
    graph.answers(`POST ${PREVIEWS}`, reply);
    graph.answers(`POST ${RECOVERIES}`, reply);

    await expect(power().startPreview(LIVE_SNAPSHOT, everything, WITHIN_MS)).resolves.toMatchObject(expected);
    await expect(power().startRecovery(LIVE_SNAPSHOT, everything, WITHIN_MS)).resolves.toMatchObject(expected);
    expect(graph.asked).toHaveLength(2);
  });

  it('is unclear without an answer, and nothing is sent twice', async () => {
    graph.answers(`POST ${PREVIEWS}`, () => new Promise<Response>(() => undefined));

    const impatient = power({ graph: { ...graph.settings, timeoutMs: 30 } });
    await expect(impatient.startPreview(LIVE_SNAPSHOT, everything, WITHIN_MS)).resolves.toEqual({ kind: 'unclear' });
    expect(graph.asked).toHaveLength(1);
  });
});

describe('a start that has little time left', () => {
  const never = () => new Promise<Response>(() => undefined);

  it('ends with it: what came of it is unclear', async () => {
    graph.answers(`POST ${RECOVERIES}`, never);

    const startedAt = performance.now();
    await expect(power().startRecovery(LIVE_SNAPSHOT, everything, 40)).resolves.toEqual({ kind: 'unclear' });
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(graph.asked).toHaveLength(1);
  });

  it('is not made again where the pause is longer than that', async () => {
    graph.answers(`POST ${RECOVERIES}`, status(429, { 'Retry-After': '2' }));

    const answer = await power().startRecovery(LIVE_SNAPSHOT, everything, 1500);
    expect(answer).toEqual({ kind: 'notAccepted', retryAfterMs: 2000 });
    expect(graph.asked).toHaveLength(1);
  });

  it('made again has only the rest of it', async () => {
    graph.answers(`POST ${RECOVERIES}`, status(429, { 'Retry-After': '0' }), never);

    await expect(power().startRecovery(LIVE_SNAPSHOT, everything, 1000)).resolves.toEqual({ kind: 'unclear' });
    expect(graph.asked).toHaveLength(2);
  });

  it.each([0, -1])('is not made when %d ms are left', async (withinMs) => {
    await power().startRecovery(LIVE_SNAPSHOT, everything, withinMs);

    expect(graph.asked).toEqual([]);
  });
});

describe('nothing is sent', () => {
  const tooMany = Array.from({ length: 101 }, (_, index) => ({
    type: 'user' as const,
    id: `${USER}${index}` as ObjectId,
    name: '',
  }));

  it.each([
    ['101 ids', { kind: 'objects', objects: tooMany }],
    ['no ids', { kind: 'objects', objects: [] }],
    ['no types', { kind: 'types', types: [] }],
  ] satisfies [string, Scope][])('for a scope of %s', async (_what, scope) => {
    await expect(power().startRecovery(LIVE_SNAPSHOT, scope, WITHIN_MS)).resolves.toMatchObject({
      because: 'badScope',
    });
    expect(graph.asked).toEqual([]);
  });

  it('for a snapshot id or job id that is none', async () => {
    const refused = { kind: 'refused', because: 'other' };
    await expect(power().startPreview('../../users' as SnapshotId, everything, WITHIN_MS)).resolves.toMatchObject(
      refused,
    );
    await expect(power().cancel('../users' as PreviewJobId)).resolves.toMatchObject(refused);
    expect(graph.asked).toEqual([]);
  });
});

describe('cancelling', () => {
  it('is accepted without a body', async () => {
    graph.answers(
      `POST ${CANCEL}`,
      status(202, { Location: `${graph.url}/v1.0/directory/recovery/jobs/${RECOVERY_JOB}` }),
    );

    await expect(power().cancel(RECOVERY_JOB)).resolves.toMatchObject({ kind: 'started', jobId: RECOVERY_JOB });
    expect(graph.asked[0]?.body).toBe('');
  });

  it.each([
    [403, { kind: 'refused', because: 'roleMissing' }],
    [404, { kind: 'refused', because: 'other' }],
    [400, { kind: 'refused', because: 'other' }],
    [409, { kind: 'refused', because: 'other' }],
    [503, { kind: 'unclear' }],
  ])('after %d', async (code, expected) => {
    graph.answers(`POST ${CANCEL}`, status(code));

    await expect(power().cancel(RECOVERY_JOB)).resolves.toMatchObject(expected);
    expect(graph.asked).toHaveLength(1);
  });
});

describe('standing', () => {
  const ME = 'POST /me/checkMemberObjects';

  it.each([
    [[ROLES.backupAdministrator], 'administrator'],
    [[ROLES.backupReader, ROLES.globalAdministrator.toUpperCase()], 'administrator'],
    [[ROLES.backupReader], 'reader'],
    [[], 'none'],
    [['ffffffff-0000-4000-8000-00000000ffff'], 'none'],
  ])('of somebody who holds %j is %s', async (held, expected) => {
    graph.answers(ME, list(held));

    await expect(power().standing()).resolves.toBe(expected);
    expect(graph.asked[0]?.headers.get('authorization')).toBe('Bearer anas-own-token');
    expect(bodyOf(0)).toEqual({ ids: [ROLES.backupAdministrator, ROLES.globalAdministrator, ROLES.backupReader] });
  });

  it.each([400, 401, 403, 404, 500])('that cannot be asked (%d) is neither held nor missing', async (code) => {
    graph.answers(ME, status(code));

    await expect(power().standing()).rejects.toBeInstanceOf(UnavailableError);
  });

  it('through a custom role is looked up with the reading identity', async () => {
    graph.answers(ME, list([]));
    const custom = { roleDefinitionId: CUSTOM, principalId: ANA, directoryScopeId: '/' };
    graph.answers('GET /roleManagement/directory/roleAssignments', list([custom]));
    const options = { administratorRoleIds: [CUSTOM], reading: graph.client };

    await expect(power(options).standing()).resolves.toBe('administrator');
    expect(graph.asked[1]?.headers.get('authorization')).not.toBe('Bearer anas-own-token');
  });
});
