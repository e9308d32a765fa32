/** Which changes a card shows as rows, in their listed order: soft-deletes in full up to twenty, then some others. */
import type { ObjectId } from '../shared/ids';
import type { Change } from './change';
import { rankOf } from './change-order';

export const TOP_DELETES = 20;
export const TOP_OTHERS = 8;

/** Remembers their ids while the changes stream by. */
export function createTopRows() {
  const deletes: Pick<Change, 'id' | 'type'>[] = [];
  const others: Pick<Change, 'id' | 'type'>[] = [];
  const onlyShown: Pick<Change, 'id' | 'type'>[] = [];
  const ROWS = { softDelete: deletes, other: others, shownOnly: onlyShown };
  return {
    see: (change: Change): void => {
      const { id, type } = change;
      const rows = ROWS[rankOf(change)];
      if (rows.length < (rows === deletes ? TOP_DELETES : TOP_OTHERS)) rows.push({ id, type });
    },
    rows: (): readonly { readonly id: ObjectId; readonly type: Change['type'] }[] => [
      ...deletes,
      ...[...others, ...onlyShown].slice(0, TOP_OTHERS),
    ],
  };
}
