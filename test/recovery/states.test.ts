import type { RecoveryStateName } from '../../src/recovery/request';
import { isAtRest, isRunning, rowOf } from '../../src/recovery/states';

it.each(['', 'anything', 'constructor', '__proto__'])('nothing is true of a state that is none of ours: %j', (name) => {
  const forged = name as RecoveryStateName;
  expect([isAtRest(forged), isRunning(forged), rowOf(forged)]).toEqual([false, false, { rests: false }]);
});
