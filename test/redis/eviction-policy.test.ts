import { createEvictionWatch } from '../../src/redis/eviction-policy';
import { quietLog } from './quiet-log';

class Refused extends Error {
  override readonly name = 'ReplyError';
}
const refuses = () => Promise.reject(new Refused('NOPERM this user has no permissions'));
const hangsUp = () => Promise.reject(new Error('Connection is closed.'));
const info = (policy: string) => () => Promise.resolve(`# Memory\r\nused_memory:1\r\nmaxmemory_policy:${policy}\r\n`);
const config = (policy: string) => () => Promise.resolve(['maxmemory-policy', policy]);

interface Asked {
  info: () => Promise<string>;
  config: () => Promise<unknown>;
}

function watching(asked: Asked) {
  const { log, lines } = quietLog();
  const watch = createEvictionWatch({ redis: asked, log });
  const levels = () => lines.map(({ level }) => level);
  return { ...watch, levels, lines };
}
const [WARN, ERROR] = [40, 50];

it.each([
  ['as INFO tells it', { info: info('allkeys-lru'), config: refuses }],
  ['as CONFIG tells it, where INFO does not', { info: () => Promise.resolve('# Memory\r\n'), config: config('allkeys-lru') }],
  ['as CONFIG tells it, where INFO is refused', { info: refuses, config: config('allkeys-lru') }],
])('a Redis that may remove keys is an error in our own log, once, and nobody is ready: %s', async (_how, asked) => {
  const watch = watching(asked);
  await watch.look();
  await watch.look();

  await expect(watch.check()).rejects.toMatchObject({ code: 'redis/evicts' });
  expect(watch.lines).toEqual([expect.objectContaining({ level: ERROR, policy: 'allkeys-lru' })]);
}); // prettier-ignore

it('one that keeps all is ready without a word', async () => {
  const watch = watching({ info: info('noeviction'), config: refuses });
  await watch.look();

  await watch.check();
  expect(watch.levels()).toEqual([]);
});

it('one that cannot be asked is ready, with a warning, once', async () => {
  const watch = watching({ info: refuses, config: refuses });
  await watch.look();
  await watch.look();

  await watch.check();
  expect(watch.levels()).toEqual([WARN]);
});

it('what was found stays while Redis is away, and is over when the policy was changed', async () => {
  const asked: Asked = { info: info('volatile-lru'), config: refuses };
  const watch = watching(asked);
  await watch.look();
  asked.info = asked.config = hangsUp;
  await watch.look();
  await expect(watch.check()).rejects.toMatchObject({ code: 'redis/evicts' });

  asked.info = info('noeviction');
  await watch.look();
  await watch.check();
});

it('nothing is known, and nothing said, before anybody answered', async () => {
  const watch = watching({ info: hangsUp, config: hangsUp });
  await watch.look();

  await watch.check();
  expect(watch.levels()).toEqual([]);
});
