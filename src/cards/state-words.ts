/** The states in a person's words: "the request is …". */
import type { RecoveryState, RecoveryStateName } from '../recovery/request';
import type { JobStatus } from '../recovery/terms';

const STATE_WORDS: { readonly [Name in RecoveryStateName]: string } = {
  planned: 'waiting for Start preview',
  waitingForSlot: 'waiting for the tenant’s slot',
  previewing: 'previewing',
  reading: 'reading the changes',
  previewed: 'previewed',
  awaitingApproval: 'waiting for approval',
  rechecking: 'being re-checked',
  approved: 'approved, not yet run',
  recovering: 'recovering',
  recovered: 'recovered',
  failed: 'failed',
  canceled: 'canceled',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  expired: 'expired',
  split: 'split in two',
};

export function stateWords({ name }: Pick<RecoveryState, 'name'>): string {
  return STATE_WORDS[name];
}

const JOB_WORDS: { readonly [Status in JobStatus]: string } = {
  initialized: 'accepted by Microsoft, not started yet',
  loadingData: 'loading the snapshot',
  calculating: 'calculating the differences',
  running: 'working',
  successful: 'finished, reading the result',
  failed: 'failed',
  abandoned: 'canceled',
  unknown: 'working (Microsoft sent a status Rewind does not know)',
};

interface Job {
  readonly status?: JobStatus | undefined;
  readonly jobId: string | undefined;
  /** Microsoft answered that a job runs, and it may be this one. */
  readonly isBusy: boolean;
}

/** What Microsoft's job does now; a start without an answer is still being settled. */
export function jobWords({ status, jobId, isBusy }: Job): string {
  if (jobId === undefined)
    return isBusy ? 'making sure whether it has started' : 'starting: waiting for Microsoft’s answer';
  return JOB_WORDS[status ?? 'initialized'];
}
