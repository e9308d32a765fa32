/** What the draw queue promises, whichever Redis it runs on. */
import { createDrawQueue, type DrawQueue } from '../../src/jobs/draw-queue';
import { createWake, type WakeWithQueues } from '../../src/jobs/create-wake';
import { openRedis, type OpenRedis } from '../../src/redis/open-redis';
import { UnavailableError } from '../../src/shared/errors';
import type { RequestId } from '../../src/shared/ids';
import { quietLog, type LogLine } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';
import { eventually } from './eventually';
import type { Where } from './machine-promises';
import { ID, OTHER_ID } from './people-and-requests';

export function drawsEveryChange({ url, prefix }: Where): void {
  const clock = new SettableClock();
  let redis: OpenRedis;
  let wake: WakeWithQueues;
  let queue: DrawQueue;
  let lines: readonly LogLine[];
  let drawn: RequestId[];

  const begin = async (draw: (id: RequestId) => Promise<void> = () => Promise.resolve()): Promise<void> => {
    const quiet = quietLog();
    lines = quiet.lines;
    drawn = [];
    redis = await openRedis({ url: url(), prefix: prefix(), clock, log: quiet.log, commandTimeoutMs: 500 });
    wake = createWake({ redis, log: quiet.log });
    const drawing = async (id: RequestId): Promise<void> => {
      drawn.push(id);
      await draw(id);
    };
    queue = createDrawQueue({ redis, draw: drawing, log: quiet.log, firstDelayMs: 1, closeWithinMs: 300 });
  };
  const isEmpty = async (): Promise<boolean> => {
    const keys = await redis.producer.keys(`${redis.prefix}:draws:R-*`);
    return keys.length === 0;
  };

  afterEach(async () => {
    await queue.close();
    await wake.close();
    await redis.close();
  });

  it('draws what was asked for, and is empty afterwards', async () => {
    await begin();
    await Promise.all([wake.draw(ID), wake.draw(OTHER_ID)]);
    await eventually(() => drawn.length === 2);

    expect(new Set(drawn)).toEqual(new Set([ID, OTHER_ID]));
    await eventually(isEmpty);
  });

  it('draws once more, however many changes came while it drew', async () => {
    let finish: (() => void) | undefined;
    await begin(async () => {
      if (!finish) await new Promise<void>((resolve) => (finish = resolve));
    });
    await wake.draw(ID);
    await eventually(() => finish !== undefined);
    for (let change = 0; change < 20; change += 1) await wake.draw(ID);
    finish?.();
    await eventually(() => drawn.length === 2);

    await eventually(isEmpty);
    expect(drawn).toEqual([ID, ID]);
  });

  it('does not let one that is slow hold up the others', async () => {
    let finish: (() => void) | undefined;
    await begin(async (id) => {
      if (id === ID) await new Promise<void>((resolve) => (finish = resolve));
    });
    await wake.draw(ID);
    await eventually(() => finish !== undefined);
    await wake.draw(OTHER_ID);

    await eventually(() => drawn.includes(OTHER_ID));
    finish?.();
  });

  it('tries again where Teams is away', async () => {
    let failures = 2;
    await begin(() => {
      failures -= 1;
      return failures >= 0
        ? Promise.reject(new UnavailableError('teams/unavailable', 'busy', { retryAfterMs: 5 }))
        : Promise.resolve();
    });
    await wake.draw(ID);

    await eventually(() => drawn.length === 3);
    await eventually(isEmpty);
  });

  it.each([
    ['where Teams stays away', new UnavailableError('teams/unavailable', 'busy'), 40],
    ['where something is broken', new TypeError('undefined is not a function'), 50],
  ])('gives up after eight tries %s, and starts afresh with the next change', async (_where, error, level) => {
    await begin(() => Promise.reject(error));
    await wake.draw(ID);
    await eventually(() => lines.some((line) => line.msg.startsWith('a drawing was given up') && line.level === level));
    await eventually(isEmpty);
    expect(drawn).toHaveLength(8);

    await wake.draw(ID);

    await eventually(() => drawn.length === 16);
    await eventually(isEmpty);
  });
}
