/**
 * The one way in which anything is started in Microsoft: a look at what runs, the intent is saved, then there is exactly one POST, then its
 * answer is saved. An unclear answer, or a crash in between, leaves the intent; the worker looks in the list of jobs and adopts what it
 * finds there. So do a 409 and a 429: they may be the answer to our own POST, repeated by a proxy on the way. The worker gives an intent up after a
 * while, so a process that stood still for that long posts nothing any more.
 */
import { refused, type Refusal } from '../approvals/refusal';
import type { Power, StartAnswer } from '../recovery/ports';
import type { OpenStart } from '../recovery/open-start';
import type { RecoveryRequest, RecoveryState } from '../recovery/request';
import { startTimeLeftMs } from '../recovery/start-window';
import type { Move } from '../recovery/store-ports';
import { RewindError, SlotTakenError, StaleRequestError } from '../shared/errors';
import type { PreviewJobId, RecoveryJobId } from '../shared/ids';
import { startedAmong } from './find-started-job';
import { lookFirst } from './look-first';
import type { Outcome, UsecasePorts } from './ports';
import { saveStartedJob, withJobId, type Intent } from './save-started-job';

interface Start {
  /** The request as judged; the intent is compare-and-set on it. */
  readonly request: RecoveryRequest;
  readonly intent: Intent;
  readonly move: Omit<Move, 'by'>;
  readonly power: Power;
  /** Bounded by what is left of the time in which the intent stands. */
  readonly post: (withinMs: number) => Promise<StartAnswer<PreviewJobId | RecoveryJobId>>;
  /** Where the request stands when nothing was started. */
  readonly otherwise: {
    readonly slotBusy: () => Promise<NonNullable<Intent['ifBusy']>>;
    readonly notSent: () => RecoveryState;
    /** Graph said no to this person: as if the press had not happened. */
    readonly refused: { readonly state: RecoveryState; readonly with?: Move['with'] };
  };
}

type StartPorts = Pick<UsecasePorts, 'requests' | 'backup' | 'wake' | 'clock' | 'ticker' | 'log'> & {
  readonly settings: Pick<UsecasePorts['settings'], 'startTimeoutMs'>;
};

/** @throws SlotTakenError where a job of somebody else, or another request, holds the slot: nothing was saved, and nothing posted */
export async function startJob(start: Start, ports: StartPorts): Promise<Outcome> {
  const { request, intent, move, power } = start;
  const seen = await lookFirst(request, LOOKED_FOR[intent.name], ports);
  if (seen.kind === 'unsure') return refused('startUnclear', { requestId: request.id });
  if (seen.kind === 'busy') throw new SlotTakenError(seen.job.id);
  if (seen.kind === 'begun') return await adoptEarlier(start, seen, ports);

  const savedFrom = ports.ticker.elapsedMs();
  const intended = await ports.requests.move(request, intent, { ...move, by: power.personId });
  try {
    return await settle(intended, { ...start, answer: await postInTime(start, savedFrom, ports) }, ports);
  } catch (error) {
    // The intent stands, so the press counted: whoever was faster has settled what came of it.
    if (!(error instanceof StaleRequestError)) throw error;
    return { kind: 'done', request: await ports.requests.get(request.id) };
  } finally {
    await wakeAll(request, ports);
  }
}

/** What an earlier press may have begun that makes this start one too many: before a re-check also the recovery itself. */
const LOOKED_FOR: { readonly [Name in Intent['name']]: readonly OpenStart['what'][] } = {
  previewing: ['preview'],
  rechecking: ['preview', 'recovery'],
  recovering: ['recovery'],
};

async function wakeAll({ id }: RecoveryRequest, { wake }: StartPorts): Promise<void> {
  await wake.draw(id);
  await wake.step(id);
}

/** It has begun already, by an earlier press whose answer was lost: with the scope and from the time of that one. */
async function adoptEarlier(
  { request, intent, move, power }: Start,
  { job, start }: { readonly job: { readonly id: string }; readonly start: OpenStart },
  ports: StartPorts,
): Promise<Outcome> {
  const state = withJobId(begunAs(intent, start), job.id);
  const moved = await ports.requests.move(request, state, { ...move, by: power.personId, what: 'adoptedEarlierStart' });
  await wakeAll(request, ports);
  return { kind: 'done', request: moved };
}

function begunAs(intent: Intent, { what, intendedAt, scope }: OpenStart): Intent {
  if (intent.name !== 'rechecking' || what === 'preview')
    return { ...intent, intendedAt, ...(intent.name === 'recovering' && { scope }) };
  const { approvedAt, expiresAt, freshUntil } = intent.resume;
  return { name: 'recovering', starterId: intent.starterId, intendedAt, scope, approval: { approvedAt, expiresAt, freshUntil } }; // prettier-ignore
}

async function postInTime({ intent, post }: Start, savedFrom: number, ports: StartPorts): Promise<Answer> {
  const { clock, ticker, settings } = ports;
  const sinceSavedMs = ticker.elapsedMs() - savedFrom;
  const leftMs = startTimeLeftMs({ intendedAt: intent.intendedAt, now: clock.now(), sinceSavedMs }, settings);
  return leftMs > 0 ? await post(leftMs) : { kind: 'tooLate' };
}

type Answer = StartAnswer<PreviewJobId | RecoveryJobId> | { readonly kind: 'tooLate' };

async function settle(
  intended: RecoveryRequest,
  start: Start & { readonly answer: Answer },
  ports: StartPorts,
): Promise<Outcome> {
  const { answer, intent, otherwise } = start;
  switch (answer.kind) {
    case 'started':
      return await saveStartedJob({ intended, intent, answer }, ports);
    case 'slotBusy':
      return await makeSure(intended, start, ports);
    case 'tooLate': {
      const move = { by: 'rewind', what: 'startTooLate' } as const;
      return {
        kind: 'done',
        request: await ports.requests.move(intended, otherwise.notSent(), move),
        note: 'startWasLost',
      };
    }
    case 'refused':
      return await asIfNotPressed(intended, { ...start, answer }, ports);
    case 'notAccepted':
    case 'unclear':
      return { kind: 'done', request: intended, note: 'startUnclear' };
  }
}

/**
 * 409: a job runs, and it may be ours. Where the list shows ours by now it is adopted; otherwise the intent stands, and the worker tells
 * when the listing's lag is over.
 */
async function makeSure(intended: RecoveryRequest, { intent, otherwise }: Start, ports: StartPorts): Promise<Outcome> {
  const jobId = await ownJobListed(intended, intent, ports);
  if (jobId !== undefined) {
    const answer = { kind: 'started' as const, jobId: jobId as PreviewJobId | RecoveryJobId };
    return await saveStartedJob({ intended, intent, answer }, ports);
  }
  const state = { ...intent, ifBusy: await otherwise.slotBusy() };
  const moved = await ports.requests.move(intended, state, { by: 'rewind', what: 'slotSaidBusy' });
  return { kind: 'done', request: moved, note: 'slotUnclear' };
}

async function ownJobListed(intended: RecoveryRequest, intent: Intent, ports: StartPorts): Promise<string | undefined> {
  const start = intended.openStarts?.find(({ intendedAt }) => intendedAt.getTime() === intent.intendedAt.getTime());
  if (!start) return undefined;
  try {
    return (await startedAmong(await ports.backup.listJobs(), start, { request: intended, ports }))?.id;
  } catch (error) {
    if (error instanceof RewindError) return undefined;
    throw error;
  }
}

async function asIfNotPressed(
  intended: RecoveryRequest,
  { answer, otherwise, power }: Start & { readonly answer: GraphRefusal },
  { requests }: StartPorts,
): Promise<Refusal> {
  const { state, with: restored } = otherwise.refused;
  await requests.move(intended, state, {
    by: power.personId,
    what: 'startRefused',
    reason: answer.because,
    ...(restored ? { with: restored } : {}),
  });
  return refusalOf(answer);
}

type GraphRefusal = Extract<StartAnswer<never>, { kind: 'refused' }>;

/** The role was asked about just before with the same token, so Graph's no to it is of Graph's own making. */
const REFUSAL_OF = {
  roleMissing: 'graphRefused',
  snapshotGone: 'snapshotGone',
  badScope: 'graphRefused',
  conditionalAccess: 'conditionalAccess',
  signInNotTaken: 'signInNotTaken',
  other: 'graphRefused',
} as const satisfies Record<GraphRefusal['because'], Refusal['because']>;

function refusalOf({ because, reference }: GraphRefusal): Refusal {
  return refused(REFUSAL_OF[because], { reference: reference ?? '' });
}
