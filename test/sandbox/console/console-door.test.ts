import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { until } from '../../support/until';
import type { ConsolePorts } from '../../../src/sandbox/console/console-world';
import { serveConsole, type Console } from '../../../src/sandbox/console/serve-console';

/** With its own Host header, which fetch does not let one set. */
function ask(
  url: string,
  { method = 'GET', headers = {} }: { readonly method?: string; readonly headers?: Record<string, string> },
) {
  // prettier-ignore
  return new Promise<{ status: number; headers: Readonly<Record<string, unknown>>; text: string }>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? '{}' : undefined);
  });
}

describe('the console’s door', () => {
  let folder: string;
  let page: Console;
  let resets = 0;
  const ports: ConsolePorts = {
    world: () => undefined,
    commands: [],
    reset: () => {
      resets += 1;
      return Promise.resolve();
    },
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-page-'));
    await mkdir(path.join(folder, 'assets'));
    await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>page</title>');
    await writeFile(path.join(folder, 'assets', 'a.js'), 'void 0;');
    await writeFile(path.join(folder, 'secret.env'), 'not a file of the page');
    page = await serveConsole({ ports, port: 0, pageFolder: folder });
  });
  beforeEach(() => {
    resets = 0;
  });
  afterAll(async () => {
    await page.close();
    await rm(folder, { recursive: true });
  });

  const origin = () => new URL(page.url).origin;
  const json = { 'content-type': 'application/json' };

  it('hands out the page with a policy that lets nothing of others in', async () => {
    const { status, headers, text } = await ask(`${page.url}/`, {});
    expect([status, text]).toEqual([200, '<!doctype html><title>page</title>']);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each(['/secret.env', '/../package.json', '/assets/..%2f..%2fpackage.json', '/nothing'])(
    'has no file %s',
    async (file) => {
      expect((await ask(`${page.url}${file}`, {})).status).toBe(404);
    },
  );

  it.each(['/', '/assets/a.js', '/api/live?person=ana'])(
    'does not answer %s to a stranger’s name for this machine',
    async (file) => {
      const { status, text } = await ask(`${page.url}${file}`, { headers: { host: 'evil.example' } });
      expect(status).toBe(403);
      expect(text).toContain('answers to its own address only');
    },
  );

  it.each([
    ['from another page', { origin: 'https://evil.example' }],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['from nowhere', {}],
    ['from a page without an origin', { origin: 'null' }],
  ])('lets nobody act %s', async (_who, headers) => {
    const { status } = await ask(`${page.url}/api/reset`, { method: 'POST', headers: { ...json, ...headers } });
    expect([status, resets]).toEqual([403, 0]);
  });

  it.each([
    ['names itself', { origin: 'https://evil.example' }],
    ['has no origin', { origin: 'null' }],
    ['is on another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['is named by the browser', { 'sec-fetch-site': 'cross-site' }],
    ['is a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('shows nothing to a page of others that %s', async (_who, headers) => {
    for (const what of ['/api/live?person=ana', '/api/differences?snapshot=x']) {
      const { status, text } = await ask(`${page.url}${what}`, { headers });
      expect([status, text]).toEqual([403, '{"error":"Only the console’s own page may do that."}']);
    }
  });

  it('may still be reached by a link', async () => {
    expect((await ask(`${page.url}/`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200);
  });

  it('keeps 20 live lines open, says why it takes no more, and takes one again when one is closed', async () => {
    for (let look = 0; look < 20; look += 1) await ask(`${page.url}/api/live?person=ana`, { method: 'HEAD' });
    const opened = Array.from({ length: 20 }, () => new AbortController());
    const live = (signal?: AbortSignal) =>
      fetch(`${page.url}/api/live?person=ana`, {
        headers: { 'sec-fetch-site': 'same-origin' },
        signal: signal ?? null,
      });
    const statuses = await Promise.all(opened.map(async ({ signal }) => (await live(signal)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));

    const tooMany = await live();
    expect([tooMany.status, await tooMany.text()]).toEqual([503, expect.stringContaining('Too many pages of this console are open')]); // prettier-ignore

    opened[0]?.abort();
    const again = new AbortController();
    await until('a free line', async () => (await live(again.signal)).status === 200 || undefined);
    for (const line of [...opened, again]) line.abort();
  });

  it('lets nobody act with a form', async () => {
    const headers = { origin: origin(), 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask(`${page.url}/api/reset`, { method: 'POST', headers })).status).toBe(403);
    expect(resets).toBe(0);
  });

  it('lets its own page act', async () => {
    const headers = { ...json, origin: origin() };
    expect((await ask(`${page.url}/api/reset`, { method: 'POST', headers })).status).toBe(200);
    expect(resets).toBe(1);
  });

  it('says that everything starts anew while it does', async () => {
    const answer = await ask(`${page.url}/api/jump`, { method: 'POST', headers: { ...json, origin: origin() } });
    expect([answer.status, answer.text]).toEqual([409, '{"error":"Everything is being started anew. Try again in a moment."}']); // prettier-ignore
  });

  it('takes another port where the wished one is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const second = await serveConsole({ ports, port, pageFolder: folder });
    expect(new URL(second.url).port).not.toBe(String(port));
    expect((await fetch(second.url)).status).toBe(200);
    await second.close();
    other.close();
  });

  it('says what is missing where the page was not built', async () => {
    const bare = await serveConsole({ ports, port: 0, pageFolder: path.join(folder, 'nowhere') });
    expect(await (await fetch(bare.url)).text()).toBe('The page was not built: npm run build');
    await bare.close();
  });
});
