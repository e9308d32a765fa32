/**
 * Which presses would be refused to a viewer, as far as that is known without one. Nothing is asked of Microsoft for it: what only Microsoft
 * can tell is judged at the press, as everything is.
 */
import { refusalOfVoter } from '../approvals/policy';
import type { RefusalReason } from '../approvals/refusal';
import { powerTouchedBy } from '../recovery/power-touched';
import { changesRevisionOf, objectsOf, type RecoveryRequest } from '../recovery/request';
import type { ForeseenRefusals, Standing } from '../recovery/terms';
import { UnreadablePageError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import type { UsecasePorts } from './ports';
import type { RequestView } from './view-request';

/** Of more changes nobody is looked for at every drawing. */
const MOST_CHANGES = 2000;

export interface Onlooker {
  readonly personId?: PersonId | undefined;
  readonly standing: Standing | 'unknown';
}

interface Ports extends Pick<UsecasePorts, 'changes'> {
  readonly settings: Pick<UsecasePorts['settings'], 'isRecoveryDisabled'>;
}

/** What the kill switch stops: every press that starts something, or leads to it. */
const SWITCHED_OFF: ForeseenRefusals = {
  startPreview: 'recoveryDisabled',
  askForRecovery: 'recoveryDisabled',
  approve: 'recoveryDisabled',
  runNow: 'recoveryDisabled',
  checkResult: 'recoveryDisabled',
  retryFailed: 'recoveryDisabled',
};

export async function foreseenRefusals(view: RequestView, onlooker: Onlooker, ports: Ports): Promise<ForeseenRefusals> {
  const because = await refusalOfVotes(view, onlooker, ports);
  const votes: ForeseenRefusals = because ? { approve: because, reject: because } : {};
  return ports.settings.isRecoveryDisabled ? { ...SWITCHED_OFF, ...votes } : votes;
}

async function refusalOfVotes(
  { request, approval }: RequestView,
  { personId, standing }: Onlooker,
  ports: Ports,
): Promise<RefusalReason | undefined> {
  if (request.state.name !== 'awaitingApproval' || !approval || personId === undefined) return undefined;
  const { candidateIds, humanOf } = approval;
  const voter = {
    id: personId,
    holdsRole: standing === 'administrator' || standing === 'unknown',
    hasPowerTouched: false,
  };
  const refusal = refusalOfVoter({ ...request, humanOf }, voter);
  if (refusal) return refusal.because;
  const ownIds = new Set([personId, ...candidateIds.filter((id) => humanOf(id) === humanOf(personId))]);
  const hasPowerTouched = await isPowerTouchedFor([...ownIds], request, ports);
  return refusalOfVoter({ ...request, humanOf }, { ...voter, hasPowerTouched })?.because;
}

/** What the changes alone tell, without asking about groups. */
async function isPowerTouchedFor(
  ownIds: readonly PersonId[],
  request: RecoveryRequest,
  { changes }: Pick<Ports, 'changes'>,
): Promise<boolean> {
  const { id, preview } = request;
  if (!preview || objectsOf(preview.counts) + preview.counts.shownOnly > MOST_CHANGES) return false;
  try {
    for await (const change of changes.changes(id, changesRevisionOf(request)))
      if (ownIds.some((ownId) => powerTouchedBy(change, ownId) === 'yes')) return true;
  } catch (error) {
    if (!(error instanceof UnreadablePageError)) throw error;
  }
  return false;
}
