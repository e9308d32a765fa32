/** The order in which changes are listed: what would be deleted first, what is only shown last, each in the order of Microsoft's answer. */
import type { Change } from './change';

export const CHANGE_RANKS = ['softDelete', 'other', 'shownOnly'] as const;
export type ChangeRank = (typeof CHANGE_RANKS)[number];
export type RankCounts = Readonly<Record<ChangeRank, number>>;

export function rankOf({ action, shownOnly }: Pick<Change, 'action' | 'shownOnly'>): ChangeRank {
  if (shownOnly) return 'shownOnly';
  return action === 'softDelete' ? 'softDelete' : 'other';
}

export function countRanks(changes: readonly Change[]): RankCounts {
  const counts = { softDelete: 0, other: 0, shownOnly: 0 };
  for (const change of changes) counts[rankOf(change)] += 1;
  return counts;
}

export function sumOfRanks(all: readonly RankCounts[]): RankCounts {
  const sum = { softDelete: 0, other: 0, shownOnly: 0 };
  for (const counts of all) for (const rank of CHANGE_RANKS) sum[rank] += counts[rank];
  return sum;
}
