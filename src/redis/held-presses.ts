/**
 * Presses that wait for their person on the sign-in page. The window is judged by the product's clock; Redis only tidies up, and later.
 * A press's id is a seal over what is kept: whoever can write Redis can neither change a press nor, without the key, invent one.
 */
import { z } from 'zod/v4';
import { placeSchema } from '../approvals/approval';
import { instantSchema, personIdSchema } from '../shared/schemas';
import type { HeldPress, HeldPresses } from '../recovery/press-ports';
import { PRESS_VERBS } from '../recovery/acts';
import { minutesAfter, type Clock } from '../shared/clock';
import type { PressId } from '../shared/ids';
import { available } from './available';
import type { RedisConnection } from './connections';
import { inOneGo } from './in-one-go';
import { keyOf, type Keyspace } from './keys';
import { createSealedIds } from './sealed-id';

const WINDOW_MINUTES = 5;
const TIDY_AFTER_MS = 15 * 60_000;

const jsonObjectSchema = z.record(z.string(), z.json());
const pressSchema = z.object({
  personId: personIdSchema,
  personName: z.string(),
  place: placeSchema,
  zone: z.string().optional(),
  verb: z.enum(PRESS_VERBS),
  data: jsonObjectSchema,
  heldAt: instantSchema,
});

interface Options extends Keyspace {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  /** A secret that is not in Redis, the same in all processes. */
  readonly sealKey: string;
}

export function createHeldPresses({ redis, clock, prefix, sealKey }: Options): HeldPresses {
  const ids = createSealedIds(sealKey, 'press');
  const keysOf = (id: PressId) => ({
    press: keyOf({ prefix }, 'press', id),
    used: keyOf({ prefix }, 'used', id),
  });

  const stillHeld = (id: PressId, text: unknown): HeldPress | undefined => {
    if (!ids.isOver(id, text)) return undefined;
    const press = pressSchema.parse(JSON.parse(text));
    const isOver = clock.now() >= minutesAfter(press.heldAt, WINDOW_MINUTES);
    return isOver ? undefined : { ...press, id };
  };
  const find = async (id: PressId): Promise<HeldPress | undefined> =>
    stillHeld(id, await available(redis.get(keysOf(id).press)));

  return {
    find,
    hold: async (press) => {
      const text = JSON.stringify(press);
      const id = ids.over(text) as PressId;
      await available(redis.set(keysOf(id).press, text, 'PX', TIDY_AFTER_MS));
      return id;
    },
    take: async (id) => {
      if (!(await find(id))) return undefined;
      const { press, used } = keysOf(id);
      const [taken] = await inOneGo(redis.multi().getdel(press).set(used, '1', 'PX', TIDY_AFTER_MS));
      return stillHeld(id, taken);
    },
    isUsed: async (id) => (await available(redis.exists(keysOf(id).used))) === 1,
  };
}
