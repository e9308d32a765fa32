/**
 * An intent to start without Graph's answer: the process died between POST and save, the answer was lost, or it was a 409 that a
 * repetition of our own POST may have met. Nothing is ever posted again. The list of jobs tells: what we meant to start is there and is
 * adopted, or a person is asked to press again. How long an intent is known is measured by this process, not by anybody's clock.
 */
import type { OpenStart } from '../../recovery/open-start';
import type { TenantJob } from '../../recovery/ports';
import type { RecoveryIn } from '../../recovery/request';
import type { SlotHolder } from '../../recovery/slot-holder';
import { LISTING_LAG_MS, settledAfterMs } from '../../recovery/start-window';
import { progressOf } from '../../recovery/terms';
import { startedAmong } from '../../usecases/find-started-job';
import type { Reading } from '../step';

type Intending = RecoveryIn<'previewing' | 'rechecking' | 'recovering'>;
type IfBusy = NonNullable<Intending['state']['ifBusy']>;

export type Settled =
  | { readonly kind: 'started'; readonly job: TenantJob }
  | { readonly kind: 'unsure'; readonly waitMs: number }
  /** It was somebody else's job that Microsoft meant. */
  | { readonly kind: 'busy'; readonly state: IfBusy }
  | { readonly kind: 'lost' };

/** Adopted as soon as it is listed; given up only when neither a POST under way nor the listing's lag can still bring it. */
export async function settleIntent(request: Intending, reading: Reading): Promise<Settled> {
  const { settings, patience, backup } = reading;
  const { listingLagMs = LISTING_LAG_MS, pollMinMs } = settings;
  const { ifBusy } = request.state;
  const knownMs = patience.waitedMs(keyOf(request));
  if (knownMs < listingLagMs) return { kind: 'unsure', waitMs: listingLagMs - knownMs };

  const listed = await backup.listJobs();
  const job = await startedAmong(listed, startOf(request), { request, ports: reading });
  if (job) return { kind: 'started', job };
  const leftMs = settledAfterMs(settings) - knownMs;
  const running = listed.find(({ status }) => progressOf(status) === 'running');
  // A list in which nothing runs is not the one that Microsoft refused by.
  if (ifBusy && (running || leftMs <= 0)) return { kind: 'busy', state: withHolder(ifBusy, running, reading) };
  return leftMs > 0 ? { kind: 'unsure', waitMs: Math.min(leftMs, pollMinMs) } : { kind: 'lost' };
}

const keyOf = ({ id, state }: Intending): string =>
  `${id} ${state.name} ${String(state.intendedAt.getTime())}${state.ifBusy ? ' busy' : ''}`;

/** What was told another scope than the plan's keeps it with its intent. */
function startOf({ state, plan }: Intending): OpenStart {
  const what = state.name === 'recovering' ? 'recovery' : 'preview';
  return { what, intendedAt: state.intendedAt, scope: ('scope' in state && state.scope) || plan.scope };
}

function withHolder(ifBusy: IfBusy, running: TenantJob | undefined, { clock }: Pick<Reading, 'clock'>): IfBusy {
  if (ifBusy.name === 'approved') return ifBusy;
  const { holder } = ifBusy;
  const isKnown = running === undefined || running.id === holder.jobId;
  return { ...ifBusy, since: clock.now(), holder: isKnown ? holder : holderOf(running) };
}

const holderOf = ({ what, id: jobId, startedAt }: TenantJob): SlotHolder => ({ what, jobId, startedAt });
