/**
 * The one way in which anything is started in Microsoft: the intent is saved, then there is exactly one POST, then its answer is saved.
 * An unclear answer, or a crash in between, leaves the intent; the worker looks in the list of jobs and adopts what it finds there.
 * The worker gives an intent up after a while, so a process that stood still for that long posts nothing any more.
 */
import { refused, type Refusal } from '../approvals/refusal';
import type { Power, StartAnswer } from '../recovery/ports';
import type { RecoveryRequest, RecoveryState } from '../recovery/request';
import { startTimeLeftMs } from '../recovery/start-window';
import type { Move } from '../recovery/store-ports';
import type { PreviewJobId, RecoveryJobId } from '../shared/ids';
import type { Outcome, UsecasePorts } from './ports';
import { saveStartedJob, type Intent } from './save-started-job';

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
    readonly slotBusy: () => Promise<RecoveryState>;
    readonly notAccepted: (because: 'graphAway' | 'startWasLost') => RecoveryState;
    /** Graph said no to this person: as if the press had not happened. */
    readonly refused: { readonly state: RecoveryState; readonly with?: Move['with'] };
  };
}

type StartPorts = Pick<UsecasePorts, 'requests' | 'wake' | 'clock' | 'log'> & {
  readonly settings: Pick<UsecasePorts['settings'], 'startTimeoutMs'>;
};

export async function startJob(start: Start, ports: StartPorts): Promise<Outcome> {
  const { request, intent, move, power } = start;
  const intended = await ports.requests.move(request, intent, { ...move, by: power.personId });
  try {
    return await settle(intended, { ...start, answer: await postInTime(start, ports) }, ports);
  } finally {
    await ports.wake.draw(request.id);
    await ports.wake.step(request.id);
  }
}

async function postInTime({ intent, post }: Start, { clock, settings }: StartPorts): Promise<Answer> {
  const leftMs = startTimeLeftMs(intent.intendedAt, clock.now(), settings);
  return leftMs > 0 ? await post(leftMs) : { kind: 'tooLate' };
}

type Answer = StartAnswer<PreviewJobId | RecoveryJobId> | { readonly kind: 'tooLate' };

async function settle(
  intended: RecoveryRequest,
  start: Start & { readonly answer: Answer },
  ports: StartPorts,
): Promise<Outcome> {
  const { answer, intent, otherwise } = start;
  const done = async (state: RecoveryState, what: string, note: DoneNote): Promise<Outcome> => {
    return { kind: 'done', request: await ports.requests.move(intended, state, { by: 'rewind', what }), note };
  };
  switch (answer.kind) {
    case 'started':
      return await saveStartedJob({ intended, intent, answer }, ports);
    case 'slotBusy':
      return await done(await otherwise.slotBusy(), 'slotBusy', 'slotBusy');
    case 'notAccepted':
      return await done(otherwise.notAccepted('graphAway'), 'graphAway', 'graphAway');
    case 'tooLate':
      return await done(otherwise.notAccepted('startWasLost'), 'startTooLate', 'startWasLost');
    case 'refused':
      return await asIfNotPressed(intended, { ...start, answer }, ports);
    case 'unclear':
      return { kind: 'done', request: intended, note: 'startUnclear' };
  }
}

type DoneNote = Extract<Outcome, { kind: 'done' }>['note'] & string;

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
