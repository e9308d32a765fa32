/** Graph, played by hand: each test says what is answered to what, and reads what was asked. */
import { createBackupReader } from '../../src/graph/backup-reader';
import { createGraphClient, type GraphSettings } from '../../src/graph/client';
import { serveOnLoopback } from '../../src/sandbox/loopback-server';
import type { Json } from '../../src/shared/json';
import { testCertificates } from '../support/certificates';

export const TOKEN = 'a-token-of-the-reading-identity';

export interface Asked {
  readonly method: string;
  /** As it came, encoded, below the version. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
  readonly body: string;
}
type Reply = (asked: Asked) => Response | Promise<Response>;

export function json(body: Json, init?: ResponseInit): Reply {
  return () => Response.json(body, init);
}
export function status(code: number, headers: Record<string, string> = {}, body: string | null = null): Reply {
  return () => new Response(body, { status: code, headers });
}
export const list = (value: readonly Json[]): Reply => json({ value });

export async function startPretendGraph() {
  const asked: Asked[] = [];
  const logged: unknown[] = [];
  const replies = new Map<string, Reply[]>();
  const server = await serveOnLoopback(
    async (request) => {
      const call = await askedOf(request);
      asked.push(call);
      const planned = replies.get(`${call.method} ${decodeURIComponent(call.path)}`) ?? [];
      const reply = planned.length > 1 ? planned.shift() : planned[0];
      return (await reply?.(call)) ?? Response.json({ error: { code: 'NotPlanned', message: '' } }, { status: 404 });
    },
    { certificates: await testCertificates() },
  );
  const settings: GraphSettings = {
    baseUrl: server.url,
    version: 'v1.0',
    log: { debug: (line: unknown) => logged.push(line) },
  };
  const clientWith = (changed: Partial<GraphSettings> = {}) =>
    createGraphClient({ ...settings, ...changed }, () => Promise.resolve(TOKEN));
  return {
    url: server.url,
    settings,
    asked,
    logged,
    client: clientWith(),
    clientWith,
    backup: createBackupReader({ client: clientWith() }),
    /** What is answered in turn; the last answer stays. `call` is the method and the decoded path below the version. */
    answers: (call: string, ...inTurn: readonly Reply[]) => replies.set(call, [...inTurn]),
    forget: () => {
      replies.clear();
      asked.length = logged.length = 0;
    },
    close: () => server.close(),
  };
}
export type PretendGraph = Awaited<ReturnType<typeof startPretendGraph>>;

async function askedOf(request: Request): Promise<Asked> {
  const url = new URL(request.url);
  return {
    method: request.method,
    path: url.pathname.replace(/^\/(v1\.0|beta)/, ''),
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: await request.text(),
  };
}
