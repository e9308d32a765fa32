/** One approval card for every hazard, as the audit log would tell of it; and what the card says where the log tells nothing. */
import type { DrawnCard } from '../../cards/card';
import { drawRequest } from '../../cards/request-card';
import { HAZARD_KINDS, type Hazard, type HazardKind } from '../../recovery/hazard';
import type { Change } from '../../recovery/change';
import { minutesAfter } from '../../shared/clock';
import type { ObjectId } from '../../shared/ids';
import { ANA, BEN, VIEWERS } from './sample-people';
import { CHANGES, NOW, POLICY_CHANGES, POLICY_INCIDENT, sampleRequest } from './sample-requests';
import { sampleViewing } from './sample-viewing';
import type { Shelf } from './shelf';

const object = (number: number, name: string) => ({ id: `3f2a91c7-0000-4000-8000-${String(number).padStart(12, '0')}` as ObjectId, name }); // prettier-ignore
const hazard = (severity: Hazard['severity'], count: number, ...examples: Hazard['examples']): Omit<Hazard, 'kind'> => ({ severity, count, examples }); // prettier-ignore
const FINANCE = object(4, 'Finance Leads');
const PAYROLL = object(31, 'Payroll');
const LEGACY = object(21, 'Block legacy authentication');
const MFA = object(22, 'Require MFA for all users');

const SAMPLES: { readonly [Kind in HazardKind]: Omit<Hazard, 'kind'> } = {
  newObjectsDeleted: hazard('danger', 2, object(1, 'Noor Haddad'), object(2, 'Tim Berg')),
  handRestoredDeletedAgain: hazard('danger', 2, object(1, 'Noor Haddad'), object(2, 'Tim Berg')),
  leaversRevived: hazard('danger', 2, object(5, 'Olu Adeyemi'), object(6, 'Mia Novak')),
  policyEnabled: hazard('danger', 1, LEGACY),
  policyLosesExclusion: hazard('danger', 1, MFA),
  exclusionPointsToNothing: hazard('danger', 1, {
    ...LEGACY,
    lost: [{ type: 'group', ...object(51, 'Emergency Access') }],
    covers: [object(9, 'Emergency Access 1')],
  }),
  inclusionPointsToNothing: hazard('warning', 1, { ...MFA, lost: [{ type: 'group', ...object(52, 'Contractors') }] }),
  exclusionsUnread: hazard('warning', 1, MFA),
  policyCoversPeopleInvolved: hazard('warning', 2, LEGACY, MFA),
  privilegedGroup: hazard('danger', 1, FINANCE),
  emergencyAccount: hazard('danger', 1, object(9, 'Emergency Access 1')),
  requesterInScope: hazard('warning', 1, { id: ANA as string as ObjectId, name: 'Ana Ruiz' }),
  approverInScope: hazard('warning', 1, { id: BEN as string as ObjectId, name: 'Ben Okafor' }),
  syncedSkipped: hazard('note', 3, object(7, 'svc-backup')),
  dynamicGroup: hazard('note', 1, FINANCE),
  linksNotCovered: hazard('note', 1, FINANCE),
  secretsNotCovered: hazard('note', 1, PAYROLL),
  oldSecretsReturn: hazard('warning', 1, PAYROLL),
  oldSignInMethodsReturn: hazard('warning', 2, object(5, 'Olu Adeyemi'), object(6, 'Mia Novak')),
  snapshotAfterDamage: hazard('danger', 12),
  wholeTypeRidesAlong: hazard('warning', 412),
  bigBang: hazard('danger', 299_988),
  unknownKind: hazard('danger', 1, object(41, 'Break glass vault')),
};

const HR = { kind: 'application', appId: 'hr', name: 'HR Provisioning' } as const;
const MALLORY = { kind: 'person', id: 'd7f20c11-0000-4000-8000-0000000000f1', name: 'Mallory Reed' } as const;
const ago = (minutes: number) => minutesAfter(NOW, -minutes);
const trace = (number: number, activity: string, more: object = {}) => ({ ...object(number, ''), at: ago(24), activity, actor: HR, ...more }); // prettier-ignore

/** Of three rows nobody is named. */
const AUDIT = {
  log: 'read',
  traces: [
    trace(1, 'Restore user', { actor: MALLORY, at: ago(95) }),
    trace(2, 'Add user'),
    trace(3, 'Update user'),
    trace(4, 'Remove member from group', { actor: MALLORY }),
    trace(21, 'Update conditional access policy', { actor: MALLORY }),
  ],
  restores: [trace(1, 'Restore user', { actor: MALLORY, at: ago(95) })],
};
const DAMAGE = { damage: { actor: HR, firstAt: new Date('2026-03-28T21:10:00Z'), count: 7 } };

const isPolicy = (kind: HazardKind) => kind.startsWith('policy');

function drawnWith(kind: HazardKind, audit: object): DrawnCard {
  const base = isPolicy(kind) ? POLICY_INCIDENT : {};
  const { preview } = sampleRequest('awaitingApproval', base);
  const hazards = [{ kind, ...SAMPLES[kind] }];
  const request = sampleRequest('awaitingApproval', { ...base, preview: { ...preview, hazards, audit } });
  const rows: readonly Change[] = isPolicy(kind) ? POLICY_CHANGES : CHANGES;
  return drawRequest(request, { ...sampleViewing(VIEWERS.approver), notes: [], rows });
}

export function hazardShelf(): Shelf {
  const ofKind = (kind: HazardKind) =>
    drawnWith(kind, kind === 'snapshotAfterDamage' ? { ...AUDIT, ...DAMAGE } : AUDIT);
  return {
    title: 'hazards',
    cards: {
      ...Object.fromEntries(HAZARD_KINDS.map((kind) => [`hazard-${kind}`, ofKind(kind)])),
      'audit-log-unknown': drawnWith('handRestoredDeletedAgain', { log: 'unknown', traces: [], restores: [] }),
      'audit-log-partly': drawnWith('newObjectsDeleted', { ...AUDIT, log: 'partly' }),
    },
  };
}
