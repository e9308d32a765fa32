/**
 * Files that were offered and wait for their person's answer. The window is judged by the product's clock; Redis only tidies up, and later.
 * An offer's id is a seal over what is kept.
 */
import { z } from 'zod/v4';
import { instantSchema, personIdSchema } from '../shared/schemas';
import type { FileOffer, FileOffers } from '../recovery/press-ports';
import { wantedFileSchema } from '../requests/wanted-file';
import { minutesAfter, type Clock } from '../shared/clock';
import { available } from './available';
import type { RedisConnection } from './connections';
import { keyOf, type Keyspace } from './keys';
import { createSealedIds } from './sealed-id';

const WINDOW_MINUTES = 60;
const TIDY_AFTER_MS = 2 * WINDOW_MINUTES * 60_000;

const offerSchema = z.object({ personId: personIdSchema, file: wantedFileSchema, offeredAt: instantSchema });

interface Options extends Keyspace {
  readonly redis: RedisConnection;
  readonly clock: Clock;
  /** A secret that is not in Redis, the same in all processes. */
  readonly sealKey: string;
}

export function createFileOffers({ redis, clock, prefix, sealKey }: Options): FileOffers {
  const ids = createSealedIds(sealKey, 'file');
  const keyOfOffer = (id: string): string => keyOf({ prefix }, 'file', id);
  const stillOffered = (id: string, text: string | null): FileOffer | undefined => {
    if (!ids.isOver(id, text)) return undefined;
    const offer = offerSchema.parse(JSON.parse(text));
    return clock.now() >= minutesAfter(offer.offeredAt, WINDOW_MINUTES) ? undefined : offer;
  };
  return {
    hold: async (offer) => {
      const text = JSON.stringify(offer);
      const id = ids.over(text);
      await available(redis.set(keyOfOffer(id), text, 'PX', TIDY_AFTER_MS));
      return id;
    },
    find: async (id) => stillOffered(id, await available(redis.get(keyOfOffer(id)))),
    take: async (id) => stillOffered(id, await available(redis.getdel(keyOfOffer(id)))),
  };
}
