/** Which use case each button is. Everything here needs the presser's own sign-on. */
import { z } from 'zod/v4';
import { refused } from '../approvals/refusal';
import { visibleText } from '../approvals/visible-text';
import type { Place } from '../approvals/approval';
import { requestIdSchema } from '../shared/schemas';
import type { Written } from '../approvals/confirmation';
import type { Power } from '../recovery/ports';
import { STOPPABLES } from '../recovery/states';
import { isAct, type PoweredVerb } from '../recovery/acts';
import { askForRecovery } from '../usecases/ask-for-recovery';
import { cancel } from '../usecases/cancel';
import { checkResult, retryFailed } from '../usecases/follow-up';
import type { Outcome, UsecasePorts } from '../usecases/ports';
import { runNow } from '../usecases/run-now';
import { splitRequest } from '../usecases/split-request';
import { startPreview } from '../usecases/start-preview';
import { vote } from '../usecases/vote';
import { withdraw } from '../usecases/withdraw';

const MAX_REASON = 500;
const MAX_ID = 200;

/** What a card's button carries, inputs included. A claim: the use cases judge it against the stored request. */
export const pressDataSchema = z.object({
  requestId: requestIdSchema,
  revision: z.coerce.number().int().catch(-1),
  digest: z.string().optional(),
  stops: z.enum(STOPPABLES).optional().catch(undefined),
  jobId: z.string().max(MAX_ID).optional().catch(undefined),
  /** Of the changes: which of them, and where in their list. */
  page: z.number().int().min(1).optional().catch(undefined),
  filterWords: z.string().max(MAX_REASON).optional().catch(undefined),
  reason: z.string().max(MAX_REASON).optional(),
  rejectReason: z.string().max(MAX_REASON).optional(),
  typedChanges: z.string().max(MAX_REASON).optional(),
  typedSoftDeletes: z.string().max(MAX_REASON).optional(),
  typedPolicy: z.string().max(MAX_REASON).optional(),
});
export type PressData = z.infer<typeof pressDataSchema>;

/** Who pressed, with what power, and where. */
export interface Presser {
  readonly power: Power;
  readonly place: Place;
  readonly zone?: string | undefined;
}
type Act = (press: PressData & Presser, ports: UsecasePorts) => Promise<Outcome>;

const given = (reason = '') => (visibleText(reason) === '' ? {} : { reason: reason.trim() });

const writtenIn = ({ typedChanges, typedSoftDeletes, typedPolicy }: Partial<PressData>): Written => ({
  changes: typedChanges,
  softDeletes: typedSoftDeletes,
  policy: typedPolicy,
});

const ACTS: Readonly<Record<PoweredVerb, Act>> = {
  startPreview: ({ reason, ...press }, ports) => startPreview({ ...press, ...given(reason) }, ports),
  askForRecovery: ({ reason, ...press }, ports) => askForRecovery({ ...press, ...given(reason) }, ports),
  approve: ({ reason, ...press }, ports) =>
    vote({ ...press, ...given(reason), written: writtenIn(press), answer: 'approve' }, ports),
  reject: ({ rejectReason, ...press }, ports) => vote({ ...press, ...given(rejectReason), answer: 'reject' }, ports),
  withdraw,
  runNow,
  cancel: ({ requestId, stops, jobId, power }, ports) => cancel({ requestId, stops, jobId, power }, ports),
  checkResult,
  retryFailed,
  split: splitRequest,
};

/** Starts and votes are judged by this host's clock: not while that one is off. */
export async function act(verb: PoweredVerb, press: PressData & Presser, ports: UsecasePorts): Promise<Outcome> {
  return isAct('isTimed', verb) && ports.hostTime.isOff() ? refused('clockOff') : await ACTS[verb](press, ports);
}
