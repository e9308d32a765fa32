import type { Change } from './change';
import type { ChangeCounts } from './request';

export interface ChangeCounter {
  see(change: Change): void;
  counts(): ChangeCounts;
}

/** Counts changes as they stream by. What is only shown is in no other count. */
export function createChangeCounter(): ChangeCounter {
  const totals = { update: 0, restore: 0, softDelete: 0, unknown: 0, shownOnly: 0, links: 0 };
  const byType = new Map<string, number>();
  return {
    see: ({ type, action, links, shownOnly }) => {
      if (shownOnly) {
        totals.shownOnly += 1;
        return;
      }
      totals[action] += 1;
      totals.links += links.length;
      byType.set(type, (byType.get(type) ?? 0) + 1);
    },
    counts: () => ({ ...totals, byType: Object.fromEntries(byType) }),
  };
}
