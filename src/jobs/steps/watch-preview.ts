import type { RecoveryIn } from '../../recovery/request';
import { progressOf } from '../../recovery/terms';
import { minutesAfter } from '../../shared/clock';
import type { PreviewJobId } from '../../shared/ids';
import { unreachable } from '../../shared/unreachable';
import { failed } from '../endings';
import { pollDelayMs } from '../poll-delay';
import { moveTo, wait, type Reading, type StepResult } from '../step';
import { settleIntent } from './settle-intent';

type Previewing = RecoveryIn<'previewing'>;

export async function watchPreview(request: Previewing, reading: Reading): Promise<StepResult> {
  const { previewJobId } = request.state;
  return previewJobId ? await pollPreview(request, previewJobId, reading) : await settlePreview(request, reading);
}

async function settlePreview(request: Previewing, reading: Reading): Promise<StepResult> {
  const settled = await settleIntent(request, reading);
  switch (settled.kind) {
    case 'unsure':
      return wait(settled.waitMs);
    case 'started':
      return moveTo({ ...request.state, previewJobId: settled.job.id as PreviewJobId }, { what: 'adoptedPreview' });
    case 'lost': {
      const expiresAt = minutesAfter(reading.clock.now(), reading.settings.planWindowMinutes);
      return moveTo({ name: 'planned', expiresAt, startWasLost: true }, { what: 'previewStartWasLost' });
    }
    default:
      return unreachable(settled);
  }
}

async function pollPreview(request: Previewing, id: PreviewJobId, reading: Reading): Promise<StepResult> {
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
      return moveTo({ name: 'reading', previewJobId: id, computedAt: job.completedAt ?? now });
    case 'failed':
      return failed(request, { at: now, because: 'previewFailed', reference: id });
    case 'canceled':
      return moveTo({ name: 'canceled', at: now, during: 'preview', byId: request.state.cancelAskedById });
    default:
      return unreachable(progress);
  }
}
