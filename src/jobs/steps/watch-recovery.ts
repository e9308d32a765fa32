import type { TenantJob } from '../../recovery/ports';
import type { RecoveryOutcome } from '../../recovery/outcome';
import type { RecoveryIn } from '../../recovery/request';
import { progressOf } from '../../recovery/terms';
import { minutesAfter } from '../../shared/clock';
import { RewindError, UnavailableError } from '../../shared/errors';
import { fromFirstPage } from '../../shared/from-first-page';
import type { RecoveryJobId } from '../../shared/ids';
import { unreachable } from '../../shared/unreachable';
import { noticeToInvolved } from '../notices';
import { pollDelayMs } from '../poll-delay';
import { moveTo, wait, type Reading, type StepResult } from '../step';
import { settleIntent } from './settle-intent';

type Recovering = RecoveryIn<'recovering'>;

/** Counters alone are saved once a minute at most: every save is an entry in the record and an edit of the card. */
const COUNTERS_EVERY_MS = 60_000;

export async function watchRecovery(request: Recovering, reading: Reading): Promise<StepResult> {
  const { recoveryJobId } = request.state;
  return recoveryJobId ? await pollRecovery(request, recoveryJobId, reading) : await settleRecovery(request, reading);
}

async function settleRecovery(request: Recovering, reading: Reading): Promise<StepResult> {
  const settled = await settleIntent(request, reading);
  switch (settled.kind) {
    case 'unsure':
      return wait(settled.waitMs);
    case 'started':
      return moveTo({ ...request.state, recoveryJobId: settled.job.id as RecoveryJobId }, { what: 'adoptedRecovery' });
    case 'lost': {
      const { approval = approvalOfOldRow(request, reading) } = request.state;
      return moveTo({ name: 'approved', ...approval, because: 'startWasLost' }, { what: 'recoveryStartWasLost' });
    }
    default:
      return unreachable(settled);
  }
}

function approvalOfOldRow({ votes }: Recovering, { clock, settings }: Reading) {
  const now = clock.now();
  const expiresAt = minutesAfter(now, settings.executionWindowMinutes);
  return { approvedAt: votes.at(-1)?.at ?? now, expiresAt };
}

async function pollRecovery(request: Recovering, id: RecoveryJobId, reading: Reading): Promise<StepResult> {
  const { backup, clock } = reading;
  const job = await backup.getRecoveryJob(request.plan.snapshotId, id);
  const at = clock.now();
  const progress = progressOf(job.status);
  if (progress === 'running') return goOn(request, job, reading);

  const withOutcome = { with: { outcome: await readOutcome(request, { ...job, id }, reading) } };
  switch (progress) {
    case 'done':
      return moveTo({ name: 'recovered', at }, { ...withOutcome, notices: noticeToInvolved('finished', request) });
    case 'failed':
      return moveTo(
        { name: 'failed', at, during: 'recovery', because: 'recoveryFailed', reference: id },
        { ...withOutcome, notices: noticeToInvolved('failed', request) },
      );
    case 'canceled': {
      const { cancelAskedById: byId } = request.state;
      return moveTo(
        { name: 'canceled', at, during: 'recovery', jobId: id, byId },
        { ...withOutcome, notices: noticeToInvolved('finished', request) },
      );
    }
    default:
      return unreachable(progress);
  }
}

function goOn(request: Recovering, job: TenantJob, { clock, settings }: Reading): StepResult {
  const { state, updatedAt } = request;
  const now = clock.now();
  const delayMs = pollDelayMs(state.intendedAt, now, settings);
  const counted = {
    changedObjects: job.changedObjects ?? state.changedObjects,
    changedLinks: job.changedLinks ?? state.changedLinks,
  };
  const hasCounted = counted.changedObjects !== state.changedObjects || counted.changedLinks !== state.changedLinks;
  const isTimeToTell = now.getTime() - updatedAt.getTime() >= COUNTERS_EVERY_MS;
  if (job.status === state.status && !(hasCounted && isTimeToTell)) return wait(delayMs);
  return {
    kind: 'moveTo',
    state: { ...state, status: job.status, ...counted },
    move: { what: 'recoveryWentOn' },
    thenWaitMs: delayMs,
  };
}

async function readOutcome(
  request: Recovering,
  job: TenantJob & { readonly id: RecoveryJobId },
  reading: Reading,
): Promise<RecoveryOutcome> {
  const { state } = request;
  const failedChanges = job.failedChanges === 0 ? 0 : await saveFailedChanges(request, job.id, reading);
  return {
    recoveryJobId: job.id,
    startedAt: job.startedAt ?? state.intendedAt,
    changedObjects: job.changedObjects ?? state.changedObjects,
    changedLinks: job.changedLinks ?? state.changedLinks,
    failedChanges: job.failedChanges ?? failedChanges,
  };
}

/** Graph may leave the counter out: then the list itself is the count. A definite no to the list must not hide that the recovery ended. */
async function saveFailedChanges(request: Recovering, jobId: RecoveryJobId, reading: Reading): Promise<number> {
  const { id: requestId } = request;
  const { log } = reading;
  const count = { saved: 0 };
  try {
    await fromFirstPage(
      () => saveFailedOnce(request, { jobId, count }, reading),
      (times) => {
        log.warn({ requestId, times }, 'failed changes are read again from the first page');
      },
    );
  } catch (error) {
    if (!(error instanceof RewindError) || error instanceof UnavailableError) throw error;
    log.error({ requestId, code: error.code }, 'failed changes cannot be read');
  }
  return count.saved;
}

async function saveFailedOnce(
  { id: requestId, plan }: Recovering,
  { jobId, count }: { readonly jobId: RecoveryJobId; readonly count: { saved: number } },
  { backup, changes, stopping }: Reading,
): Promise<void> {
  await changes.clearFailed(requestId);
  count.saved = 0;
  let page = 0;
  for await (const failedChanges of backup.failedChangePages(plan.snapshotId, jobId)) {
    stopping.throwIfAborted();
    await changes.saveFailed(requestId, page, failedChanges);
    page += 1;
    count.saved += failedChanges.length;
  }
}
