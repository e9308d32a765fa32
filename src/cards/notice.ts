/** New messages: few, and to the people they concern. The approve button is on the card, never here (A22). */
import { formatInstant } from '../recovery/print-time';
import type { RecoveryRequest } from '../recovery/request';
import type { NoticeDraft } from '../recovery/store-ports';
import type { Names } from './card';
import { changesWords, toastWords } from './counts-line';
import { failureSentence } from './failure-sentences';
import { reasonWords, wishWords } from './request-facts';
import { stateWords } from './state-words';
import { counted, grouped, nameOf, remaining } from './wording';

interface DrawnNotice {
  /** Markdown. Whom it concerns is not in it: the channel puts the mentions in front. */
  readonly text: string;
  readonly summary: string;
}
interface NoticeFacts {
  readonly names: Names;
  readonly now: Date;
}

function approvalLine(request: RecoveryRequest, { names, now }: NoticeFacts): string {
  const { id, state, reason, zone } = request;
  const until = state.name === 'awaitingApproval' ? ` Until ${formatInstant(state.expiresAt, zone)} (${remaining(state.expiresAt, now)}).` : ''; // prettier-ignore
  const why = reason === undefined ? '' : ` Reason: ${reasonWords(reason)}.`;
  return `${nameOf(names, request.requesterId)} asks: ${wishWords(request)}, ${toastWords(request)}.${why}${until} Nothing has been changed yet. The button is on the card, under the changes: approve ${id}`;
}

function recoveredWords({ id, outcome }: RecoveryRequest): string {
  const { changedObjects, failedChanges = 0 } = outcome ?? {};
  const changed = changedObjects === undefined ? 'the recovery is finished' : `${counted(changedObjects, 'object')} changed`; // prettier-ignore
  const failed = failedChanges === 0 ? 'nothing failed' : `${grouped(failedChanges)} failed (failed ${id})`;
  return `${changed}, ${failed}. The card says what was not covered.`;
}

function finishedLine(request: RecoveryRequest): string {
  const { id, state, preview } = request;
  if (state.name === 'recovered') return `${wishWords(request)}: ${recoveredWords(request)}`;
  if (state.name === 'previewed' && preview) {
    return `${wishWords(request)}: the preview is ready, ${changesWords(preview.counts)}. Nothing has been changed yet: changes ${id}`;
  }
  return `${wishWords(request)}: ${stateWords(state)}. Look: status ${id}`;
}

function failedLine({ id, state }: RecoveryRequest): string {
  return state.name === 'failed' ? failureSentence(state.because, state.reference) : `It failed. Look: status ${id}`;
}

/** A toast is short and has no Markdown; the line is the whole message. */
function lineOf(kind: NoticeDraft['kind'], request: RecoveryRequest, facts: NoticeFacts): DrawnNotice {
  const { id } = request;
  switch (kind) {
    case 'approvalNeeded':
      return { text: approvalLine(request, facts), summary: `Approval needed: ${toastWords(request)}` };
    case 'reminder':
      return { text: `Still waiting for approval. ${approvalLine(request, facts)}`, summary: `Still waiting for approval: ${toastWords(request)}` }; // prettier-ignore
    case 'finished':
      return { text: finishedLine(request), summary: `${id} is ${stateWords(request.state)}` };
    case 'failed':
      return { text: failedLine(request), summary: `${id} failed` };
    case 'expired':
      return { text: `${wishWords(request)}: its time is over and nothing was changed. Make a new request if it is still needed.`, summary: `${id} expired` }; // prettier-ignore
    case 'votesDismissed':
      return { text: `your approval no longer counts, because what it was given for has changed. Look again: status ${id}`, summary: `Your approval of ${id} no longer counts` }; // prettier-ignore
    case 'slotFree':
      return { text: `The slot is free again. Press once more on the card: status ${id}`, summary: `The slot is free: ${id} can go on` }; // prettier-ignore
  }
}

export function drawNotice(
  { kind }: Pick<NoticeDraft, 'kind'>,
  request: RecoveryRequest,
  facts: NoticeFacts,
): DrawnNotice {
  const { text, summary } = lineOf(kind, request, facts);
  return { text: `${request.id}: ${text}`, summary };
}
