/**
 * Presses that wait for their person on the sign-in page. The window is judged by the product's clock; Redis only tidies up, and later.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod/v4';
import { instantSchema, personIdSchema, placeSchema } from '../approvals/approval';
import type { HeldPress, HeldPresses } from '../recovery/press-ports';
import { PRESS_VERBS } from '../recovery/terms';
import { minutesAfter, type Clock } from '../shared/clock';
import type { PressId } from '../shared/ids';
import type { JsonObject } from '../shared/json';
import { available } from './available';
import type { RedisConnection } from './connections';
import { keyOf, type Keyspace } from './keys';

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
}

export function createHeldPresses({ redis, clock, prefix }: Options): HeldPresses {
  const pressKey = (id: PressId): string => keyOf({ prefix }, 'press', id);
  const visitKey = (id: PressId): string => keyOf({ prefix }, 'visit', id);

  const stillHeld = (id: PressId, text: string | null): HeldPress | undefined => {
    if (text === null) return undefined;
    const press = pressSchema.parse(JSON.parse(text));
    const isOver = clock.now() >= minutesAfter(press.heldAt, WINDOW_MINUTES);
    return isOver ? undefined : { ...press, id };
  };
  const find = async (id: PressId): Promise<HeldPress | undefined> =>
    stillHeld(id, await available(redis.get(pressKey(id))));

  return {
    find,
    hold: async (press) => {
      const id = randomBytes(24).toString('base64url') as PressId;
      await available(redis.set(pressKey(id), JSON.stringify(press), 'PX', TIDY_AFTER_MS));
      return id;
    },
    take: async (id) => stillHeld(id, await available(redis.getdel(pressKey(id)))),
    rememberVisit: async (id, visit) => {
      await available(redis.set(visitKey(id), JSON.stringify(visit), 'PX', TIDY_AFTER_MS));
    },
    visitOf: async (id): Promise<JsonObject | undefined> => {
      if (!(await find(id))) return undefined;
      const text = await available(redis.get(visitKey(id)));
      return text === null ? undefined : jsonObjectSchema.parse(JSON.parse(text));
    },
  };
}
