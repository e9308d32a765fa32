/** Which changes a card shows as rows, in their listed order: soft-deletes in full up to twenty, then some others. */
import type { Change } from './change';
import { rankOf } from './change-order';

export const TOP_DELETES = 20;
export const TOP_OTHERS = 8;

export type TopRow = Pick<Change, 'id' | 'type' | 'access'>;

/** Remembers their ids while the changes stream by. */
export function createTopRows() {
  const deletes: TopRow[] = [];
  const others: TopRow[] = [];
  const onlyShown: TopRow[] = [];
  const ROWS = { softDelete: deletes, other: others, shownOnly: onlyShown };
  return {
    see: (change: Change): void => {
      const { id, type, access } = change;
      const rows = ROWS[rankOf(change)];
      if (rows.length < (rows === deletes ? TOP_DELETES : TOP_OTHERS)) rows.push({ id, type, access });
    },
    rows: (): readonly TopRow[] => [...deletes, ...[...others, ...onlyShown].slice(0, TOP_OTHERS)],
  };
}
