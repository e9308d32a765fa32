/** Cards that are looked at side by side: one state or one kind of list. */
import type { Card, DrawnCard, Viewer } from '../../cards/card';
import { VIEWERS } from './sample-people';

export interface Shelf {
  readonly title: string;
  /** By the name of the card's file. */
  readonly cards: Readonly<Record<string, DrawnCard>>;
}

/** The same thing as everybody sees it, and as each person does. */
export function forEachViewer(name: string, draw: (viewer: Viewer) => DrawnCard): Shelf['cards'] {
  return Object.fromEntries(Object.entries(VIEWERS).map(([viewer, seen]) => [`${name}-${viewer}`, draw(seen)]));
}

/** Cards that are equal to the last bit, as one. */
export interface DistinctCard {
  readonly names: readonly [string, ...string[]];
  readonly card: Card;
  /** The toast. */
  readonly summary: string;
  /** In UTF-8, without the message around it. */
  readonly bytes: number;
}

export function distinctCards({ cards }: Shelf): readonly DistinctCard[] {
  const byText = new Map<string, DistinctCard>();
  for (const [name, { card, summary }] of Object.entries(cards)) {
    const text = JSON.stringify(card);
    const names = byText.get(text)?.names;
    byText.set(text, { names: names ? [...names, name] : [name], card, summary, bytes: Buffer.byteLength(text) });
  }
  return [...byText.values()];
}
