/** A token of our own that Graph refuses before its time: another one is fetched, a read is made again once, and a POST that does something never. */
import { createGraphClient, personalClient, type GraphClient } from '../../src/graph/client';
import { listSnapshots } from '../../src/graph/operations/snapshots';
import { getNamesByIds } from '../../src/graph/operations/people';
import { createPreviewJob } from '../../src/graph/operations/preview-jobs';
import { createRecoveryJob } from '../../src/graph/operations/recovery-jobs';
import type { RefusedToken } from '../../src/shared/access-token';
import { UnavailableError } from '../../src/shared/errors';
import { json, list, startPretendGraph, status, type PretendGraph } from './pretend-graph';
import { LIVE_SNAPSHOT, SNAPSHOT_LISTS, USER } from './recorded';

let graph: PretendGraph;
beforeAll(async () => (graph = await startPretendGraph()));
afterEach(() => {
  graph.forget();
});
afterAll(() => graph.close());

const SNAPSHOTS = 'GET /directory/recovery/snapshots';
const LOOK_UP = 'POST /directoryObjects/getByIds';
const startOf = (kind: string) => `POST /directory/recovery/snapshots/${LIVE_SNAPSHOT}/${kind}`;
const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1774774800"}}}';
const challenge = (claims: string) => ({
  'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
});

/** Hands out `token 1`, `token 2`, …: another one for each that was refused. */
function client() {
  const refused: RefusedToken[] = [];
  let current = 1;
  const made = createGraphClient(graph.settings, async (told) => {
    if (told) refused.push(told);
    if (told?.token === `token ${String(current)}`) current += 1;
    return await Promise.resolve(`token ${String(current)}`);
  });
  return { graphClient: made, refused };
}
const EVERYTHING = { snapshotId: LIVE_SNAPSHOT, scope: { kind: 'everything' } } as const;
const bearers = () => graph.asked.map(({ headers }) => headers.get('authorization'));

describe('a read', () => {
  it('is made again once with another token', async () => {
    const { graphClient, refused } = client();
    graph.answers(SNAPSHOTS, status(401), json(SNAPSHOT_LISTS.live));

    expect((await graphClient.call(listSnapshots, {})).answer.items).toHaveLength(2);
    expect(bearers()).toEqual(['Bearer token 1', 'Bearer token 2']);
    expect(refused).toEqual([{ token: 'token 1', claims: undefined }]);
    await graphClient.call(listSnapshots, {});
    expect(bearers().at(-1)).toBe('Bearer token 2');
  });

  it('asks for the next token with the claims of the challenge', async () => {
    const { graphClient, refused } = client();
    graph.answers(SNAPSHOTS, status(401, challenge(CLAIMS)), json(SNAPSHOT_LISTS.live));
    await graphClient.call(listSnapshots, {});

    expect(refused).toEqual([{ token: 'token 1', claims: CLAIMS }]);
  });

  it.each([['no base64 of JSON', 'not json'], ['no object', '[1]'], ['nothing', '']])(
    'goes on without claims where the challenge holds %s',
    async (_what, claims) => {
      const { graphClient, refused } = client();
      graph.answers(SNAPSHOTS, status(401, challenge(claims)), json(SNAPSHOT_LISTS.live));
      await graphClient.call(listSnapshots, {});

      expect(refused).toEqual([{ token: 'token 1', claims: undefined }]);
    },
  ); // prettier-ignore

  it('that is refused twice is an error of its own, and not asked a third time', async () => {
    graph.answers(SNAPSHOTS, status(401));

    const failure = await client().graphClient.call(listSnapshots, {}).catch((error: unknown) => error); // prettier-ignore
    expect(failure).toMatchObject({ code: 'graph/sign-on-refused' });
    expect(failure).toBeInstanceOf(UnavailableError);
    expect(graph.asked).toHaveLength(2);
  });

  it('is not made again with the same token', async () => {
    graph.answers(SNAPSHOTS, status(401));
    const graphClient = createGraphClient(graph.settings, () => Promise.resolve('the only one'));

    await expect(graphClient.call(listSnapshots, {})).rejects.toMatchObject({ code: 'graph/sign-on-refused' });
    expect(graph.asked).toHaveLength(1);
  });

  it('ends with the reason why no other token can be had', async () => {
    const refusedByEntra = new UnavailableError('identity/application-refused', 'invalid_client');
    graph.answers(SNAPSHOTS, status(401));
    const graphClient = createGraphClient(graph.settings, (told) => told ? Promise.reject(refusedByEntra) : Promise.resolve('old')); // prettier-ignore

    await expect(graphClient.call(listSnapshots, {})).rejects.toBe(refusedByEntra);
    expect(graph.asked).toHaveLength(1);
  });

  it('that is a POST which only asks is made again, too', async () => {
    graph.answers(LOOK_UP, status(401), list([{ id: USER, displayName: 'Aino' }]));

    const { answer } = await client().graphClient.call(getNamesByIds, { ids: [USER] });
    expect(answer.items).toEqual([{ id: USER, name: 'Aino' }]);
    expect(graph.asked.map(({ body }) => body)).toEqual([JSON.stringify({ ids: [USER] }), JSON.stringify({ ids: [USER] })]); // prettier-ignore
  });
});

describe('a start', () => {
  it.each([
    ['recoveryPreviewJobs', (made: GraphClient) => made.call(createPreviewJob, EVERYTHING)],
    ['recoveryJobs', (made: GraphClient) => made.call(createRecoveryJob, EVERYTHING)],
  ] as const)('of %s is never made again; the token is dropped all the same', async (kind, start) => {
    const { graphClient, refused } = client();
    graph.answers(startOf(kind), status(401, challenge(CLAIMS)));

    await expect(start(graphClient)).rejects.toMatchObject({ details: { status: 401 } }); // prettier-ignore
    expect(graph.asked).toHaveLength(1);
    expect(refused).toEqual([{ token: 'token 1', claims: CLAIMS }]);
  });

  it('with a person’s token is not made again, and the refusal is the person’s', async () => {
    graph.answers(SNAPSHOTS, status(401));

    await expect(personalClient(graph.settings, 'anas-own').call(listSnapshots, {})).rejects.toMatchObject({ code: 'graph/person-refused' }); // prettier-ignore
    expect(graph.asked).toHaveLength(1);
  });
});
