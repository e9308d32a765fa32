/** Whose preview another recovery overtook, by the list of jobs: kept with the request, so that its card says it, and drawn again. */
import type { TenantJob, Wake } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import { has } from '../recovery/states';
import type { RequestStore } from '../recovery/store-ports';
import { minutesAfter, type Clock } from '../shared/clock';
import { StaleRequestError } from '../shared/errors';
import type { Log } from '../shared/log';
import { overtakenAmong } from '../usecases/overtaken-by';

export interface OvertakenMarkPorts {
  readonly requests: Pick<RequestStore, 'open' | 'since' | 'move'>;
  readonly wake: Pick<Wake, 'draw'>;
  readonly clock: Clock;
  readonly log: Log;
}

const isActedOn = has('isActedOn');
/** A preview that rests may be asked for at any time; of older ones it is seen at the vote. */
const RESTING_MINUTES = 2 * 24 * 60;

export async function markOvertaken(jobs: readonly TenantJob[], ports: OvertakenMarkPorts): Promise<void> {
  const { requests, clock } = ports;
  const lately = await requests.since(minutesAfter(clock.now(), -RESTING_MINUTES));
  const all = new Map([...(await requests.open()), ...lately].map((request) => [request.id, request]));
  for (const request of all.values()) {
    if (request.overtaken || !isActedOn(request.state)) continue;
    const overtaken = await overtakenAmong(request, jobs, ports);
    if (overtaken) await mark(request, overtaken, ports);
  }
}

async function mark(
  request: RecoveryRequest,
  overtaken: NonNullable<RecoveryRequest['overtaken']>,
  { requests, wake, log }: OvertakenMarkPorts,
): Promise<void> {
  try {
    await requests.move(request, request.state, { by: 'rewind', what: 'overtaken', with: { overtaken } });
    await wake.draw(request.id);
    log.warn({ requestId: request.id, jobId: overtaken.jobId }, 'another recovery overtook a preview');
  } catch (error) {
    if (!(error instanceof StaleRequestError)) throw error;
    log.debug({ requestId: request.id }, 'somebody was faster than the mark');
  }
}
