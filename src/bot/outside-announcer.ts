/**
 * Says in Teams what the worker found: a recovery that was started outside Rewind. Each place is told once; the message is edited when the
 * audit log names who started it.
 */
import { drawOutsideJob } from '../cards/outside-card';
import type { OutsideJobStore, OutsideNotice } from '../recovery/outside-job';
import { RewindError, UnavailableError } from '../shared/errors';
import type { ActivityId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { Teams } from './conversation';

export interface AnnouncerPorts {
  readonly outsideJobs: Pick<OutsideJobStore, 'takeUntold' | 'told'>;
  readonly teams: Teams;
  readonly zone: string;
  readonly log: Log;
}

/** @returns tells everything that is to be told now; a place that cannot be reached does not stop the others */
export function createOutsideAnnouncer(ports: AnnouncerPorts): () => Promise<void> {
  return async () => {
    for (const notice of await ports.outsideJobs.takeUntold()) await tell(notice, ports);
  };
}

async function tell(notice: OutsideNotice, ports: AnnouncerPorts): Promise<void> {
  const { outsideJobs, log } = ports;
  const facts = { jobId: notice.job.jobId, conversationId: notice.place.conversationId };
  try {
    await outsideJobs.told(notice, await say(notice, ports));
  } catch (error) {
    if (error instanceof UnavailableError) {
      log.warn({ ...facts, code: error.code }, 'an outside recovery cannot be announced now');
      return;
    }
    if (!(error instanceof RewindError)) throw error;
    log.warn({ ...facts, code: error.code }, 'an outside recovery cannot be announced there');
    await outsideJobs.told(notice, notice.activityId);
  }
}

/** A message that is gone is not written again: it was said once. */
async function say({ place, job, activityId }: OutsideNotice, { teams, zone }: AnnouncerPorts): Promise<ActivityId> {
  const post = drawOutsideJob(job, zone);
  if (activityId === undefined) return await teams.post(place.conversationId, post);
  await teams.update(place.conversationId, activityId, post);
  return activityId;
}
