/** Every card there is, to be looked at and checked: each state for each viewer, the lists, and the same in a hostile directory. */
import type { DrawnCard } from '../../cards/card';
import { awayShelf } from './away-samples';
import { followUpShelf, oldPreviewShelf } from './follow-up-samples';
import { hazardShelf } from './hazard-samples';
import { hostileShelves } from './hostile-samples';
import { listShelves } from './list-samples';
import { outsideShelf } from './outside-samples';
import { quorumShelf } from './quorum-samples';
import type { Shelf } from './shelf';
import { stateShelves } from './state-samples';
import { whoChangedShelf } from './who-changed-samples';

export function shelves(): readonly Shelf[] {
  return [
    ...stateShelves(),
    oldPreviewShelf(),
    followUpShelf(),
    awayShelf(),
    quorumShelf(),
    hazardShelf(),
    outsideShelf(),
    ...listShelves(),
    whoChangedShelf(),
    ...hostileShelves(),
  ];
}

/**
 * By the name of the card's file.
 *
 * @internal Tests look at every card.
 */
export function gallery(): ReadonlyMap<string, DrawnCard> {
  return new Map(shelves().flatMap(({ cards }) => Object.entries(cards)));
}
