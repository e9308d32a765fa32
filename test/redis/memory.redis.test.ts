import { keepsItsPromises } from './memory-promises';
import { describeOnRealRedis, randomPrefix, REAL_REDIS_URL, removeKeys } from './real-redis';

const prefix = randomPrefix();

describeOnRealRedis('a real Redis', () => {
  keepsItsPromises({ url: REAL_REDIS_URL }, prefix);
  afterAll(async () => {
    await removeKeys(prefix);
  });
});
