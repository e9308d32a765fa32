import { RewindError, UnavailableError } from '../../src/shared/errors';
import { healthRoutes } from '../../src/web/health-routes';
import { createReadiness, type ReadinessPart } from '../../src/web/readiness';
import { quietLog } from '../redis/quiet-log';

const ready: ReadinessPart = { name: 'redis', check: () => Promise.resolve() };
const hanging: ReadinessPart = { name: 'database', check: () => new Promise(() => undefined) };
const failing = (error: Error): ReadinessPart => ({ name: 'database', check: () => Promise.reject(error) });

const asked = (parts: readonly ReadinessPart[], log = quietLog().log) => createReadiness({ parts, log, limitMs: 10 });

async function readyz(parts: readonly ReadinessPart[]) {
  const route = healthRoutes(asked(parts)).find(({ path }) => path === '/readyz');
  const answer = await route?.handle({ method: 'GET', path: '/readyz', params: {}, query: new URLSearchParams(), headers: {}, body: '' }); // prettier-ignore
  return { status: answer?.status, body: JSON.parse(answer?.body as string) as unknown };
}

describe('/readyz', () => {
  it('is 200 when every part takes work', async () => {
    await expect(readyz([ready, { ...ready, name: 'database' }])).resolves.toEqual({
      status: 200,
      body: { redis: 'ready', database: 'ready' },
    });
  });

  it('answers while a part hangs, and names it', async () => {
    await expect(readyz([hanging, ready])).resolves.toEqual({
      status: 503,
      body: { database: 'no answer', redis: 'ready' },
    });
  });

  it.each([
    ['of ours by its code', new UnavailableError('store/away', 'postgres://rewind:hunter2@10.0.0.3'), 'store/away'],
    ['that is a definite no', new RewindError('identity/application-refused', 'hunter2'), 'identity/application-refused'],
    ['of somebody else by nothing of it', new Error('hunter2'), 'failed'],
  ])('tells an error %s', async (_what, error, told) => {
    const { status, body } = await readyz([failing(error), ready]);

    expect(status).toBe(503);
    expect(body).toEqual({ database: told, redis: 'ready' });
  }); // prettier-ignore
});

describe('readiness', () => {
  it('logs a part once when it goes, and once when it comes back', async () => {
    const { log, lines } = quietLog();
    let isAway = false;
    const check = () => (isAway ? Promise.reject(new UnavailableError('store/away', 'away')) : Promise.resolve());
    const ask = asked([{ name: 'database', check }], log);

    for (const away of [false, true, true, false, false]) {
      isAway = away;
      await ask();
    }

    expect(lines).toEqual([
      expect.objectContaining({ level: 40, part: 'database', code: 'store/away', msg: 'not ready' }),
      expect.objectContaining({ level: 30, part: 'database', msg: 'ready again' }),
    ]);
  });
});
