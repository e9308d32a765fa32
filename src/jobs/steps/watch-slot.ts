import type { RecoveryIn } from '../../recovery/request';
import { freedAt } from '../../recovery/slot-wait';
import { progressOf } from '../../recovery/terms';
import { noticeTo } from '../notices';
import { pollDelayMs } from '../poll-delay';
import { moveTo, wait, type Reading, type StepResult, type StepSettings } from '../step';

/** The people who asked are told when nothing runs any more; one of them presses again, in a window that begins then. */
export async function watchSlot(request: RecoveryIn<'waitingForSlot'>, reading: Reading): Promise<StepResult> {
  const { clock, settings } = reading;
  const { resume, since, tellIds } = request.state;
  const now = clock.now();
  if (await isSlotTaken(reading)) return wait(pollDelayMs(since, now, settings));
  const free = freedAt(resume, now, startWindowsOf(settings));
  return moveTo({ ...free, slotFreeAt: now }, { what: 'slotFree', notices: noticeTo(tellIds, 'slotFree', request) });
}

export const startWindowsOf = (settings: StepSettings) => ({
  plan: settings.planWindowMinutes,
  approval: settings.approvalWindowMinutes,
  execution: settings.executionWindowMinutes,
});

export async function isSlotTaken({ backup, requests }: Reading): Promise<boolean> {
  if ((await requests.slotHolder()) !== undefined) return true;
  const jobs = await backup.listJobs();
  return jobs.some(({ status }) => progressOf(status) === 'running');
}
