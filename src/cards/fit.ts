/** Every activity stays below 28 KB, whatever the directory holds: a card is drawn with less and less detail until it fits. */
import type { Card } from './card';

/** 28 KB less what the envelope, mentions and the refresh list of up to 60 people take. */
export const CARD_BYTES = 21_000;

export interface Detail {
  readonly rows: number;
  readonly attributes: number;
  /** Characters of one attribute value. */
  readonly valueLength: number;
  /** Names in a hazard's sentence or a list of links. */
  readonly names: number;
}

const DETAILS: readonly Detail[] = [
  { rows: 50, attributes: 20, valueLength: 200, names: 5 },
  { rows: 50, attributes: 8, valueLength: 80, names: 3 },
  { rows: 30, attributes: 4, valueLength: 60, names: 3 },
  { rows: 20, attributes: 2, valueLength: 40, names: 1 },
  { rows: 20, attributes: 0, valueLength: 40, names: 1 },
  { rows: 10, attributes: 0, valueLength: 40, names: 1 },
  { rows: 4, attributes: 0, valueLength: 40, names: 0 },
];
const LEAST: Detail = { rows: 0, attributes: 0, valueLength: 40, names: 0 };

export function bytesOf(card: Card): number {
  return Buffer.byteLength(JSON.stringify(card));
}

export function fitted(draw: (detail: Detail) => Card): Card {
  for (const detail of DETAILS) {
    const card = draw(detail);
    if (bytesOf(card) <= CARD_BYTES) return card;
  }
  return draw(LEAST);
}
