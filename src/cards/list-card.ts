/** The one look of every list: a title, rows with a name, details, and what is left out said in words. */
import { withAsOf, type Moment } from './as-of';
import { actionsOf, carried, stackOf, twinLine, type Button } from './buttons';
import type { Card } from './card';
import { expand, type View } from './expand';
import { fitted, type Detail } from './fit';
import { textLines } from './request-facts';
import template from './templates/list.card.json';

export interface ListRow {
  readonly name: string;
  readonly details: readonly string[];
  /** Printed small: ids, and what one may type. */
  readonly small?: readonly string[] | undefined;
}

export interface List {
  readonly title: string;
  readonly lines: readonly string[];
  /** Drawn again with less detail until the card fits. */
  readonly rows: readonly ((detail: Detail) => ListRow)[];
  /** Said when rows had to be left out. */
  readonly leftOut: (count: number) => string;
  readonly notes?: readonly string[];
  /** The moment of the ages that the rows say. */
  readonly asOf?: Moment | undefined;
  readonly buttons?: readonly Button[];
  /** Long titles: one below the other. */
  readonly isStacked?: boolean;
  /** False where the rows say already what can be typed. */
  readonly printsTwins?: boolean;
}

/** Half of the card at most: commands may be long. */
const BUTTON_BYTES = 10_000;

function rowView({ name, details, small = [] }: ListRow): View {
  return { name, details: textLines(details), small: textLines(small) };
}

export function drawList(list: List): Card {
  const { notes = [], printsTwins = true, asOf } = list;
  const buttons = carried(list.buttons ?? [], BUTTON_BYTES);
  return fitted((detail) => {
    const rows = list.rows.slice(0, detail.rows);
    const hidden = list.rows.length - rows.length;
    const card = expand(template, {
      title: list.title,
      lines: textLines(list.lines),
      rows: rows.map((row) => rowView(row(detail))),
      notes: textLines([...(hidden > 0 ? [list.leftOut(hidden)] : []), ...notes]),
      twin: printsTwins ? twinLine(buttons) : [],
      ...(list.isStacked === true ? stackOf(buttons) : { stack: [], actions: actionsOf(buttons) }),
    });
    return asOf ? withAsOf(card, asOf) : card;
  });
}
