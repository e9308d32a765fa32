import type { Change } from './change';
import { isUnpinnable } from './recovery-scope';
import type { ChangeCounts } from './counts';

export interface ChangeCounter {
  see(change: Change): void;
  counts(): ChangeCounts;
}

/** Counts changes as they stream by. What is only shown is in no other count. */
export function createChangeCounter(): ChangeCounter {
  const totals = { update: 0, restore: 0, softDelete: 0, unknown: 0, shownOnly: 0, links: 0, unpinnable: 0 };
  const byType = new Map<string, number>();
  return {
    see: (change) => {
      const { type, action, links, shownOnly } = change;
      if (shownOnly) {
        totals.shownOnly += 1;
        return;
      }
      totals[action] += 1;
      totals.links += links.length;
      if (isUnpinnable(change)) totals.unpinnable += 1;
      byType.set(type, (byType.get(type) ?? 0) + 1);
    },
    counts: () => ({ ...totals, byType: Object.fromEntries(byType) }),
  };
}
