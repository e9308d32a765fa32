/** What came of a press, in one line: for the sign-in page, and where a card cannot be the answer. */
import type { Refusal } from '../approvals/refusal';
import type { RecoveryRequest, RecoveryStateName } from '../recovery/request';
import { refusalSentence } from './sentences';

export type Note = 'slotBusy' | 'graphAway' | 'startUnclear' | 'voteCounted' | 'voteWithdrawn' | 'cancelAsked';

const NOTES: Readonly<Record<Note, string>> = {
  slotBusy:
    'Another preview or recovery is running in this tenant. Nothing was started; you will be told when the slot is free.',
  graphAway: 'Microsoft Graph is busy. Nothing was started; press again in a minute.',
  startUnclear:
    'Microsoft did not answer clearly. Rewind looks in the list of jobs whether it started; it is never started twice.',
  voteCounted: 'Your approval is counted. More approvals are needed.',
  voteWithdrawn: 'Your approval is withdrawn.',
  cancelAsked: 'Microsoft was asked to stop. What was applied already stays.',
};

const NOW: Readonly<Record<RecoveryStateName, string>> = {
  planned: 'is planned; nothing has been started.',
  waitingForSlot: 'waits for the slot to be free.',
  previewing: 'is being previewed. Nothing has been changed.',
  reading: 'is being read. Nothing has been changed.',
  previewed: 'is previewed. Nothing has been changed.',
  awaitingApproval: 'waits for approval. Nothing has been changed.',
  approved: 'is approved, but not started yet.',
  recovering: 'is running: the recovery has started.',
  recovered: 'is finished.',
  failed: 'has failed.',
  canceled: 'was canceled.',
  rejected: 'was rejected. Nothing has been changed.',
  withdrawn: 'was withdrawn. Nothing has been changed.',
  expired: 'has expired. Nothing has been changed.',
};

export function outcomeSentence(
  outcome: Refusal | { readonly kind: 'done'; readonly request: RecoveryRequest; readonly note?: Note },
): string {
  if (outcome.kind === 'refused') return refusalSentence(outcome);
  const { id, state } = outcome.request;
  const note = outcome.note ? ` ${NOTES[outcome.note]}` : '';
  return `${id} ${NOW[state.name]}${note}`;
}
