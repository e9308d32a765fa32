/** The rows of a card after a re-check that found other changes than the approved ones: only these, and what became of each. */
import type { Difference, DifferenceRows } from '../recovery/recheck';
import { changeRow, type ChangeRow } from './change-row';
import type { RowView } from './row-view';

const DELETES = 20;
const OTHERS = 5;

const SINCE: { readonly [How in 'appeared' | 'changed']: string } = {
  appeared: 'new since the approval',
  changed: 'not as it was approved',
};
const GONE = 'no longer in it: nothing will be recovered here';

/** Soft-deletes first, whether they appeared or changed; then the others, and last what is gone. */
export function differenceRows({ appeared, changed, gone }: DifferenceRows, view: RowView): readonly ChangeRow[] {
  const fresh = [
    ...appeared.map((change) => ({ change, since: SINCE.appeared })),
    ...changed.map((change) => ({ change, since: SINCE.changed })),
  ];
  const isDelete = ({ change }: (typeof fresh)[number]) => change.action === 'softDelete';
  const shown = [...fresh.filter(isDelete).slice(0, DELETES), ...fresh.filter((row) => !isDelete(row)).slice(0, OTHERS)]; // prettier-ignore
  return [
    ...shown.map(({ change, since }) => {
      const row = changeRow(change, view);
      return { ...row, action: `${since}: ${row.action}` };
    }),
    ...gone.slice(0, OTHERS).map((change) => ({ ...changeRow(change, view), action: GONE, lines: [] })),
  ];
}

export const differentObjects = ({ appeared, changed, gone }: Difference): number => appeared + changed + gone;
