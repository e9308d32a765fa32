/**
 * No order of presses, withdrawals, expiries, role changes, tenant changes and crashes ever starts a recovery (a) without a full quorum of
 * distinct allowed people on its digest, (b) on a preview older than its limit, (c) after a re-check that found something else, (d) on
 * something that was not approved, be it by ids or by type, (e) twice, (g) from a snapshot that is gone; and (f) none leaves the tenant's
 * slot taken for good.
 */
import fc from 'fast-check';
import { history } from './history';
import { memoryStore } from './memory-store';
import { play } from './play';
import { PATIENCE_MS, runs } from './runs';

it(
  'no history starts a recovery that should not run',
  async () => {
    const { numRuns, ...seed } = runs(2000);
    let recovered = 0;
    let rechecked = 0;
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        const { wrongs, states, recoveries, kinds, because } = await play(one, memoryStore);
        expect(wrongs).toEqual([]);
        if (recoveries > 0) recovered += 1;
        if (states.has('rechecking')) rechecked += 1;
        for (const one of [...kinds, ...because]) met.set(one, (met.get(one) ?? 0) + 1);
      }),
      { numRuns, ...seed },
    );
    // A net that nothing swims into catches nothing.
    expect(recovered).toBeGreaterThan(numRuns / 5);
    expect(rechecked).toBeGreaterThan(numRuns / 25);
    for (const kind of ['byIds', 'setting', 'crowd', 'manyDeletes', 'snapshotGone'])
      expect([kind, (met.get(kind) ?? 0) > numRuns / 250]).toEqual([kind, true]);
  },
  PATIENCE_MS,
);
