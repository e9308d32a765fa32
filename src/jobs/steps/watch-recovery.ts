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
import { moveTo, wait, waitUnread, type Reading, type StepResult } from '../step';
import { settleIntent } from './settle-intent';

type Recovering = RecoveryIn<'recovering'>;

/** Counters alone are saved once a minute at most: every save is an entry in the record and an edit of the card. */
const COUNTERS_EVERY_MS = 60_000;
/** How long the list of what failed is asked for again, after the recovery has ended. */
const REFUSED_PATIENCE_MS = 5 * 60_000;
const BUSY_PATIENCE_MS = 60 * 60_000;

export async function watchRecovery(request: Recovering, reading: Reading): Promise<StepResult> {
  const { recoveryJobId } = request.state;
  return recoveryJobId ? await pollRecovery(request, recoveryJobId, reading) : await settleRecovery(request, reading);
}

async function settleRecovery(request: Recovering, reading: Reading): Promise<StepResult> {
  const settled = await settleIntent(request, reading);
  switch (settled.kind) {
    case 'unsure':
      return waitUnread(settled.waitMs);
    case 'started':
      return moveTo({ ...request.state, recoveryJobId: settled.job.id as RecoveryJobId }, { what: 'adoptedRecovery' });
    case 'busy':
      return moveTo(settled.state, { what: 'slotBusy' });
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
  const list: FailedList = job.failedChanges === 0 ? { count: 0 } : await readFailedChanges(request, job.id, reading);
  return {
    recoveryJobId: job.id,
    startedAt: job.startedAt ?? state.intendedAt,
    changedObjects: job.changedObjects ?? state.changedObjects,
    changedLinks: job.changedLinks ?? state.changedLinks,
    failedChanges: job.failedChanges ?? list.count,
    ...(list.count === undefined && { isFailedUnread: true }),
  };
}

interface FailedList {
  /** Missing where it could not be read to its end. */
  readonly count: number | undefined;
}

/** The recovery has ended: a list of failures that cannot be read is tried again for minutes, and does not keep people from hearing it. */
async function readFailedChanges(request: Recovering, jobId: RecoveryJobId, reading: Reading): Promise<FailedList> {
  const { log, patience } = reading;
  try {
    return { count: await saveFailedChanges(request, jobId, reading) };
  } catch (error) {
    if (!(error instanceof RewindError)) throw error;
    const patienceMs = error instanceof UnavailableError ? BUSY_PATIENCE_MS : REFUSED_PATIENCE_MS;
    if (patience.waitedMs(`${request.id} failed changes ${jobId}`) < patienceMs) throw error;
    log.error({ requestId: request.id, code: error.code }, 'failed changes cannot be read');
    return { count: undefined };
  }
}

/** Graph may leave the counter out: then the list itself is the count. */
async function saveFailedChanges(request: Recovering, jobId: RecoveryJobId, reading: Reading): Promise<number> {
  const { id: requestId } = request;
  const count = { saved: 0 };
  await fromFirstPage(
    () => saveFailedOnce(request, { jobId, count }, reading),
    (times) => {
      reading.log.warn({ requestId, times }, 'failed changes are read again from the first page');
    },
  );
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
