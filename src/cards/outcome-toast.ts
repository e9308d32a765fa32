/** What a toast says of a request that came to an end, or to a halt: in numbers, where Microsoft tells. */
import { changedNothing } from '../recovery/follow-up';
import type { RecoveryOutcome } from '../recovery/outcome';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import { changesWords } from './counts-line';
import { stateWords } from './state-words';
import { counted, grouped } from './wording';

/** `3 failed`; Microsoft may have told neither the number nor the list. */
export function failedCount(outcome: Pick<RecoveryOutcome, 'failedChanges'> | undefined): string {
  const failed = outcome?.failedChanges;
  return failed === undefined ? 'how many failed is not known' : `${grouped(failed)} failed`;
}

/** Of a recovery that ran by type more may have changed than was previewed. */
function changedWords({ preview, outcome }: RecoveryRequest): string | undefined {
  const changed = outcome?.changedObjects;
  if (outcome === undefined || changed === undefined) return undefined;
  const previewed = preview ? objectsOf(preview.counts) : 0;
  const objects = changed > previewed ? counted(changed, 'object') : `${grouped(changed)} of ${counted(previewed, 'object')}`; // prettier-ignore
  return `${objects} changed, ${failedCount(outcome)}`;
}

const RAN = { recovered: 'Recovered', canceled: 'Recovery canceled', failed: 'Recovery failed' } as const;

/** In a sentence: what a finished recovery came to; nothing where Microsoft does not tell. */
export const outcomeWords = (request: RecoveryRequest): string | undefined =>
  changedNothing(request) ? 'nothing was left to change' : changedWords(request);

/** `Recovered: 12 of 12 objects changed, 0 failed (R-7K3Q)`; nothing where no recovery ran, or Microsoft does not tell. */
export function outcomeToast(request: RecoveryRequest): string | undefined {
  const { id, state } = request;
  const hasRun = state.name === 'recovered' || ((state.name === 'canceled' || state.name === 'failed') && state.during === 'recovery'); // prettier-ignore
  if (changedNothing(request)) return `Recovered: nothing was left to change (${id})`;
  const words = hasRun ? changedWords(request) : undefined;
  return hasRun && words !== undefined ? `${RAN[state.name]}: ${words} (${id})` : undefined;
}

export function finishedToast(request: RecoveryRequest): string {
  const { id, state, preview } = request;
  if (state.name === 'previewed' && preview) return `Preview ready: ${changesWords(preview.counts)} (${id})`;
  if (state.name === 'approved') return `Re-checked, press Run now (${id})`;
  return outcomeToast(request) ?? `${id} is ${stateWords(state)}`;
}
