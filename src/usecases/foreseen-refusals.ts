/**
 * Which presses would be refused to a viewer, as far as that is known without one. Nothing is asked of Microsoft for it: what only Microsoft
 * can tell is judged at the press, as everything is.
 */
import { refusalOfVoter } from '../approvals/policy';
import { hasEnoughPeople } from '../approvals/quorum';
import { refusedWhere, type ForeseenRefusals } from '../recovery/acts';
import type { Standing } from '../recovery/terms';
import type { PersonId } from '../shared/ids';
import type { UsecasePorts } from './ports';
import type { RequestView } from './view-request';

export interface Onlooker {
  readonly personId?: PersonId | undefined;
  readonly standing: Standing | 'unknown';
}

interface Ports {
  readonly settings: Pick<UsecasePorts['settings'], 'isRecoveryDisabled'>;
}

/** What the kill switch stops: every press that starts something, or leads to it. */
const SWITCHED_OFF = refusedWhere('leadsToStart', 'recoveryDisabled');

/** Nothing that has to be read first can be done while it cannot be read. */
const UNREAD = refusedWhere('isReadFirst', 'graphAway');

export function foreseenRefusals(view: RequestView, onlooker: Onlooker, { settings }: Ports): ForeseenRefusals {
  const because = refusalOfVotes(view, onlooker);
  return {
    ...(isNobodyThere(view) ? { askForRecovery: 'tooFewApprovers' } : {}),
    ...(view.request.away ? UNREAD : {}),
    ...(settings.isRecoveryDisabled ? SWITCHED_OFF : {}),
    ...(because ? { approve: because, reject: because } : {}),
  };
}

/** A5: it would be asked of too few people. */
const isNobodyThere = ({ request, approval }: RequestView): boolean =>
  request.state.name === 'previewed' && approval !== undefined && !hasEnoughPeople(approval.quorum);

function refusalOfVotes({ request, approval }: RequestView, { personId, standing }: Onlooker) {
  if (request.state.name !== 'awaitingApproval' || !approval || personId === undefined) return undefined;
  const { touchedIds, humanOf } = approval;
  const voter = {
    id: personId,
    holdsRole: standing === 'administrator' || standing === 'unknown',
    hasPowerTouched: touchedIds.some((id) => humanOf(id) === humanOf(personId)),
  };
  return refusalOfVoter({ ...request, humanOf }, voter)?.because;
}
