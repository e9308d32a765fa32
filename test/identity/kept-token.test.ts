import { keepToken, type Granted } from '../../src/identity/kept-token';
import type { RefusedToken } from '../../src/shared/access-token';
import { UnavailableError } from '../../src/shared/errors';
import { SettableClock } from '../redis/settable-clock';

const HOUR_MS = 3_600_000;
const away = new UnavailableError('identity/entra-away', 'away');

function world(lifetimeMs = HOUR_MS) {
  const clock = new SettableClock('2026-03-29T09:00:00Z');
  const asked: (RefusedToken | undefined)[] = [];
  const state: { failure: Error | undefined; refreshAfterMs: number | undefined } = { failure: undefined, refreshAfterMs: undefined }; // prettier-ignore
  const ask = async (refused?: RefusedToken): Promise<Granted> => {
    asked.push(refused);
    await Promise.resolve();
    if (state.failure) throw state.failure;
    const now = clock.now().getTime();
    const refreshAt = state.refreshAfterMs === undefined ? undefined : now + state.refreshAfterMs;
    return { token: `token ${String(asked.length)}`, expiresAt: now + lifetimeMs, refreshAt };
  };
  return { clock, asked, state, accessToken: keepToken(ask, clock) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('serves until five minutes before its end, and is renewed while it still serves: nobody waits', async () => {
  const { clock, asked, accessToken } = world();
  await accessToken();
  clock.passes(54 * 60_000);
  expect(await accessToken()).toBe('token 1');
  expect(asked).toHaveLength(1);

  clock.passes(2 * 60_000);
  expect(await accessToken()).toBe('token 1');
  await settled();
  expect(await accessToken()).toBe('token 2');
  expect(asked).toHaveLength(2);
});

it('is renewed when Entra wants it', async () => {
  const { clock, state, accessToken } = world(24 * HOUR_MS);
  state.refreshAfterMs = 12 * HOUR_MS;
  await accessToken();
  clock.passes(12 * HOUR_MS);
  await accessToken();
  await settled();

  expect(await accessToken()).toBe('token 2');
});

it('serves to its end while Entra is away, which is asked every half minute', async () => {
  const { clock, asked, state, accessToken } = world();
  await accessToken();
  state.failure = away;
  for (let second = 0; second < 60; second += 1) {
    clock.passes(second === 0 ? 56 * 60_000 : 1_000);
    expect(await accessToken()).toBe('token 1');
    await settled();
  }
  expect(asked).toHaveLength(3);

  clock.passes(5 * 60_000);
  await expect(accessToken()).rejects.toBe(away);
  state.failure = undefined;
  expect(await accessToken()).toBe(`token ${String(asked.length)}`);
});

it('a short-lived one is not renewed at every call', async () => {
  const { clock, asked, accessToken } = world(4 * 60_000);
  await accessToken();
  clock.passes(60_000);
  await accessToken();

  expect(asked).toHaveLength(1);
});

it('one that was refused is replaced, with what the next one has to fulfil', async () => {
  const { asked, accessToken } = world();
  const token = await accessToken();
  const refused = { token, claims: '{}' };

  expect(await accessToken(refused)).toBe('token 2');
  expect(await accessToken(refused)).toBe('token 2');
  expect(asked).toEqual([undefined, refused]);
});

it('where whatever comes is refused, Entra is asked every five seconds at most', async () => {
  const { clock, asked, accessToken } = world();
  let token = await accessToken();
  for (let call = 0; call < 100; call += 1) token = await accessToken({ token });
  expect(asked).toHaveLength(2);

  clock.passes(5_000);
  expect(await accessToken({ token })).toBe('token 3');
});

it('a refused one is dropped also where no other can be had', async () => {
  const { state, accessToken } = world();
  const token = await accessToken();
  state.failure = away;
  await expect(accessToken({ token })).rejects.toBe(away);
  state.failure = undefined;

  expect(await accessToken()).toBe('token 3');
});
