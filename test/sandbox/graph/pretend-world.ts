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

function requestFor(method: string, path: string, { as = 'worker', body, headers }: Wish): Request {
  const versioned = /^\/(v1\.0|beta)\//.test(path) ? path : `/v1.0${path}`;
  return new Request(path.startsWith('https:') ? path : ORIGIN + versioned, {
    method,
    headers: { authorization: `Bearer ${as}`, prefer: 'include-unknown-enum-members', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

function holdToContract({ method, url }: Request, status: number, body: Body | undefined): void {
  const path = decodeURIComponent(new URL(url).pathname.replace(/^\/(v1\.0|beta)/, '').replace(/\(\)$/, ''));
  const problems = problemsOf({ method, path, status, body });
  if (problems.length > 0) throw new Error(`the answer breaks the contract:\n${problems.join('\n')}`);
}

export function createWorld(options: Partial<GraphEmulatorOptions> = {}) {
  let time = NOW.getTime();
  const clock = { now: () => new Date(time) };
  const emulator = createGraphEmulator({ clock, tokens, ...options });

  async function call(method: string, path: string, wish: Wish = {}): Promise<Answer> {
    const request = requestFor(method, path, wish);
    const response = await emulator.app.fetch(request);
    const text = await response.text();
    const body = text.startsWith('{') ? (JSON.parse(text) as Body) : undefined;
    holdToContract(request, response.status, body);
    return { status: response.status, headers: response.headers, body: body ?? {}, text };
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
    snapshotIds: () => emulator.state.listSnapshots().map((one) => emulator.state.snapshotId(one)),
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
