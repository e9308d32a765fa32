/** An emulator at a fixed moment, a clock that moves when it is told to, and people with their tokens. */
import { CAST } from '../../../src/sandbox/cast';
import { createGraphEmulator, type GraphEmulatorOptions } from '../../../src/sandbox/graph/graph-emulator';
import type { Caller } from '../../../src/sandbox/graph/http/graph-context';
import { hasContract, problemsOf } from './contract';

export const NOW = new Date('2026-03-29T09:00:00.000Z');
const ORIGIN = 'https://localhost:4000';

const SCOPES = ['EntraBackup.Read.All', 'EntraBackup.ReadWrite.Preview', 'EntraBackup.ReadWrite.Recovery', 'User.Read'];
export const READING_ROLES = [
  'EntraBackup.Read.All',
  'Directory.Read.All',
  'RoleManagement.Read.Directory',
  'AuditLog.Read.All',
  'Policy.Read.All',
];

export type Body = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

export interface Wish {
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `ana` has all scopes, `worker` reads as an application, `scopes:ana:User.Read` has just those, `roles:A,B` likewise. */
async function tokens(bearer: string): Promise<Caller | undefined> {
  await Promise.resolve();
  const [kind = '', name = '', scopes = ''] = bearer.split(':');
  const member = Object.values(CAST).find(({ alias }) => alias === (kind === 'scopes' ? name : kind));
  if (member) return { kind: 'person', oid: member.id, scopes: kind === 'scopes' ? scopes.split(',') : SCOPES };
  if (kind === 'worker') return { kind: 'application', appId: 'reading', roles: READING_ROLES };
  if (kind === 'roles') return { kind: 'application', appId: 'other', roles: name.split(',') };
  return undefined;
}

export function createWorld(options: Partial<GraphEmulatorOptions> = {}) {
  let time = NOW.getTime();
  const clock = { now: () => new Date(time) };
  const emulator = createGraphEmulator({ clock, tokens, ...options });

  async function call(method: string, path: string, { as = 'worker', body, headers }: Wish = {}): Promise<Answer> {
    const url = path.startsWith('https:') ? path : `${ORIGIN}${/^\/(v1\.0|beta)\//.test(path) ? '' : '/v1.0'}${path}`;
    const request = new Request(url, {
      method,
      headers: { authorization: `Bearer ${as}`, prefer: 'include-unknown-enum-members', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const response = await emulator.app.fetch(request);
    const text = await response.text();
    const parsed = text.startsWith('{') ? (JSON.parse(text) as Body) : undefined;
    const { pathname } = new URL(url);
    const problems = problemsOf({ method, path: decodeURIComponent(pathname.replace(/^\/(v1\.0|beta)/, '').replace(/\(\)$/, '')), status: response.status, body: parsed }); // prettier-ignore
    if (problems.length > 0) throw new Error(`the answer breaks the contract:\n${problems.join('\n')}\n${text}`);
    return { status: response.status, headers: response.headers, body: parsed ?? {}, text };
  }

  const world = {
    ...emulator,
    clock,
    hasContract,
    wait: (ms: number) => {
      time += ms;
    },
    get: (path: string, wish?: Wish) => call('GET', path, wish),
    post: (path: string, wish?: Wish) => call('POST', path, wish),
    /** Ids of what is listed, newest first. */
    snapshotIds: () => emulator.state.tenant.directory.snapshots().map((one) => emulator.state.snapshotId(one)),
    newest: () => world.snapshotIds()[0] ?? '',
    start: async (kind: 'preview' | 'recovery', wish: Wish = {}) => {
      const segment = kind === 'preview' ? 'recoveryPreviewJobs' : 'recoveryJobs';
      const answer = await call('POST', `/directory/recovery/snapshots/${world.newest()}/${segment}`, { as: 'ana', ...wish }); // prettier-ignore
      return { answer, location: answer.headers.get('location') ?? '' };
    },
    /** Starts one, lets it end, and answers its address. */
    finish: async (kind: 'preview' | 'recovery', wish: Wish = {}) => {
      const { location } = await world.start(kind, wish);
      world.wait(60_000);
      return location;
    },
  };
  return world;
}
export type World = ReturnType<typeof createWorld>;

export const valuesOf = ({ body }: Answer): readonly Body[] => body['value'] as readonly Body[];
export const errorOf = ({ body }: Answer) => body['error'] as { readonly code: string; readonly message: string };
