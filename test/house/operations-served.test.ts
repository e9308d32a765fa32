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
