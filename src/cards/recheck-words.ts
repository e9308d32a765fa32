/** What a re-check will do, and what it found: the words of A12. */
import { formatInstant } from '../times/print-time';
import { isSubset, type Difference, type Recheck } from '../recovery/recheck';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import { freshUntilOf } from '../recovery/slot-wait';
import { minutesAfter } from '../shared/clock';
import type { Viewing } from './card';
import { counted } from './wording';

/** The moment from which a press starts a re-check instead of the recovery. */
function tooOldAt(request: RecoveryRequest, { windows }: Viewing): Date | undefined {
  const { preview } = request;
  return preview && (freshUntilOf(request) ?? minutesAfter(preview.computedAt, windows.previewMaxAgeMinutes));
}

/** A press of this moment starts a re-check. */
export function isRecheckedFirst(request: RecoveryRequest, viewing: Viewing): boolean {
  const oldAt = tooOldAt(request, viewing);
  return request.overtaken !== undefined || (oldAt !== undefined && viewing.now >= oldAt);
}

/** What the press starts, as far as it may come before `until`: true however old the card is. */
export function startWords(request: RecoveryRequest, viewing: Viewing, until: Date): string {
  const oldAt = tooOldAt(request, viewing);
  const recheck = 'starts a re-check by a fresh preview; Run now follows if it finds nothing new';
  if (request.overtaken) return `${recheck} (something else was recovered since this preview)`;
  if (!oldAt || oldAt >= until) return 'starts the recovery';
  if (viewing.now >= oldAt)
    return `${recheck} (this preview is older than ${viewing.windows.previewMaxAgeMinutes} min)`;
  return `starts the recovery; from ${formatInstant(oldAt, request.zone)} on it ${recheck}`;
}

const differenceWords = ({ appeared, changed, gone }: Difference): string =>
  [
    ...(appeared > 0 ? [`${counted(appeared, 'object')} appeared`] : []),
    ...(changed > 0 ? [`${counted(changed, 'object')} would be changed in another way`] : []),
    ...(gone > 0 ? [`${counted(gone, 'object is', 'objects are')} no longer in it`] : []),
  ].join(', ');

/** After a re-check that found nothing new. */
export function nothingNewWords({ approvedObjects, difference: { gone } }: Recheck): string {
  if (gone === 0) return 'A re-check found exactly what was approved.';
  return `A re-check found nothing new: of ${counted(approvedObjects, 'approved object')}, ${counted(gone, 'is', 'are')} already as in the snapshot or cannot be recovered any more, and left out.`;
}

interface Dismissal {
  readonly sentence: string;
  /** The card lists what is different, and nothing else. */
  readonly isListed: boolean;
}

/** After a re-check that was a new preview: what it found, and what became of the approvals. `undefined` where there was none. */
function dismissalOf({ revision, recheck, preview }: RecoveryRequest): Dismissal | undefined {
  if (recheck?.freshRevision !== revision || preview === undefined) return undefined;
  if (objectsOf(preview.counts) === 0)
    return { isListed: false, sentence: 'A re-check found nothing left to recover: everything that was approved is already as in the snapshot, or cannot be recovered any more.' }; // prettier-ignore
  const { difference } = recheck;
  if (isSubset(difference))
    return { isListed: false, sentence: 'A re-check found nothing new, but the approvals that were given are not enough any more. They were dismissed: everybody votes again.' }; // prettier-ignore
  return { isListed: true, sentence: `A re-check found other changes than the approved ones, so the approvals were dismissed: ${differenceWords(difference)}.` }; // prettier-ignore
}

/** In a message. */
export const dismissedSentence = (request: RecoveryRequest): string | undefined => dismissalOf(request)?.sentence;

/** On the card. */
export function dismissedWords(request: RecoveryRequest): readonly string[] {
  const found = dismissalOf(request);
  if (!found) return [];
  const { sentence, isListed } = found;
  return [isListed ? `${sentence} Only this difference is listed here; Show all lists everything that would be recovered now.` : sentence]; // prettier-ignore
}
