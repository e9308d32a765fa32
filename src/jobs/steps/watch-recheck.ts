/**
 * A12: the fresh preview of an approved request, from its start to the last page of its changes. If it cannot be made, nothing runs
 * (A16): a start that was lost goes back to the approval, inside the window it had; everything else ends the request.
 */
import type { RecoveryIn } from '../../recovery/request';
import type { PreviewJobId } from '../../shared/ids';
import { unreachable } from '../../shared/unreachable';
import { expiryOf } from '../endings';
import { moveTo, waitUnread, type Reading, type StepResult } from '../step';
import { readRecheck } from './read-recheck';
import { settleIntent } from './settle-intent';
import { pollPreview } from './watch-preview';

type Rechecking = RecoveryIn<'rechecking'>;

export async function watchRecheck(request: Rechecking, reading: Reading): Promise<StepResult> {
  const { previewJobId, computedAt } = request.state;
  if (!previewJobId) return await settleRecheck(request, reading);
  if (computedAt) return await readRecheck(request, { previewJobId, computedAt }, reading);
  return await pollPreview(request, previewJobId, {
    reading,
    done: (finishedAt) => moveTo({ ...request.state, computedAt: finishedAt }, { what: 'recheckPreviewed' }),
  });
}

async function settleRecheck(request: Rechecking, reading: Reading): Promise<StepResult> {
  const settled = await settleIntent(request, reading);
  switch (settled.kind) {
    case 'unsure':
      return waitUnread(settled.waitMs);
    case 'started':
      return moveTo({ ...request.state, previewJobId: settled.job.id as PreviewJobId }, { what: 'adoptedRecheck' });
    case 'busy':
      return moveTo(settled.state, { what: 'slotBusy' });
    case 'lost': {
      const { resume } = request.state;
      const expired = expiryOf({ ...request, state: resume }, reading.clock.now());
      return expired ?? moveTo(resume, { what: 'recheckStartWasLost' });
    }
    default:
      return unreachable(settled);
  }
}
