import { describeOnRealRedis, randomPrefix, REAL_REDIS_URL, removeKeys } from '../redis/real-redis';
import { runsEveryRequest } from './machine-promises';

describeOnRealRedis('the step machine on a real Redis', () => {
  const used: string[] = [];
  afterAll(async () => {
    for (const prefix of used) await removeKeys(prefix);
  });

  runsEveryRequest({
    url: () => REAL_REDIS_URL,
    prefix: () => {
      const prefix = randomPrefix();
      used.push(prefix);
      return prefix;
    },
  });
});
