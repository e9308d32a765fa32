/** Every activity stays below 28 KB, whatever the directory holds: a card is drawn with less and less detail until it fits. */
import type { Card } from './card';

/** 28 KB less what the envelope, mentions and the refresh list of up to 60 people take. */
const CARD_BYTES = 21_000;

export interface Detail {
  readonly rows: number;
  readonly attributes: number;
  /** Characters of one attribute value. */
  readonly valueLength: number;
  /** Names in a hazard's sentence or a list of links. */
  readonly names: number;
}

const FULL: Detail = { rows: 50, attributes: 20, valueLength: 200, names: 5 };
const DETAILS: readonly Detail[] = [
  { rows: 50, attributes: 8, valueLength: 80, names: 3 },
  { rows: 30, attributes: 4, valueLength: 60, names: 3 },
  { rows: 20, attributes: 2, valueLength: 40, names: 1 },
  { rows: 20, attributes: 0, valueLength: 40, names: 1 },
  { rows: 10, attributes: 0, valueLength: 40, names: 1 },
  { rows: 4, attributes: 0, valueLength: 40, names: 0 },
];
const LEAST: Detail = { rows: 0, attributes: 0, valueLength: 40, names: 0 };

const fits = (card: Card): boolean => Buffer.byteLength(JSON.stringify(card)) <= CARD_BYTES;

/** With as much detail as fits. Less detail is never more bytes, so the search halves what is left of the list. */
export function fitted(draw: (detail: Detail) => Card): Card {
  const full = draw(FULL);
  if (fits(full)) return full;
  let best: Card | undefined;
  let [from, to] = [0, DETAILS.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const card = draw(DETAILS[middle] ?? LEAST);
    if (fits(card)) [best, to] = [card, middle];
    else from = middle + 1;
  }
  return best ?? draw(LEAST);
}
