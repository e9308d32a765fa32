/** What came of a press, in one line: for the sign-in page, and where a card cannot be the answer. */
import type { Refusal } from '../approvals/refusal';
import type { OutcomeNote } from '../recovery/outcome-note';
import type { RecoveryRequest, RecoveryStateName } from '../recovery/request';
import { nothingHasWords, splitWords } from './follow-up-words';
import { outcomeWords } from './outcome-toast';
import { refusalSentence } from './sentences';

const NOTES: Readonly<Record<OutcomeNote, string>> = {
  slotBusy:
    'Another preview or recovery is running in this tenant. Nothing was started; you will be told when the slot is free.',
  startWasLost: 'It took too long, so nothing was sent to Microsoft and nothing is running. Press again.',
  startUnclear:
    'Microsoft did not answer clearly. Rewind looks in the list of jobs whether it started; it is never started twice.',
  slotUnclear:
    'Microsoft says that a preview or a recovery is running in this tenant. Rewind makes sure in the list of jobs whether it is this one, and the card says so within a minute; it is never started twice.',
  voteCounted: 'Your approval is counted. More approvals are needed.',
  voteWithdrawn: 'Your approval is withdrawn.',
  cancelAsked: 'Microsoft was asked to stop. What was applied already stays.',
};

type Words = string | ((request: RecoveryRequest) => string);
const nothingChanged = (words: string) => (request: RecoveryRequest) => `${words} ${nothingHasWords(request)}`;

/** Where nobody followed it to its end, nobody knows whether it failed. */
function failedWords(state: RecoveryRequest['state']): string {
  const mayRun = state.name === 'failed' ? state.mayRun : undefined;
  return mayRun === undefined ? 'has failed.' : `is followed no longer: how its ${mayRun} ended is not known.`;
}

const NOW: Readonly<Record<RecoveryStateName, Words>> = {
  planned: 'is planned; nothing has been started.',
  waitingForSlot: 'waits for the slot to be free.',
  previewing: nothingChanged('is being previewed.'),
  reading: nothingChanged('is being read.'),
  previewed: nothingChanged('is previewed.'),
  awaitingApproval: nothingChanged('waits for approval.'),
  rechecking: (request) =>
    `is approved; a fresh preview re-checks it, because ${request.overtaken ? 'something else was recovered since the one that was approved' : 'the one that was approved is too old'}. ${nothingHasWords(request)}`,
  approved: 'is approved, but not started yet.',
  recovering: ({ state }) =>
    'recoveryJobId' in state && state.recoveryJobId !== undefined
      ? 'is running: the recovery has started.'
      : 'is being started: Microsoft has not said yet whether the recovery began.',
  recovered: (request) => ['is finished', outcomeWords(request)].filter(Boolean).join(': ') + '.',
  failed: ({ state }) => failedWords(state),
  canceled: 'was canceled.',
  rejected: nothingChanged('was rejected.'),
  withdrawn: nothingChanged('was withdrawn.'),
  expired: nothingChanged('has expired.'),
  split: (request) => `is split in two: ${splitWords(request)}. ${nothingHasWords(request)}`,
};

export function outcomeSentence(
  outcome: Refusal | { readonly kind: 'done'; readonly request: RecoveryRequest; readonly note?: OutcomeNote },
): string {
  if (outcome.kind === 'refused') return refusalSentence(outcome);
  const { request } = outcome;
  const now = NOW[request.state.name];
  const note = outcome.note ? ` ${NOTES[outcome.note]}` : '';
  return `${request.id} ${typeof now === 'string' ? now : now(request)}${note}`;
}
