import type { RecoveryIn } from '../../recovery/request';
import { progressOf } from '../../recovery/terms';
import { expiryOf } from '../endings';
import { noticeTo } from '../notices';
import { pollDelayMs } from '../poll-delay';
import { moveTo, wait, type Reading, type StepResult } from '../step';

/** The people who asked are told when nothing runs any more; one of them presses again. The window of the request runs on. */
export async function watchSlot(request: RecoveryIn<'waitingForSlot'>, reading: Reading): Promise<StepResult> {
  const { clock, settings } = reading;
  const { resume, since, tellIds } = request.state;
  const now = clock.now();
  const expired = expiryOf(request, now);
  if (expired) return expired;
  if (await isSlotTaken(reading)) return wait(pollDelayMs(since, now, settings));
  const free = resume.name === 'approved' ? { ...resume, slotFreeAt: now } : resume;
  return moveTo(free, { what: 'slotFree', notices: noticeTo(tellIds, 'slotFree', request) });
}

export async function isSlotTaken({ backup, requests }: Reading): Promise<boolean> {
  if ((await requests.slotHolder()) !== undefined) return true;
  const jobs = await backup.listJobs();
  return jobs.some(({ status }) => progressOf(status) === 'running');
}
