/** Two approvers: none yet, one of them, not enough people with and without leniency. */
import type { Confirmation } from '../../approvals/confirmation';
import type { Quorum } from '../../approvals/quorum';
import { approvalInputs } from '../../cards/approval-inputs';
import type { Viewer } from '../../cards/card';
import { drawRequest } from '../../cards/request-card';
import type { RecoveryRequest } from '../../recovery/request';
import { POLICY_CHANGES, POLICY_INCIDENT, sampleRequest } from './sample-requests';
import { sampleViewing } from './sample-viewing';
import { forEachViewer, type Shelf } from './shelf';

const TWO: Quorum = { asked: 2, because: ['settings'], others: 3, isStrict: false };
const WRITTEN: readonly Confirmation[] = [{ kind: 'policy', policies: [] }, { kind: 'reason' }];
const ALONE: readonly Confirmation[] = [{ kind: 'changes', count: 3 }, { kind: 'softDeletes', count: 0 }, ...WRITTEN];

function cardsOf(name: string, request: RecoveryRequest, quorum: Quorum): Shelf['cards'] {
  const hasOthers = quorum.others > 1;
  const active = hasOthers && request.votes.length === 0 ? ['Ben Okafor', 'Gus Petrov'] : ['Gus Petrov'];
  const beside = {
    quorum: { quorum, active, eligible: hasOthers ? ['Eva Lindqvist'] : [] },
    approvalInputs: approvalInputs(hasOthers ? WRITTEN : ALONE),
    rows: POLICY_CHANGES,
    notes: [],
  };
  return forEachViewer(name, (viewer: Viewer) => drawRequest(request, { ...sampleViewing(viewer), ...beside }));
}

export function quorumShelf(): Shelf {
  const asked = sampleRequest('awaitingApproval', POLICY_INCIDENT);
  const { votes } = sampleRequest('approved');
  return {
    title: 'two approvers',
    cards: {
      ...cardsOf('quorum-2', asked, TWO),
      ...cardsOf('quorum-2-one-voted', { ...asked, votes }, TWO),
      ...cardsOf('quorum-2-not-reachable', asked, { ...TWO, others: 1 }),
      ...cardsOf('quorum-2-strict', sampleRequest('previewed', POLICY_INCIDENT), { ...TWO, others: 1, isStrict: true }),
    },
  };
}
