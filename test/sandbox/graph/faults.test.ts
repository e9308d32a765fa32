import { createWorld, errorOf } from './pretend-world';
import { serveOnLoopback, type LoopbackServer } from '../../../src/sandbox/loopback-server';
import { testCertificates } from '../../support/certificates';

const SNAPSHOTS = '/directory/recovery/snapshots';
const PREVIEWS = { method: 'POST', path: '*/recoveryPreviewJobs' };

describe('faults', () => {
  it('throttle the next answers that match, with a time to wait', async () => {
    const world = createWorld();
    world.faults.add({ fault: { kind: 'throttled', retryAfterSeconds: 7 }, method: 'get', path: SNAPSHOTS, times: 2 });
    const [jobs, first, second, third] = [
      await world.get('/directory/recovery/jobs'),
      await world.get(SNAPSHOTS),
      await world.get(`/beta${SNAPSHOTS}?$top=1`),
      await world.get(SNAPSHOTS),
    ];

    expect([jobs, first, second, third].map(({ status }) => status)).toEqual([200, 429, 429, 200]);
    expect(first.headers.get('retry-after')).toBe('7');
    expect(errorOf(first).code).toBe('TooManyRequests');
    expect(world.faults.pending()).toEqual([]);
  });

  it.each(['throttled', 'unavailable', 'htmlBadGateway', 'emptyError', 'textError', 'dropBefore'] as const)(
    '%s starts nothing',
    async (kind) => {
      const world = createWorld();
      world.faults.add({ fault: { kind }, ...PREVIEWS });
      const outcome = await world.start('preview').then(({ answer }) => answer.status, () => 'dropped'); // prettier-ignore

      expect(outcome).toBe({ throttled: 429, unavailable: 503, htmlBadGateway: 502, emptyError: 500, textError: 500, dropBefore: 'dropped' }[kind]); // prettier-ignore
      expect(world.state.jobs.list()).toEqual([]);
      expect((await world.start('preview')).answer.status).toBe(202);
    },
  );

  it('time out after the preview was accepted: it runs', async () => {
    const world = createWorld();
    world.faults.add({ fault: { kind: 'timeoutAfterAccepting' }, ...PREVIEWS });
    const { answer } = await world.start('preview');

    expect(answer.status).toBe(504);
    expect(answer.headers.get('location')).toBeNull();
    expect(world.inspect.startedPreviews()).toHaveLength(1);
    expect((await world.start('preview')).answer.status).toBe(409);
  });

  it('slow an answer down and change nothing else', async () => {
    const world = createWorld();
    world.faults.add({ fault: { kind: 'slow', ms: 1 } });

    expect((await world.get(SNAPSHOTS)).status).toBe(200);
  });

  it('expire the token of a further page, after those that were served, and leave first pages alone', async () => {
    const world = createWorld();
    world.faults.add({ fault: { kind: 'expiredPageToken' }, path: '/users', after: 1 });
    const statuses: number[] = [];
    for (const query of ['', '&$skiptoken=b2Zmc2V0OjE', '', '&$skiptoken=b2Zmc2V0OjE', '&$skiptoken=b2Zmc2V0OjE']) {
      const answer = await world.get(`/users?$top=1${query}`);
      statuses.push(answer.status);
      if (answer.status === 400) expect(errorOf(answer).code).toBe('Directory_ExpiredPageToken');
    }

    expect(statuses).toEqual([200, 200, 200, 400, 200]);
  });

  it('can be taken back', async () => {
    const world = createWorld();
    world.faults.add({ fault: { kind: 'htmlBadGateway' }, times: 100 });
    world.faults.clear();

    expect((await world.get(SNAPSHOTS)).status).toBe(200);
  });
});

describe('a dropped connection', () => {
  let server: LoopbackServer | undefined;
  afterEach(() => server?.close());

  it.each([
    ['dropBefore', 0],
    ['dropAfter', 1],
  ] as const)('%s: the client sees no answer, and %i previews run', async (kind, count) => {
    const world = createWorld();
    server = await serveOnLoopback(world.app.fetch, { certificates: await testCertificates() });
    world.faults.add({ fault: { kind }, ...PREVIEWS });
    const request = () =>
      fetch(`${server?.url ?? ''}/v1.0${SNAPSHOTS}/${world.newest()}/recoveryPreviewJobs`, {
        method: 'POST',
        headers: { authorization: 'Bearer ana' },
      });

    await expect(request()).rejects.toThrow('fetch failed');
    expect(world.inspect.startedPreviews()).toHaveLength(count);
    expect(world.inspect.calls()).toMatchObject([{ method: 'POST', status: undefined }]);

    const next = await request();

    expect(next.status).toBe(count === 1 ? 409 : 202);
    if (next.status === 202)
      expect(next.headers.get('location')).toMatch(new RegExp(`^${server.url}/v1\\.0/directory/`));
  });
});

describe('every answer', () => {
  it('has a request id, and errors have the envelope', async () => {
    const world = createWorld();
    const answer = await world.get('/directory/recovery/jobs/unknown', { headers: { 'client-request-id': 'mine' } });
    const requestId = answer.headers.get('request-id');

    expect(answer.headers.get('client-request-id')).toBe('mine');
    expect(answer.body['error']).toMatchObject({
      code: 'NotFound',
      innerError: { 'request-id': requestId, 'client-request-id': 'mine', date: '2026-03-29T09:00:00' },
    });
    expect((await world.get('/planets')).status).toBe(400);
    expect((await world.get('/planets')).headers.get('request-id')).toBeTruthy();
  });

  it('is remembered with who asked', async () => {
    const world = createWorld();
    await world.get(`${SNAPSHOTS}?$top=1`, { as: 'ana' });
    await world.get(SNAPSHOTS, { as: 'forged' });

    expect(world.inspect.calls()).toMatchObject([
      { method: 'GET', path: SNAPSHOTS, query: '?$top=1', status: 200, by: { kind: 'person' }, version: 'v1.0' },
      { status: 401, by: undefined },
    ]);
  });
});
