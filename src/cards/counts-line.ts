/** The counts of a preview, in the order of what hurts to read last: `9 update · 1 restore · 2 delete (recoverable 30 days) · 3 shown only`. */
import type { ChangeCounts } from '../recovery/counts';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import { isRider } from '../recovery/recovery-scope';
import { shortDigest } from '../approvals/digest';
import { counted, grouped } from './wording';

function actionWords({ update, restore, softDelete, unknown, byType }: ChangeCounts): readonly string[] {
  const hasRiders = Object.keys(byType).some(isRider);
  const recoverable = hasRiders ? 'recoverable 30 days, grants and assignments only with their service principal' : 'recoverable 30 days'; // prettier-ignore
  const parts: readonly (readonly [number, string])[] = [
    [update, 'update'],
    [restore, 'restore'],
    [softDelete, `delete (${recoverable})`],
    [unknown, 'of an unknown kind'],
  ];
  return parts.filter(([number]) => number > 0).map(([number, word]) => `${grouped(number)} ${word}`);
}

export function countsLine(counts: ChangeCounts): string {
  const { shownOnly, links } = counts;
  const told = [
    ...actionWords(counts),
    ...(shownOnly === 0 ? [] : [`${grouped(shownOnly)} shown only`]),
    ...(links === 0 ? [] : [counted(links, 'link')]),
  ];
  return told.length === 0 ? 'No changes were found' : told.join(' · ');
}

/** `12 changes, 3 shown only`: what Microsoft only shows is not among the changes. */
export function totalWords({ objects, shownOnly }: { readonly objects: number; readonly shownOnly: number }): string {
  return `${counted(objects, 'change')}${shownOnly === 0 ? '' : `, ${grouped(shownOnly)} shown only`}`;
}

/** `12 changes, 3 shown only: 9 update · 1 restore · 2 delete (recoverable 30 days), with 4 links`; the parts add up to the changes. */
export function summedWords(counts: ChangeCounts): string {
  const total = totalWords({ objects: objectsOf(counts), shownOnly: counts.shownOnly });
  const parts = actionWords(counts).join(' · ');
  const links = counts.links === 0 ? '' : `, with ${counted(counts.links, 'link')}`;
  return parts === '' ? total : `${total}: ${parts}${links}`;
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
