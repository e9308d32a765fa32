import type { Change } from '../../src/recovery/change';
import { CHANGE_RANKS, countRanks, rankOf } from '../../src/recovery/change-order';
import type { ListedChanges, ListQuestion } from '../../src/recovery/store-ports';

export const inListedOrder = (changes: readonly Change[]): readonly Change[] =>
  CHANGE_RANKS.flatMap((rank) => changes.filter((change) => rankOf(change) === rank));

export function listedInMemory(
  all: readonly Change[],
  { first, limit }: Pick<ListQuestion, 'first' | 'limit'>,
): Promise<ListedChanges> {
  return Promise.resolve({ changes: inListedOrder(all).slice(first, first + limit), counts: countRanks(all) });
}
