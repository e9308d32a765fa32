/** A preview that is too old to run, how its re-check may end, and what follows a recovery. */
import type { DrawnCard } from '../../cards/card';
import { drawRequest } from '../../cards/request-card';
import type { RecoveryStateName } from '../../recovery/request';
import { BEN, VIEWERS } from './sample-people';
import { ago, CHANGES, DIGEST, later, sampleRequest } from './sample-requests';
import { sampleViewing } from './sample-viewing';
import type { Shelf } from './shelf';

const { shared, approver, requester } = VIEWERS;
const COUNTS = { update: 0, restore: 0, softDelete: 0, unknown: 0, shownOnly: 0, links: 0, unpinnable: 0, byType: {} };
const { plan, preview } = sampleRequest('previewed');
const NONE = { ...preview, counts: COUNTS, hazards: [] };

const ended = (state: RecoveryStateName, facts: object): DrawnCard =>
  drawRequest(sampleRequest(state, { outcome: undefined, state: { name: state, at: ago(1), during: 'recheck', ...facts } }), sampleViewing(shared)); // prettier-ignore

export function oldPreviewShelf(): Shelf {
  const old = { preview: { ...preview, computedAt: ago(41) } };
  const same = { at: ago(1), approvedRevision: 1, freshRevision: 2, freshDigest: DIGEST, approvedObjects: 12, difference: { appeared: 0, gone: 0, changed: 0 } }; // prettier-ignore
  const approved = { name: 'approved', approvedAt: ago(20), expiresAt: later(14), because: 'rechecked' };
  return {
    title: 'a preview that is too old to run',
    cards: {
      'old-preview-vote': drawRequest(sampleRequest('awaitingApproval', old), sampleViewing(approver)),
      'old-preview-run': drawRequest(sampleRequest('approved', old), sampleViewing(requester)),
      'old-preview-same': drawRequest(sampleRequest('approved', { state: approved, recheck: same }), sampleViewing(shared)), // prettier-ignore
      'old-preview-canceled': ended('canceled', { byId: BEN }),
      'old-preview-failed': ended('failed', { because: 'previewFailed', reference: '1f6a2c' }),
    },
  };
}

export function followUpShelf(): Shelf {
  const check = { id: 'R-9C4D', plan: { ...plan, wantsApproval: false, follows: { requestId: 'R-7K3Q', how: 'check' } } }; // prettier-ignore
  const scope = { kind: 'objects', objects: [{ type: 'user', id: CHANGES[2]?.id, name: 'Ida Solberg' }] };
  const retry = { id: 'R-3TRY', plan: { ...plan, scope, follows: { requestId: 'R-7K3Q', how: 'retry' } } };
  const followUps = [{ requestId: 'R-9C4D', how: 'check' }, { requestId: 'R-3TRY', how: 'retry' }]; // prettier-ignore
  const synced = { ...NONE, counts: { ...COUNTS, shownOnly: 1 } };
  return {
    title: 'after a recovery',
    cards: {
      'check-nothing-left': drawRequest(sampleRequest('previewed', { ...check, preview: NONE }), { ...sampleViewing(shared), rows: [] }), // prettier-ignore
      'check-only-synced-left': drawRequest(sampleRequest('previewed', { ...check, preview: synced }), { ...sampleViewing(requester), rows: CHANGES.slice(6) }), // prettier-ignore
      'check-some-left': drawRequest(sampleRequest('previewed', check), sampleViewing(requester)),
      'retry-planned': drawRequest(sampleRequest('planned', retry), sampleViewing(requester)),
      'recovered-followed': drawRequest(sampleRequest('recovered', { followUps }), sampleViewing(shared)),
    },
  };
}
