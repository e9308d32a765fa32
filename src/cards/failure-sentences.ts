/** Why a request failed: what happened, what it means, what to do, and the reference to quote. Codes are kept by the request. */
import { BROKE } from '../shared/broken';
import type { FailureCause, RecoveryState } from '../recovery/request';
import { couldNotBeRead, mayRunWords } from './away-words';
import { neutralise } from './neutralise';

type Failed = Extract<RecoveryState, { name: 'failed' }>;

const FAILURES: ReadonlyMap<FailureCause, string> = new Map<FailureCause, string>([
  ['previewFailed', 'Microsoft’s preview failed. A preview changes nothing, so nothing was changed. Make a new request; if it fails again, try a smaller scope.'], // prettier-ignore
  ['recoveryFailed', 'Microsoft’s recovery failed. What it had applied before stays. Preview the same scope again to see what is left, and look into the failed changes.'], // prettier-ignore
  ['snapshotGone', 'Microsoft no longer lists the snapshot, so the request is void. Choose one that is still there: snapshots.'], // prettier-ignore
  ['keptChangesDiffer', 'What Rewind keeps of the changes is not what was approved any more: somebody or something wrote into its database. Nothing was started, and the request is void. Tell the people who run Rewind at once, and make a new request.'], // prettier-ignore
  ['recordDiffers', 'The request was not what its own record says any more: somebody or something wrote into Rewind’s database. The press that found it counted for nothing, nothing was started, and the request is void. Tell the people who run Rewind at once, and make a new request.'], // prettier-ignore
  ['graph/forbidden', 'Microsoft refused Rewind’s reading identity. What Microsoft ran may have gone on. The people who run Rewind have to check its permissions and consent.'], // prettier-ignore
  ['graph/not-found', 'Microsoft did not know the job or its changes; they are removed some days after it ends. Make a new preview.'], // prettier-ignore
]);
const FAMILIES: readonly (readonly [string, string])[] = [
  ['graph/', 'Microsoft Graph gave an answer that Rewind cannot go on with. Nothing more is started. Make a new request; if it happens again, quote the reference to Microsoft.'], // prettier-ignore
  ['store/', 'Rewind could not keep what it read. Nothing more is started. Make a new request; if it happens again, tell the people who run Rewind.'], // prettier-ignore
];
const OTHERWISE = `${BROKE} Nothing more is started. Make a new request; if it happens again, tell the people who run Rewind and quote the reference.`;

/** Why it failed, as far as it is known, and what may still run. */
export function failureSentence(state: Failed, zone: string): string {
  const { because, reference } = state;
  const family = FAMILIES.find(([start]) => because.startsWith(start));
  const known = because === 'couldNotBeRead' ? couldNotBeRead(state, zone) : FAILURES.get(because);
  const sentence = known ?? family?.[1] ?? OTHERWISE;
  const quoted = [because, ...(reference === undefined ? [] : [reference])].map((text) =>
    neutralise(text, { maxLength: 100 }),
  );
  return `${sentence}${mayRunWords(state)} Reference: ${quoted.join(' ')}`;
}

/**
 * For a bug: nothing of the exception reaches the person.
 *
 * @param during - what a typed command does is read or planned; a press may have been carried out before it broke
 * @param requestId - what was pressed, where that is known
 */
export function brokenSentence(reference: string, during: 'command' | 'press', requestId?: string): string {
  const done =
    during === 'press'
      ? `Whether your press was still carried out is not known; Rewind never starts twice. Look at the card, or ask for it anew: status ${requestId ?? 'R-…'}`
      : 'Nothing was started by this. Try again';
  return `${BROKE} ${done}; if it happens again, tell the people who run Rewind. Reference: ${neutralise(reference, { maxLength: 100 })}`;
}
