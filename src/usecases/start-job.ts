/**
 * The one way in which anything is started in Microsoft: the intent is saved, then there is exactly one POST, then its answer is saved.
 * An unclear answer, or a crash in between, leaves the intent; the worker looks in the list of jobs and adopts what it finds there.
 */
import { StaleRequestError } from '../shared/errors';
import type { PreviewJobId, RecoveryJobId } from '../shared/ids';
import { refused, type Refusal } from '../approvals/refusal';
import type { Power, StartAnswer } from '../recovery/ports';
import type { RecoveryRequest, RecoveryState } from '../recovery/request';
import type { Move } from '../recovery/store-ports';
import type { Outcome, UsecasePorts } from './ports';

interface Start<Intent extends 'previewing' | 'recovering'> {
  /** The request as judged; the intent is compare-and-set on it. */
  readonly request: RecoveryRequest;
  readonly intent: Extract<RecoveryState, { name: Intent }>;
  readonly move: Omit<Move, 'by'>;
  readonly power: Power;
  readonly post: () => Promise<StartAnswer<PreviewJobId | RecoveryJobId>>;
  /** Where the request stands when nothing was started. */
  readonly otherwise: {
    readonly slotBusy: () => Promise<RecoveryState>;
    readonly notAccepted: RecoveryState;
    /** Graph said no to this person: as if the press had not happened. */
    readonly refused: { readonly state: RecoveryState; readonly with?: Move['with'] };
  };
}

export async function startJob<Intent extends 'previewing' | 'recovering'>(
  start: Start<Intent>,
  { requests, wake }: Pick<UsecasePorts, 'requests' | 'wake'>,
): Promise<Outcome> {
  const { request, intent, move, power } = start;
  const intended = await requests.move(request, intent, { ...move, by: power.personId });
  try {
    const answer = await start.post();
    return await settle(intended, { ...start, answer }, requests);
  } finally {
    await wake.draw(request.id);
    await wake.step(request.id);
  }
}

async function settle<Intent extends 'previewing' | 'recovering'>(
  intended: RecoveryRequest,
  start: Start<Intent> & { readonly answer: StartAnswer<PreviewJobId | RecoveryJobId> },
  requests: UsecasePorts['requests'],
): Promise<Outcome> {
  const { answer, otherwise, power } = start;
  const by = power.personId;
  switch (answer.kind) {
    case 'started': {
      const graphRequestIds = answer.graphRequestId ? [answer.graphRequestId] : [];
      const state = withJobId(start.intent, answer.jobId);
      const request = await requests
        .move(intended, state, { by: 'rewind', what: 'jobAccepted', graphRequestIds })
        .catch((error: unknown) => readAgain(error, intended, requests));
      return { kind: 'done', request };
    }
    case 'slotBusy':
      return {
        kind: 'done',
        request: await requests.move(intended, await otherwise.slotBusy(), { by: 'rewind', what: 'slotBusy' }),
        note: 'slotBusy',
      };
    case 'notAccepted':
      return {
        kind: 'done',
        request: await requests.move(intended, otherwise.notAccepted, { by: 'rewind', what: 'graphAway' }),
        note: 'graphAway',
      };
    case 'refused':
      await requests.move(intended, otherwise.refused.state, {
        by,
        what: 'startRefused',
        reason: answer.because,
        ...(otherwise.refused.with ? { with: otherwise.refused.with } : {}),
      });
      return refusalOf(answer);
    case 'unclear':
      return { kind: 'done', request: intended, note: 'startUnclear' };
  }
}

/** The worker found the job in the list and adopted it before its id could be saved here: the same thing, told twice. */
async function readAgain(
  error: unknown,
  { id }: RecoveryRequest,
  requests: UsecasePorts['requests'],
): Promise<RecoveryRequest> {
  if (!(error instanceof StaleRequestError)) throw error;
  return await requests.get(id);
}

function withJobId(
  intent: Extract<RecoveryState, { name: 'previewing' | 'recovering' }>,
  jobId: string,
): RecoveryState {
  return intent.name === 'previewing'
    ? { ...intent, previewJobId: jobId as PreviewJobId }
    : { ...intent, recoveryJobId: jobId as RecoveryJobId };
}

type GraphRefusal = Extract<StartAnswer<never>, { kind: 'refused' }>;

/** The role was asked about just before with the same token, so Graph's no to it is of Graph's own making. */
const REFUSAL_OF = {
  roleMissing: 'graphRefused',
  snapshotGone: 'snapshotGone',
  badScope: 'graphRefused',
  conditionalAccess: 'conditionalAccess',
  other: 'graphRefused',
} as const satisfies Record<GraphRefusal['because'], Refusal['because']>;

function refusalOf({ because, reference }: GraphRefusal): Refusal {
  return refused(REFUSAL_OF[because], { reference: reference ?? '' });
}
