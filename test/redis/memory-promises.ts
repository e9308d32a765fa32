/** What src/redis promises, whichever server stands behind it. */
import { createHmac } from 'node:crypto';
import type { HeldPress } from '../../src/recovery/press-ports';
import { openRedis, type OpenRedis } from '../../src/redis/open-redis';
import type { ConversationId, PersonId, PressId, RequestId } from '../../src/shared/ids';
import { quietLog } from './quiet-log';
import { randomPrefix } from './real-redis';
import { SettableClock } from './settable-clock';

const ANA = 'aaaaaaaa-0000-4000-8000-000000000001' as PersonId;
const BEN = 'bbbbbbbb-0000-4000-8000-000000000002' as PersonId;

export function keepsItsPromises(
  where: { readonly url?: string; readonly embedded?: boolean },
  prefix = randomPrefix(),
) {
  const clock = new SettableClock();
  let redis: OpenRedis;

  const press = (): Omit<HeldPress, 'id'> => ({
    personId: ANA,
    personName: 'Ana Ávila',
    place: { conversationId: '19:channel;messageid=1' as ConversationId, kind: 'channel' },
    zone: 'Europe/Oslo',
    verb: 'approve',
    data: { requestId: 'R-7K3Q', revision: 2, typed: { count: 12 } },
    heldAt: clock.now(),
  });

  beforeAll(async () => {
    redis = await openRedis({ ...where, clock, prefix, sealKey: 'a secret', log: quietLog().log });
  });
  afterAll(async () => {
    await redis.close();
  });

  it('is ready', async () => {
    await expect(redis.checkWrite()).resolves.toBeUndefined();
  });

  describe('offered files', () => {
    const offer = () => ({
      personId: ANA,
      file: { kind: 'evidence', requestId: 'R-7K3Q' as RequestId } as const,
      offeredAt: clock.now(),
    });

    it('are found as they were offered, and given to exactly one of many takers', async () => {
      const offered = offer();
      const id = await redis.fileOffers.hold(offered);
      await expect(redis.fileOffers.find(id)).resolves.toEqual(offered);

      const taken = await Promise.all(Array.from({ length: 20 }, () => redis.fileOffers.take(id)));
      expect(taken.filter((found) => found !== undefined)).toEqual([offered]);
      await expect(redis.fileOffers.find(id)).resolves.toBeUndefined();
    });

    it('are over after an hour of the product clock', async () => {
      const id = await redis.fileOffers.hold(offer());
      clock.passes(60 * 60_000 - 1);
      await expect(redis.fileOffers.find(id)).resolves.toBeDefined();
      clock.passes(1);

      await expect(redis.fileOffers.find(id)).resolves.toBeUndefined();
      await expect(redis.fileOffers.take(id)).resolves.toBeUndefined();
    });

    it('are nobody’s any more once somebody has changed them in Redis', async () => {
      const id = await redis.fileOffers.hold(offer());
      const key = `${prefix}:file:${id}`;
      const text = (await redis.producer.get(key)) ?? '';
      await redis.producer.set(key, text.replace(ANA, BEN));

      await expect(redis.fileOffers.find(id)).resolves.toBeUndefined();
      await expect(redis.fileOffers.take(id)).resolves.toBeUndefined();
    });

    it('cannot be invented in Redis without the key', async () => {
      const nonce = 'A'.repeat(32);
      const text = JSON.stringify(offer());
      const seal = createHmac('sha256', '').update(`${nonce}.${text}`).digest('base64url');
      for (const id of [nonce, `${nonce}${seal}`]) {
        await redis.producer.set(`${prefix}:file:${id}`, text);

        await expect(redis.fileOffers.find(id)).resolves.toBeUndefined();
        await expect(redis.fileOffers.take(id)).resolves.toBeUndefined();
      }
    });

    it('are no presses: what is sealed as the one is not found as the other', async () => {
      const id = await redis.heldPresses.hold(press());
      await redis.producer.set(`${prefix}:file:${id}`, (await redis.producer.get(`${prefix}:press:${id}`)) ?? '');

      await expect(redis.fileOffers.find(id)).resolves.toBeUndefined();
    });

    it('are not found under an id that was never given', async () => {
      await expect(redis.fileOffers.take('never')).resolves.toBeUndefined();
    });
  });

  describe('held presses', () => {
    it('are found as they were held, as often as one looks', async () => {
      const held = press();
      const id = await redis.heldPresses.hold(held);

      await expect(redis.heldPresses.find(id)).resolves.toEqual({ ...held, id });
      await expect(redis.heldPresses.find(id)).resolves.toEqual({ ...held, id });
    });

    it('get ids that cannot be guessed', async () => {
      const ids = await Promise.all([redis.heldPresses.hold(press()), redis.heldPresses.hold(press())]);

      expect(new Set(ids).size).toBe(2);
      expect(ids.every((id) => id.length >= 32)).toBe(true);
    });

    it('are given to exactly one of many takers', async () => {
      const id = await redis.heldPresses.hold(press());

      const taken = await Promise.all(Array.from({ length: 20 }, () => redis.heldPresses.take(id)));

      expect(taken.filter((found) => found !== undefined)).toHaveLength(1);
      await expect(redis.heldPresses.find(id)).resolves.toBeUndefined();
    });

    it('are over after five minutes of the product clock', async () => {
      const id = await redis.heldPresses.hold(press());
      clock.passes(5 * 60_000 - 1);
      await expect(redis.heldPresses.find(id)).resolves.toMatchObject({ id });
      clock.passes(1);

      await expect(redis.heldPresses.find(id)).resolves.toBeUndefined();
      await expect(redis.heldPresses.take(id)).resolves.toBeUndefined();
    });

    it('are nobody’s any more once somebody has changed them in Redis', async () => {
      const id = await redis.heldPresses.hold({ ...press(), verb: 'reject' });
      const key = `${prefix}:press:${id}`;
      const text = (await redis.producer.get(key)) ?? '';
      await redis.producer.set(key, text.replace('"reject"', '"approve"'));

      await expect(redis.heldPresses.find(id)).resolves.toBeUndefined();
      await expect(redis.heldPresses.take(id)).resolves.toBeUndefined();
    });

    it('cannot be invented in Redis without the key', async () => {
      const nonce = 'A'.repeat(32);
      const text = JSON.stringify(press());
      const seal = createHmac('sha256', '').update(`${nonce}.${text}`).digest('base64url');
      for (const id of [nonce, `${nonce}${seal}`] as PressId[]) {
        await redis.producer.set(`${prefix}:press:${id}`, text);

        await expect(redis.heldPresses.find(id)).resolves.toBeUndefined();
        await expect(redis.heldPresses.take(id)).resolves.toBeUndefined();
      }
    });

    it('are not found under an id that was never given', async () => {
      await expect(redis.heldPresses.take('never' as PressId)).resolves.toBeUndefined();
    });

    it('know whether they were used', async () => {
      const [used, unused] = await Promise.all([redis.heldPresses.hold(press()), redis.heldPresses.hold(press())]);
      await redis.heldPresses.take(used);

      await expect(redis.heldPresses.isUsed(used)).resolves.toBe(true);
      await expect(redis.heldPresses.isUsed(unused)).resolves.toBe(false);
      await expect(redis.heldPresses.isUsed('never' as PressId)).resolves.toBe(false);
    });

    it('were not used by somebody who came too late', async () => {
      const id = await redis.heldPresses.hold(press());
      clock.passes(5 * 60_000);
      await redis.heldPresses.take(id);

      await expect(redis.heldPresses.isUsed(id)).resolves.toBe(false);
    });
  });

  describe('seen activities', () => {
    it('are first exactly once, however many deliveries there are', async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => redis.seenActivities.isFirst('f:1')));

      expect(answers.filter(Boolean)).toHaveLength(1);
      await expect(redis.seenActivities.isFirst('f:2')).resolves.toBe(true);
    });

    it('are remembered for a day', async () => {
      await redis.seenActivities.isFirst('f:day');
      const [key] = await redis.producer.keys(`${prefix}:seen:*`);

      await expect(redis.producer.pttl(key ?? '')).resolves.toBeGreaterThan(23.9 * 60 * 60_000);
    });
  });

  describe('speaking limits', () => {
    it('let a person say 30 things in a minute, and leave others alone', async () => {
      const answers = await Promise.all(
        Array.from({ length: 35 }, () => redis.speakingLimits.mayStillSpeak(ANA, 'word')),
      );

      expect(answers.filter(Boolean)).toHaveLength(30);
      await expect(redis.speakingLimits.mayStillSpeak(ANA, 'word')).resolves.toBe(false);
      await expect(redis.speakingLimits.mayStillSpeak(BEN, 'word')).resolves.toBe(true);
    });

    it('count what a client asks by itself, and what stops something, apart', async () => {
      await expect(redis.speakingLimits.mayStillSpeak(ANA, 'word')).resolves.toBe(false);
      const refreshes = await Promise.all(Array.from({ length: 125 }, () => redis.speakingLimits.mayStillSpeak(ANA, 'refresh'))); // prettier-ignore

      expect(refreshes.filter(Boolean)).toHaveLength(120);
      await expect(redis.speakingLimits.mayStillSpeak(ANA, 'stop')).resolves.toBe(true);
    });

    it('let the person speak again after the minute', async () => {
      clock.passes(60_001);

      await expect(redis.speakingLimits.mayStillSpeak(ANA, 'word')).resolves.toBe(true);
    });
  });
}
