import type { Vote } from '../../src/approvals/approval';
import type { Change } from '../../src/recovery/change';
import type { Snapshot } from '../../src/recovery/ports';
import type { PreviewResult } from '../../src/recovery/preview-result';
import type { RecoveryIn, RecoveryRequest, RecoveryState, RecoveryStateName } from '../../src/recovery/request';
import type {
  ConversationId,
  Digest,
  ObjectId,
  PersonId,
  PreviewJobId,
  RecoveryJobId,
  RequestId,
  SnapshotId,
  TenantId,
} from '../../src/shared/ids';

export const ANA = 'aaaaaaaa-0000-4000-8000-000000000001' as PersonId;
export const BEN = 'bbbbbbbb-0000-4000-8000-000000000002' as PersonId;
export const EVA = 'eeeeeeee-0000-4000-8000-000000000003' as PersonId;
export const ID = 'R-7K3Q' as RequestId;
export const OTHER_ID = 'R-8M4R' as RequestId;
export const NOW = new Date('2026-03-29T09:00:00Z');
/** Where the list knows this one only, it does not know the one of the request. */
export const OTHER_SNAPSHOT: Snapshot = {
  id: 'MTc3NDgyMTYwMA==' as SnapshotId,
  createdAt: new Date('2026-03-29T22:00:00Z'),
};
export const SNAPSHOT: Snapshot = { id: 'MTc3NDczNTIwMA==' as SnapshotId, createdAt: new Date('2026-03-28T22:00:00Z') };
export const PREVIEW_JOB = 'preview-job-1' as PreviewJobId;
export const RECOVERY_JOB = 'recovery-job-1' as RecoveryJobId;

/** @param minutes - after the moment at which every test begins */
export const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

type Fields = Partial<Omit<RecoveryRequest, 'state'>>;

export function requestIn<Name extends RecoveryStateName>(
  state: Extract<RecoveryState, { name: Name }>,
  fields: Fields = {},
): RecoveryIn<Name> {
  return {
    id: ID,
    tenantId: '11111111-0000-4000-8000-000000000001' as TenantId,
    kind: 'recovery',
    requesterId: ANA,
    changedByIds: [],
    place: { conversationId: '19:channel' as ConversationId, kind: 'channel' },
    zone: 'Europe/Oslo',
    createdAt: NOW,
    updatedAt: NOW,
    revision: 1,
    version: 1,
    votes: [],
    plan: {
      scope: { kind: 'types', types: ['user', 'group'] },
      snapshotId: SNAPSHOT.id,
      snapshotAt: SNAPSHOT.createdAt,
      timePhrase: 'yesterday',
      wantsApproval: true,
    },
    ...fields,
    state,
  };
}

export const previewing = (previewJobId?: PreviewJobId): Extract<RecoveryState, { name: 'previewing' }> => ({
  name: 'previewing',
  starterId: ANA,
  intendedAt: NOW,
  ...(previewJobId && { previewJobId }),
});

export const recovering = (recoveryJobId?: RecoveryJobId): Extract<RecoveryState, { name: 'recovering' }> => ({
  name: 'recovering',
  starterId: BEN,
  intendedAt: NOW,
  ...(recoveryJobId && { recoveryJobId }),
});

export const objectId = (number: number): ObjectId =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as ObjectId;

export function change(number: number, facts: Partial<Change> = {}): Change {
  return {
    type: 'user',
    id: objectId(number),
    action: 'update',
    displayName: `User ${String(number)}`,
    now: { department: 'Sales' },
    target: { department: 'Finance' },
    links: [],
    shownOnly: false,
    ...facts,
  };
}

export const vote = (voterId: PersonId): Vote => ({
  voterId,
  answer: 'approve',
  at: NOW,
  digest: 'a'.repeat(64) as Digest,
  revision: 1,
});

export const previewOf = (byType: Readonly<Record<string, number>>): PreviewResult => ({
  previewJobId: PREVIEW_JOB,
  computedAt: NOW,
  counts: {
    update: Object.values(byType).reduce((sum, number) => sum + number, 0),
    restore: 0,
    softDelete: 0,
    unknown: 0,
    shownOnly: 0,
    unpinnable: 0,
    links: 0,
    byType,
  },
  hazards: [],
});
