import { z } from 'zod/v4';
import { createGraphClient, personalClient } from '../../src/graph/client';
import { operation, type Method } from '../../src/graph/operation';
import { UnavailableError } from '../../src/shared/errors';
import type { SnapshotId } from '../../src/shared/ids';
import { listJobs } from '../../src/graph/operations/jobs';
import { getPerson } from '../../src/graph/operations/people';
import { createPreviewJob } from '../../src/graph/operations/preview-jobs';
import { listSnapshots } from '../../src/graph/operations/snapshots';
import { json, list, startPretendGraph, status, TOKEN, type PretendGraph } from './pretend-graph';
import { LIVE_SNAPSHOT, SNAPSHOT_LISTS, USER } from './recorded';

let graph: PretendGraph;
let elsewhere: PretendGraph;
beforeAll(async () => {
  graph = await startPretendGraph();
  elsewhere = await startPretendGraph();
});
afterEach(() => {
  graph.forget();
  elsewhere.forget();
});
afterAll(async () => {
  await graph.close();
  await elsewhere.close();
});

const SNAPSHOTS = 'GET /directory/recovery/snapshots';
const START = `POST /directory/recovery/snapshots/${LIVE_SNAPSHOT}/recoveryPreviewJobs`;
const start = () => graph.client.call(createPreviewJob, { snapshotId: LIVE_SNAPSHOT, scope: { kind: 'everything' } });
const readSnapshots = () => graph.client.call(listSnapshots, {});
const headersOf = (index: number) => graph.asked[index]?.headers;

describe('a call', () => {
  it('carries the token, the wish for all enum members, and an id of its own', async () => {
    graph.answers(SNAPSHOTS, json(SNAPSHOT_LISTS.live));
    await readSnapshots();
    await readSnapshots();

    expect(headersOf(0)?.get('authorization')).toBe(`Bearer ${TOKEN}`);
    expect(headersOf(0)?.get('prefer')).toBe('include-unknown-enum-members');
    expect(headersOf(0)?.get('client-request-id')).not.toBe(headersOf(1)?.get('client-request-id'));
  });

  it('is made with the person’s token by a personal client', async () => {
    graph.answers(SNAPSHOTS, json(SNAPSHOT_LISTS.live));
    await personalClient(graph.settings, 'anas-own').call(listSnapshots, {});

    expect(headersOf(0)?.get('authorization')).toBe('Bearer anas-own');
  });

  it('is logged in one line without names, bodies or tokens', async () => {
    graph.answers(SNAPSHOTS, json(SNAPSHOT_LISTS.live, { headers: { 'request-id': 'graph-7' } }));
    await readSnapshots();

    expect(graph.logged).toEqual([
      { operation: 'listSnapshots', status: 200, durationMs: expect.any(Number) as number, graphRequestId: 'graph-7' },
    ]);
  });

  it('sends a POST with its body as JSON', async () => {
    graph.answers(START, status(400));
    await expect(start()).rejects.toMatchObject({ code: 'graph/bad-request' });

    expect(graph.asked[0]?.body).toBe('{}');
    expect(headersOf(0)?.get('content-type')).toBe('application/json');
  });

  it('does not follow a redirect, so the token stays at home', async () => {
    graph.answers(SNAPSHOTS, status(302, { Location: `${elsewhere.url}/v1.0/directory/recovery/snapshots` }));

    await expect(readSnapshots()).rejects.toMatchObject({ code: 'graph/contract-broken' });
    expect(elsewhere.asked).toEqual([]);
  });

  it('is not made when the token cannot be had, and the reason is passed on', async () => {
    const away = new UnavailableError('identity/entra-away', 'no token');
    const client = createGraphClient(graph.settings, () => Promise.reject(away));

    await expect(client.call(listSnapshots, {})).rejects.toBe(away);
    expect(graph.asked).toEqual([]);
  });
});

describe('a method', () => {
  const PATH = '/servicePrincipals/{id}/synchronization/jobs/{job}';
  const JOB = `Scim.${USER.replaceAll('-', '')}.${USER}`;
  const through = (method: Method) =>
    operation({ name: method, method, path: PATH, ids: { job: /^[\w.-]{4,128}$/ }, status: 204, permission: {}, answer: z.unknown(), ...(method === 'GET' || method === 'DELETE' ? {} : { body: () => ({ a: 1 }) }) }); // prettier-ignore
  const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

  it.each(METHODS)('%s is sent as what it is, once, with an id that holds dots', async (method) => {
    graph.answers(`${method} /servicePrincipals/${USER}/synchronization/jobs/${JOB}`, status(204));
    await graph.client.call(through(method), { id: USER, job: JOB });

    expect(graph.asked.map((call) => call.method)).toEqual([method]);
    expect(graph.asked[0]?.body).toBe(method === 'GET' || method === 'DELETE' ? '' : '{"a":1}');
  });

  it.each(METHODS.filter((method) => method !== 'GET'))('%s is not repeated where Graph is away', async (method) => {
    graph.answers(`${method} /servicePrincipals/${USER}/synchronization/jobs/${JOB}`, status(503));

    await expect(graph.client.call(through(method), { id: USER, job: JOB })).rejects.toMatchObject({
      code: 'graph/unavailable',
    });
    expect(graph.asked).toHaveLength(1);
  });

  it.each(['..', '.', 'a/b', 'a%2Fb'])('an id of its own pattern is no way out: %s', async (job) => {
    await expect(graph.client.call(through('PUT'), { id: USER, job })).rejects.toMatchObject({
      code: 'graph/invalid-id',
    });
    expect(graph.asked).toEqual([]);
  });
});

describe('what is refused', () => {
  it.each([
    [400, 'graph/bad-request'],
    [403, 'graph/forbidden'],
    [404, 'graph/not-found'],
    [409, 'graph/conflict'],
    [410, 'graph/refused'],
  ])('%d is a definite no: %s', async (code, expected) => {
    graph.answers(SNAPSHOTS, json({ error: { code: 'Some_Code', message: 'Ana Ruiz', innerError: { 'request-id': 'r-1' } } }, { status: code })); // prettier-ignore

    const error: unknown = await readSnapshots().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expected, details: { graphCode: 'Some_Code', graphRequestId: 'r-1' } });
    expect(String(error)).not.toContain('Ana Ruiz');
    expect(graph.asked).toHaveLength(1);
  });

  it.each([
    ['HTML of a proxy', 502, '<html>Bad gateway</html>'],
    ['nothing at all', 500, null],
    ['an error as text', 503, '{"error":"temporarily_unavailable"}'],
    ['an envelope of another kind', 504, '{"Message":"late"}'],
    ['an error of null', 500, '{"error":null}'],
  ])('%s is Graph being away', async (_what, code, body) => {
    graph.answers(START, status(code, { 'Retry-After': '7' }, body));

    await expect(start()).rejects.toMatchObject({
      code: 'graph/unavailable',
      retryAfterMs: 7000,
      details: { status: code },
    });
    await expect(start()).rejects.toBeInstanceOf(UnavailableError);
  });

  it('401 waits for a fresh token', async () => {
    graph.answers(SNAPSHOTS, status(401));

    await expect(readSnapshots()).rejects.toMatchObject({ code: 'graph/sign-on-refused' });
    await expect(readSnapshots()).rejects.toBeInstanceOf(UnavailableError);
  });

  it.each([
    ['no JSON', '<html>Welcome</html>'],
    ['another shape', '{"value":"none"}'],
    ['nothing', null],
  ])('a success that holds %s breaks the contract', async (_what, body) => {
    graph.answers(SNAPSHOTS, status(200, {}, body));

    await expect(readSnapshots()).rejects.toMatchObject({ code: 'graph/contract-broken' });
  });

  it('a page of more than 64 MB is not read to its end', async () => {
    let sent = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull: (stream) => {
          sent += 1;
          stream.enqueue(new Uint8Array(4 * 1024 * 1024).fill(32));
          if (sent > 40) stream.close();
        },
      });
    graph.answers(SNAPSHOTS, () => new Response(endless(), { status: 200 }));

    await expect(readSnapshots()).rejects.toMatchObject({ code: 'graph/contract-broken' });
    expect(sent).toBeLessThan(40);
  });
});

describe('repeating', () => {
  it('asks again with a GET until Graph has recovered', async () => {
    const later = { 'Retry-After': '0' };
    graph.answers(SNAPSHOTS, status(503, later), status(429, later), json(SNAPSHOT_LISTS.live));

    expect((await readSnapshots()).answer.items).toHaveLength(2);
    expect(graph.asked).toHaveLength(3);
  });

  it('asks again when the body breaks off', async () => {
    const serverComplains = jest.spyOn(console, 'error').mockReturnValue();
    const broken = () =>
      new ReadableStream({
        start: (stream) => {
          stream.enqueue(new TextEncoder().encode('{"value":['));
          stream.error(new Error('gone'));
        },
      });
    graph.answers(SNAPSHOTS, () => new Response(broken()), json(SNAPSHOT_LISTS.live));

    expect((await readSnapshots()).answer.items).toHaveLength(2);
    serverComplains.mockRestore();
  });

  it('gives up when Graph asks for more time than the budget has, and says how much', async () => {
    graph.answers(SNAPSHOTS, status(429, { 'Retry-After': '120' }));

    await expect(readSnapshots()).rejects.toMatchObject({ code: 'graph/unavailable', retryAfterMs: 120_000 });
    expect(graph.asked).toHaveLength(1);
  });

  it.each([500, 502, 503, 504])('never makes a POST again after %d', async (code) => {
    graph.answers(START, status(code, { 'Retry-After': '0' }));

    await expect(start()).rejects.toBeInstanceOf(UnavailableError);
    expect(graph.asked).toHaveLength(1);
  });

  it('makes a POST again after 429 with Retry-After, and not without', async () => {
    const made = `${graph.url}/v1.0${START.slice('POST '.length)}/33333333-cccc-4ccc-8ccc-000000000003`;
    graph.answers(START, status(429, { 'Retry-After': '0' }), status(202, { Location: made }));
    expect((await start()).answer).toBe('33333333-cccc-4ccc-8ccc-000000000003');
    expect(graph.asked).toHaveLength(2);

    graph.answers(START, status(429));
    await expect(start()).rejects.toMatchObject({ details: { status: 429 } });
    expect(graph.asked).toHaveLength(3);
  });
});

describe('without an answer', () => {
  const never = () => new Promise<Response>(() => undefined);

  it('a try ends at its timeout', async () => {
    graph.answers(SNAPSHOTS, never);
    const client = graph.clientWith({ timeoutMs: 30, retryBudgetMs: 0 });

    await expect(client.call(listSnapshots, {})).rejects.toMatchObject({ details: { noAnswer: 'timeout' } });
  });

  it('a call ends when the process shuts down, also in the pause between two tries', async () => {
    const shutdown = new AbortController();
    graph.answers(SNAPSHOTS, () => {
      setImmediate(() => {
        shutdown.abort();
      });
      return new Response(null, { status: 503, headers: { 'Retry-After': '15' } });
    });
    const client = graph.clientWith({ signal: shutdown.signal });

    await expect(client.call(listSnapshots, {})).rejects.toMatchObject({ details: { noAnswer: 'aborted' } });
    await expect(client.call(listJobs, {})).rejects.toMatchObject({ details: { noAnswer: 'aborted' } });
    expect(graph.asked).toHaveLength(1);
  });

  it('nobody listening is Graph being away', async () => {
    const client = graph.clientWith({ baseUrl: 'https://localhost:1', retryBudgetMs: 0 });

    await expect(client.call(listSnapshots, {})).rejects.toMatchObject({ details: { noAnswer: 'network' } });
  });
});

describe('ids', () => {
  it.each(['../../users', '..%2f..%2fusers', "x' or 1 eq 1"])('%p never reaches Graph', async (id) => {
    await expect(graph.client.call(getPerson, { id })).rejects.toMatchObject({ code: 'graph/invalid-id' });
    await expect(
      graph.client.call(createPreviewJob, { snapshotId: id as SnapshotId, scope: { kind: 'everything' } }),
    ).rejects.toMatchObject({ code: 'graph/invalid-id' });
    expect(graph.asked).toEqual([]);
  });

  it('reach Graph as they are where they are ids', async () => {
    graph.answers(`GET /users/${USER}`, list([]));
    await graph.client.call(getPerson, { id: USER }).catch(() => undefined);

    expect(graph.asked[0]?.path).toBe(`/users/${USER}`);
  });
});
