import { describeOnRealRedis, randomPrefix, REAL_REDIS_URL, removeKeys } from '../redis/real-redis';
import { drawsEveryChange } from './draw-promises';

describeOnRealRedis('the draw queue on a real Redis', () => {
  const used: string[] = [];
  afterAll(async () => {
    for (const prefix of used) await removeKeys(prefix);
  });

  drawsEveryChange({
    url: () => REAL_REDIS_URL,
    prefix: () => {
      const prefix = randomPrefix();
      used.push(prefix);
      return prefix;
    },
  });
});
