/** One request in every state, as it would be in the pretend tenant on a Sunday in March. */
import type { Change } from '../../recovery/change';
import { recoveryRequestSchema, type RecoveryRequest, type RecoveryStateName } from '../../recovery/request';
import { minutesAfter } from '../../shared/clock';
import type { ObjectId } from '../../shared/ids';
import { ANA, BEN, CLEO } from './sample-people';

export const NOW = new Date('2026-03-29T09:00:00Z');
export const ago = (minutes: number) => minutesAfter(NOW, -minutes);
export const later = (minutes: number) => minutesAfter(NOW, minutes);
export const object = (number: number) => `3f2a91c7-0000-4000-8000-${String(number).padStart(12, '0')}` as ObjectId;

const PREVIEW = {
  previewJobId: '5d0f7c55-0000-4000-8000-00000000aaaa',
  computedAt: ago(12),
  counts: { update: 9, restore: 1, softDelete: 2, unknown: 0, shownOnly: 3, links: 4, unpinnable: 0, byType: { user: 11, group: 1 } },
  hazards: [
    { kind: 'linksNotCovered', severity: 'note', count: 2, examples: [] },
    { kind: 'newObjectsDeleted', severity: 'danger', count: 2, examples: [{ id: object(1), name: 'Noor Haddad' }, { id: object(2), name: 'Tim Berg' }] },
    { kind: 'approverInScope', severity: 'warning', count: 1, examples: [{ id: BEN, name: 'Ben Okafor' }] },
    { kind: 'syncedSkipped', severity: 'note', count: 3, examples: [{ id: object(7), name: 'svc-backup' }] },
  ],
}; // prettier-ignore
const OUTCOME = {
  recoveryJobId: '9e1b7c55-0000-4000-8000-00000000bbbb',
  startedAt: ago(95),
  changedObjects: 11,
  changedLinks: 4,
  failedChanges: 1,
};
const APPROVED = {
  name: 'approved',
  approvedAt: ago(2),
  expiresAt: later(13),
  because: 'slotBusy',
  slotFreeAt: ago(1),
};
const PLANNED = { name: 'planned', expiresAt: later(30) };

/** The states, with what else the request has by then. */
const STATES: { readonly [Name in RecoveryStateName]: object } = {
  planned: { state: PLANNED, reason: undefined },
  waitingForSlot: { state: { name: 'waitingForSlot', resume: PLANNED, holder: { what: 'recovery', startedAt: ago(40) }, since: ago(5), tellIds: [ANA] } }, // prettier-ignore
  previewing: { state: { name: 'previewing', starterId: ANA, intendedAt: ago(25), previewJobId: 'p', status: 'loadingData' } }, // prettier-ignore
  reading: { state: { name: 'reading', previewJobId: 'p', computedAt: ago(1) } },
  previewed: { state: { name: 'previewed' }, preview: PREVIEW, reason: undefined },
  awaitingApproval: { state: { name: 'awaitingApproval', opensAt: ago(12), expiresAt: later(48) }, preview: PREVIEW },
  rechecking: { state: { name: 'rechecking', starterId: BEN, intendedAt: ago(8), previewJobId: 'p2', status: 'calculating', freshRevision: 2, resume: APPROVED }, preview: PREVIEW, votes: 'ben' }, // prettier-ignore
  approved: { state: APPROVED, preview: PREVIEW, votes: 'ben' }, // prettier-ignore
  recovering: { state: { name: 'recovering', starterId: BEN, intendedAt: ago(70), recoveryJobId: 'r', status: 'running', changedObjects: 6, changedLinks: 1 }, preview: PREVIEW, votes: 'ben' }, // prettier-ignore
  recovered: { state: { name: 'recovered', at: ago(3) }, preview: PREVIEW, outcome: OUTCOME, votes: 'ben' },
  failed: { state: { name: 'failed', at: ago(3), during: 'recovery', because: 'recoveryFailed', reference: '1f6a2c' }, preview: PREVIEW, outcome: OUTCOME, votes: 'ben' }, // prettier-ignore
  canceled: { state: { name: 'canceled', at: ago(3), during: 'recovery', byId: BEN }, preview: PREVIEW, outcome: OUTCOME, votes: 'ben' }, // prettier-ignore
  rejected: { state: { name: 'rejected', at: ago(3), byId: BEN, reason: 'The two joiners are real, leave them out' }, preview: PREVIEW }, // prettier-ignore
  withdrawn: { state: { name: 'withdrawn', at: ago(3), byId: ANA }, preview: PREVIEW },
  expired: { state: { name: 'expired', at: ago(3), during: 'awaitingApproval' }, preview: PREVIEW },
  split: { state: { name: 'split', at: ago(3), byId: ANA, into: ['R-8H2M', 'R-9J4N'] }, preview: PREVIEW },
};
export const DIGEST = '4f2a91c7'.repeat(8);

const BEFORE = {
  id: 'R-7K3Q',
  tenantId: '7a1e9d3c-52b4-4f0a-9c61-0d8e4b7f2a10',
  requesterId: ANA,
  changedByIds: [],
  reason: 'INC-4711: departments overwritten by the HR import',
  place: { conversationId: '19:incident@thread.tacv2', kind: 'channel' },
  zone: 'Europe/Oslo',
  createdAt: ago(60),
  updatedAt: ago(1),
  revision: 1,
  version: 4,
  votes: [],
  kind: 'recovery',
  plan: {
    scope: { kind: 'types', types: ['user', 'group'] },
    snapshotId: 'MTc4NTE4OTYwMA==',
    snapshotAt: new Date('2026-03-28T22:00:00Z'),
    timePhrase: 'yesterday',
    wantsApproval: true,
  },
};

/** @param overrides - replaces whole parts of the request */
export function sampleRequest(name: RecoveryStateName, overrides: object = {}): RecoveryRequest {
  const sample: { votes?: unknown; preview?: unknown } = STATES[name];
  const votes = sample.votes === 'ben' ? [{ voterId: BEN, answer: 'approve', at: ago(2), digest: DIGEST, revision: 1 }] : []; // prettier-ignore
  const digest = sample.preview === undefined ? undefined : DIGEST;
  return recoveryRequestSchema.parse({ ...BEFORE, digest, ...sample, votes, ...overrides });
}

const NOBODY_CHANGED = { now: {}, target: {}, links: [], shownOnly: false };
export const CHANGES: readonly Change[] = [
  { ...NOBODY_CHANGED, type: 'user', id: object(1), action: 'softDelete', displayName: 'Noor Haddad' },
  { ...NOBODY_CHANGED, type: 'user', id: object(2), action: 'softDelete', displayName: 'Tim Berg' },
  { ...NOBODY_CHANGED, type: 'user', id: object(3), action: 'update', displayName: 'Ida Solberg', now: { department: 'Sales', jobTitle: 'Intern', userPrincipalName: 'ida@contoso.example' }, target: { department: 'Engineering', jobTitle: 'Engineer' } },
  { ...NOBODY_CHANGED, type: 'group', id: object(4), action: 'update', displayName: 'Finance Leads', target: {}, links: [{ relation: 'members', objectId: CLEO as string as ObjectId, does: 'add' }, { relation: 'members', objectId: object(2), does: 'remove' }] },
  { ...NOBODY_CHANGED, type: 'user', id: object(5), action: 'restore', displayName: 'Olu Adeyemi', now: { deletedDateTime: '2026-03-29T07:00:00Z' }, target: { deletedDateTime: null } },
  { ...NOBODY_CHANGED, type: 'user', id: object(6), action: 'update', displayName: 'Mia Novak', now: { accountEnabled: false }, target: { accountEnabled: true } },
  { ...NOBODY_CHANGED, type: 'user', id: object(7), action: 'update', displayName: 'svc-backup', shownOnly: true, now: { department: 'x' }, target: { department: '' } },
]; // prettier-ignore

/** Somebody switched a policy off and opened another: going back takes two approvers. */
const POLICY_NAME = 'Block legacy authentication';
export const POLICY_CHANGES: readonly Change[] = [
  { ...NOBODY_CHANGED, type: 'conditionalAccessPolicy', id: object(21), action: 'update', displayName: POLICY_NAME, now: { state: 'disabled' }, target: { state: 'enabled' } },
  { ...NOBODY_CHANGED, type: 'conditionalAccessPolicy', id: object(22), action: 'update', displayName: 'Require MFA for all users', now: { grantControls: { builtInControls: ['block'] } }, target: { grantControls: { builtInControls: ['mfa'] } } },
  { ...NOBODY_CHANGED, type: 'namedLocationPolicy', id: object(23), action: 'update', displayName: 'Headquarters', now: { isTrusted: false }, target: { isTrusted: true } },
]; // prettier-ignore
export const POLICY_INCIDENT = {
  plan: { ...BEFORE.plan, scope: { kind: 'types', types: ['conditionalAccessPolicy', 'namedLocationPolicy'] } },
  preview: {
    ...PREVIEW,
    counts: { update: 3, restore: 0, softDelete: 0, unknown: 0, shownOnly: 0, links: 0, unpinnable: 0, byType: { conditionalAccessPolicy: 2, namedLocationPolicy: 1 } },
    hazards: [{ kind: 'policyEnabled', severity: 'danger', count: 1, examples: [{ id: object(21), name: POLICY_NAME }] }],
  },
}; // prettier-ignore
