import { connect } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { createHttpServer, type HttpServer } from '../../src/http/http-server';
import { parseJsonObject } from '../../src/http/json-body';
import { html, json, redirect } from '../../src/http/responses';
import type { HttpRequest, Route } from '../../src/http/route';
import { UnavailableError } from '../../src/shared/errors';
import { createLog } from '../../src/shared/log';
import { testCertificates } from '../support/certificates';

const handled: HttpRequest[] = [];
const guarded: string[] = [];

const routes: readonly Route[] = [
  { method: 'GET', path: '/pages/:id', handle: (request) => (handled.push(request), html(200, '<p>page</p>')) },
  { method: 'POST', path: '/echo', handle: (request) => (handled.push(request), json(200, { body: request.body })) },
  {
    method: 'POST',
    path: '/guarded',
    guard: ({ headers }) => (
      guarded.push(headers['x-key'] ?? ''),
      headers['x-key'] === 'yes' ? undefined : { status: 401 }
    ),
    handle: (request) => (handled.push(request), { status: 204 }),
  },
  { method: 'GET', path: '/own-policy', handle: () => ({ status: 200, headers: { 'content-security-policy': "script-src 'self'", 'set-cookie': ['a=1', 'b=2'] } }) }, // prettier-ignore
  { method: 'GET', path: '/away', handle: () => redirect('https://login.example/') },
  { method: 'GET', path: '/broken', handle: () => Promise.reject(new Error('secret of /etc/rewind')) },
  {
    method: 'GET',
    path: '/busy',
    handle: () => Promise.reject(new UnavailableError('redis/unavailable', 'redis at 10.0.0.3')),
  },
  { method: 'GET', path: '/stream', handle: () => ({ status: 200, body: lines(1_000) }) },
  { method: 'GET', path: '/half', handle: () => ({ status: 200, body: lines(10, 'stop') }) },
];

async function* lines(count: number, end?: 'stop'): AsyncGenerator<string> {
  for (let line = 0; line < count; line += 1) yield await Promise.resolve(`line ${line}\n`);
  if (end === 'stop') throw new Error('the database went away');
}

let server: HttpServer;
let url: string;
let port: number;
beforeAll(async () => {
  server = createHttpServer({ log: createLog('silent'), routes, host: '127.0.0.1', limits: { maxBytes: 1_024, timeoutMs: 150 } }); // prettier-ignore
  port = await server.listen(0);
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await server.close();
});
beforeEach(() => {
  handled.length = 0;
  guarded.length = 0;
});

describe('a route', () => {
  it('sees method, path, parameters, query and headers as plain data', async () => {
    const response = await fetch(`${url}/pages/a%20b?x=1&x=2`, { headers: { 'X-Thing': 'T' } });

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<p>page</p>');
    expect(handled[0]).toMatchObject({ method: 'GET', path: '/pages/a%20b', params: { id: 'a b' }, body: '' });
    expect(handled[0]?.query.getAll('x')).toEqual(['1', '2']);
    expect(handled[0]?.headers['x-thing']).toBe('T');
  });

  it('gets the security headers unless it brings its own', async () => {
    const page = await fetch(`${url}/pages/1`);
    const own = await fetch(`${url}/own-policy`);

    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(own.headers.get('content-security-policy')).toBe("script-src 'self'");
    expect(own.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('redirects, takes a body of text, and streams', async () => {
    const away = await fetch(`${url}/away`, { redirect: 'manual' });
    const echo = await fetch(`${url}/echo`, { method: 'POST', body: 'grüße' });
    const stream = await fetch(`${url}/stream`);

    expect([away.status, away.headers.get('location')]).toEqual([302, 'https://login.example/']);
    expect(await echo.json()).toEqual({ body: 'grüße' });
    expect((await stream.text()).split('\n')).toHaveLength(1_001);
  });

  it('cuts the line when a stream breaks half way', async () => {
    await expect(fetch(`${url}/half`).then(async (response) => await response.text())).rejects.toThrow();
  });
});

describe('what is refused', () => {
  it.each([
    ['/nothing/here?<script>', 'GET', 404],
    ['/echo', 'GET', 405],
    ['/pages/%E0%A4%A', 'GET', 404],
  ])('%s by %s answers %i and repeats nothing', async (path, method, status) => {
    const response = await fetch(`${url}${path}`, { method });

    expect(response.status).toBe(status);
    expect(await response.text()).toBe('Not here.\n');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
  });

  it('tells nobody the words of an exception', async () => {
    const broken = await fetch(`${url}/broken`);
    const busy = await fetch(`${url}/busy`);

    expect([broken.status, busy.status]).toEqual([500, 503]);
    expect(await broken.text()).toMatch(/^Something broke here\. Reference [0-9a-f]{8}\n$/);
    expect(await busy.text()).toMatch(/^Not available at the moment\. Reference [0-9a-f]{8}\n$/);
  });

  it.each([
    ['a compressed body', { body: gzipSync('a'.repeat(100_000)), headers: { 'content-encoding': 'gzip' } }, 415],
    ['a body over the cap', { body: 'a'.repeat(2_000) }, 413],
    ['a streamed body over the cap', { body: new Blob(['a'.repeat(2_000)]).stream(), duplex: 'half' as const }, 413],
  ])('%s', async (_name, init, status) => {
    const response = await fetch(`${url}/echo`, { method: 'POST', ...init });

    expect(response.status).toBe(status);
    expect(handled).toEqual([]);
  });

  it('a body that comes too slowly', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    await once(socket, 'close');

    expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /);
    expect(handled).toEqual([]);
  });

  it('by the guard, before a byte of the body is awaited', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /guarded HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();

    expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /);
    expect(guarded).toEqual(['']);
    expect(handled).toEqual([]);
    expect((await fetch(`${url}/guarded`, { method: 'POST', headers: { 'x-key': 'yes' }, body: 'b' })).status).toBe(
      204,
    );
  });
});

it('serves https where it is given a certificate', async () => {
  const tls = await testCertificates();
  const secure = createHttpServer({ log: createLog('silent'), routes, host: '127.0.0.1', tls });
  try {
    expect((await fetch(`https://localhost:${await secure.listen(0)}/pages/1`)).status).toBe(200);
  } finally {
    await secure.close();
  }
});

describe('a JSON body', () => {
  it.each([
    ['{"a":{"b":["[[[["]}}', { a: { b: ['[[[['] } }],
    [`{"a":"\\"${'{'.repeat(100)}"}`, { a: `"${'{'.repeat(100)}` }],
    ['[1]', undefined],
    ['null', undefined],
    ['"text"', undefined],
    ['', undefined],
    ['{"a":', undefined],
    [`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, undefined],
    [`{"a":"${'\\'.repeat(200_001)}`, undefined],
    [`{"a":"${'\\"'.repeat(120_000)}`, undefined],
  ])('row %#', (body, expected) => {
    expect(parseJsonObject(body)).toEqual(expected);
  });
});
