import type { RecoveryIn } from '../../recovery/request';
import { progressOf } from '../../recovery/terms';
import { minutesAfter } from '../../shared/clock';
import type { PreviewJobId } from '../../shared/ids';
import { unreachable } from '../../shared/unreachable';
import { failed } from '../endings';
import { noticeToInvolved } from '../notices';
import { pollDelayMs } from '../poll-delay';
import { moveTo, wait, waitUnread, type Reading, type StepResult } from '../step';
import { settleIntent } from './settle-intent';

type Previewing = RecoveryIn<'previewing'>;

export async function watchPreview(request: Previewing, reading: Reading): Promise<StepResult> {
  const { previewJobId } = request.state;
  if (!previewJobId) return await settlePreview(request, reading);
  return await pollPreview(request, previewJobId, {
    reading,
    done: (computedAt) => moveTo({ name: 'reading', previewJobId, computedAt }),
  });
}

async function settlePreview(request: Previewing, reading: Reading): Promise<StepResult> {
  const settled = await settleIntent(request, reading);
  switch (settled.kind) {
    case 'unsure':
      return waitUnread(settled.waitMs);
    case 'started':
      return moveTo({ ...request.state, previewJobId: settled.job.id as PreviewJobId }, { what: 'adoptedPreview' });
    case 'busy':
      return moveTo(settled.state, { what: 'slotBusy' });
    case 'lost': {
      const { planExpiresAt = minutesAfter(reading.clock.now(), reading.settings.planWindowMinutes) } = request.state;
      return moveTo({ name: 'planned', expiresAt: planExpiresAt, startWasLost: true }, { what: 'previewStartWasLost' });
    }
    default:
      return unreachable(settled);
  }
}

interface Poll {
  readonly reading: Reading;
  /** What follows when the preview job is finished; its age counts from this time. */
  readonly done: (computedAt: Date) => StepResult;
}

/** A preview job on its way: the first one of a request, or that of a re-check. */
export async function pollPreview(
  request: RecoveryIn<'previewing' | 'rechecking'>,
  id: PreviewJobId,
  { reading, done }: Poll,
): Promise<StepResult> {
  const { backup, clock, settings } = reading;
  const job = await backup.getPreviewJob(request.plan.snapshotId, id);
  const now = clock.now();
  const progress = progressOf(job.status);
  switch (progress) {
    case 'running': {
      const delayMs = pollDelayMs(request.state.intendedAt, now, settings);
      if (job.status === request.state.status) return wait(delayMs);
      return {
        kind: 'moveTo',
        state: { ...request.state, status: job.status },
        move: { what: 'previewWentOn' },
        thenWaitMs: delayMs,
      };
    }
    case 'done':
      return done(job.completedAt ?? now);
    case 'failed':
      return failed(request, { at: now, because: 'previewFailed', reference: id });
    case 'canceled':
      return canceled(request, now);
    default:
      return unreachable(progress);
  }
}

/** Who voted hears that the re-check was stopped, and with it the request. */
function canceled(request: RecoveryIn<'previewing' | 'rechecking'>, at: Date): StepResult {
  const { name, previewJobId: jobId, cancelAskedById: byId } = request.state;
  if (name === 'previewing') return moveTo({ name: 'canceled', at, during: 'preview', jobId, byId });
  return moveTo(
    { name: 'canceled', at, during: 'recheck', jobId, byId },
    { notices: noticeToInvolved('finished', request) },
  );
}
