import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { OperationFacts } from '../../src/graph/operation';
import { OPERATIONS } from '../../src/graph/operations';
import { SandboxClock } from '../../src/sandbox/clock';
import { createGraphEmulator } from '../../src/sandbox/graph/graph-emulator';

const ALL_PERMISSIONS = [
  ...new Set(OPERATIONS.flatMap(({ permission }) => [permission.delegated ?? [], permission.application ?? []].flat())),
];

/** Path parameters that fit anything: what is asked here is whether the path exists, not what it answers. */
const filled = (path: string) => path.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-0000000000a1');

const emulator = createGraphEmulator({
  clock: new SandboxClock(),
  tokens: (bearer) =>
    Promise.resolve(
      bearer.includes('person')
        ? { kind: 'person', oid: '00000000-0000-4000-8000-0000000000a1', scopes: ALL_PERMISSIONS }
        : { kind: 'application', appId: 'reading', roles: ALL_PERMISSIONS },
    ),
});

async function ask(method: string, path: string, caller: 'person' | 'application') {
  const answer = await emulator.app.fetch(
    new Request(`https://localhost/v1.0${filled(path)}`, {
      method,
      headers: { authorization: `Bearer ${caller}`, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{}' } : {}),
    }),
  );
  return { status: answer.status, body: await answer.text() };
}

const reachesNobody = ({ status, body }: { readonly status: number; readonly body: string }) =>
  status === 400 && body.includes('Resource not found for the segment');

it('tells a path that it does not serve', async () => {
  expect(reachesNobody(await ask('GET', '/no/such/path', 'application'))).toBe(true);
});

it.each(OPERATIONS)('$name is served by the pretend Graph', async ({ method, path, permission }) => {
  const caller = 'application' in permission && permission.application ? 'application' : 'person';

  expect(reachesNobody(await ask(method, path, caller))).toBe(false);
});

const FOLDER = path.resolve(__dirname, '../../src/graph/operations');
const FILES = readdirSync(FOLDER).filter((file) => file !== 'index.ts');
const isOperation = (value: unknown): value is OperationFacts =>
  typeof value === 'object' && value !== null && 'permission' in value && 'method' in value;

const exportedBy = async (file: string): Promise<readonly OperationFacts[]> =>
  Object.values((await import(path.join(FOLDER, file))) as Readonly<Record<string, unknown>>).filter(isOperation);

it.each(FILES)('every operation of %s is in the list', async (file) => {
  expect((await exportedBy(file)).filter((operation) => !OPERATIONS.includes(operation))).toEqual([]);
});

it('the list has nothing twice, and nothing from elsewhere', async () => {
  const exported = await Promise.all(FILES.map(exportedBy));
  expect(exported.flat()).toHaveLength(OPERATIONS.length);
  expect(new Set(OPERATIONS).size).toBe(OPERATIONS.length);
});
