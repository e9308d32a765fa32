/** The counts of a preview, in the order of what hurts to read last: `9 update · 1 restore · 2 delete (recoverable 30 days) · 3 shown only`. */
import { objectsOf, type ChangeCounts, type RecoveryRequest } from '../recovery/request';
import { shortDigest } from '../approvals/digest';
import { counted, grouped } from './wording';

export function countsLine(counts: ChangeCounts): string {
  const parts: readonly (readonly [number, string])[] = [
    [counts.update, 'update'],
    [counts.restore, 'restore'],
    [counts.softDelete, 'delete (recoverable 30 days)'],
    [counts.unknown, 'of an unknown kind'],
    [counts.shownOnly, 'shown only'],
    [counts.links, counts.links === 1 ? 'link' : 'links'],
  ];
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${grouped(number)} ${word}`);
  return told.length === 0 ? 'No changes: nothing differs from the snapshot' : told.join(' · ');
}

/** `12 changes, 2 deletes` */
export function changesWords(counts: ChangeCounts): string {
  const deletes = counts.softDelete === 0 ? '' : `, ${counted(counts.softDelete, 'delete')}`;
  return `${counted(objectsOf(counts), 'change')}${deletes}`;
}

/** `12 changes, 2 deletes (4f2a91c7)`, as far as it is known. */
export function toastWords({ preview, digest }: RecoveryRequest): string {
  const counts = preview ? changesWords(preview.counts) : 'changes not read yet';
  return digest === undefined ? counts : `${counts} (${shortDigest(digest)})`;
}
