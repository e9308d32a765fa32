/** One press as the bot makes it: the real use case with what the card claims, judged again once where somebody was faster. */
import { objectsOf, type RecoveryRequest } from '../../src/recovery/request';
import { runningJobOf, stoppableOf, type Stoppable } from '../../src/recovery/states';
import { StaleRequestError, UnavailableError } from '../../src/shared/errors';
import { askForRecovery } from '../../src/usecases/ask-for-recovery';
import { cancel } from '../../src/usecases/cancel';
import type { Outcome } from '../../src/usecases/ports';
import { runNow } from '../../src/usecases/run-now';
import { startPreview } from '../../src/usecases/start-preview';
import { vote } from '../../src/usecases/vote';
import { withdraw } from '../../src/usecases/withdraw';
import type { PressEvent } from './history';
import { ProcessDied } from './pretend-microsoft';
import type { Parts, Product, Turn } from './product';

interface Pressing {
  readonly event: PressEvent;
  /** As its card shows it. */
  readonly request: RecoveryRequest;
  readonly other: RecoveryRequest;
  readonly turn: Turn;
}

const REASON = 'the lockout has to go';

/** @returns what came of it, in a word */
export async function pressed(pressing: Pressing, product: Product, parts: Parts): Promise<string> {
  const { event, request, turn } = pressing;
  const act = actOf(pressing, product, parts);
  try {
    const outcome = await act().catch((error: unknown) => {
      if (error instanceof StaleRequestError) return act();
      throw error;
    });
    if (event.verb === 'withdraw' && outcome.kind === 'done') parts.observer.withdraws(request.id, turn.by);
    return outcome.kind === 'refused' ? outcome.because : (outcome.note ?? 'done');
  } catch (error) {
    return interrupted(error);
  }
}

/** Anything else is a bug, and ends the history. */
function interrupted(error: unknown): string {
  if (error instanceof ProcessDied) return 'died';
  if (error instanceof StaleRequestError) return 'stale';
  if (error instanceof UnavailableError) return 'away';
  throw error;
}

function actOf(
  { event, request, other, turn }: Pressing,
  product: Product,
  { observer }: Parts,
): () => Promise<Outcome> {
  const ports = product.portsOf(turn);
  const requestId = request.id;
  const claims = claimsOf(event, request, other);
  const reason = event.written === 'nothing' ? undefined : REASON;
  switch (event.verb) {
    case 'startPreview':
      return () => startPreview({ requestId, ...claims, power: product.powerOf(turn) }, ports);
    case 'askForRecovery':
      return () => askForRecovery({ requestId, ...claims, power: product.powerOf(turn) }, ports);
    case 'reject':
      return () => vote({ requestId, ...claims, answer: 'reject', reason, power: product.powerOf(turn) }, ports);
    case 'withdraw':
      return () => withdraw({ requestId, power: product.powerOf(turn) }, ports);
    case 'cancel':
      return () => cancel({ requestId, ...stopClaimOf(request), power: product.powerOf(turn) }, ports);
    case 'runNow':
      return () => runNow({ requestId, ...claims, power: product.powerOf(turn) }, ports);
    case 'approve': {
      const written = writtenIn(event, request);
      return () => {
        observer.approves({ request, voterId: turn.by, ...claims, ...written });
        const press = { requestId, ...claims, answer: 'approve', reason, written } as const;
        return vote({ ...press, power: product.powerOf(turn) }, ports);
      };
    }
  }
}

function stopClaimOf({ state }: RecoveryRequest): {
  readonly stops: Stoppable | undefined;
  readonly jobId: string | undefined;
} {
  if (state.name !== 'previewing' && state.name !== 'rechecking' && state.name !== 'recovering')
    return { stops: undefined, jobId: undefined };
  return { stops: stoppableOf(state.name), jobId: runningJobOf(state) };
}

/** The numbers that stand on the card, or others. */
function writtenIn({ written }: PressEvent, { preview }: RecoveryRequest) {
  const more = written === 'otherNumbers' ? 1 : 0;
  if (written === 'nothing' || !preview) return { changes: undefined, softDeletes: undefined };
  const { counts } = preview;
  return { changes: String(objectsOf(counts) + more), softDeletes: String(counts.softDelete + more) };
}

function claimsOf({ claim }: PressEvent, { revision, digest }: RecoveryRequest, other: RecoveryRequest) {
  switch (claim) {
    case 'right':
      return { revision, digest };
    case 'otherRevision':
      return { revision: revision - 1, digest };
    case 'noDigest':
      return { revision, digest: undefined };
    case 'forgedDigest':
      return { revision, digest: 'f'.repeat(64) };
    case 'digestOfOther':
      return { revision, digest: other.digest };
  }
}
