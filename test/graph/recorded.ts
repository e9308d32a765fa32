/** Answers of Graph as its pages show them, and as a real tenant gave them: short annotations, epoch-second ids, no counters. */
import type { Json, JsonObject } from '../../src/shared/json';
import type { PreviewJobId, RecoveryJobId, SnapshotId } from '../../src/shared/ids';

const RECOVERY = '#microsoft.graph.entraRecoveryServices.';
export const PREVIEW_JOB = '11111111-aaaa-4aaa-8aaa-000000000001' as PreviewJobId;
export const RECOVERY_JOB = '22222222-bbbb-4bbb-8bbb-000000000002' as RecoveryJobId;
export const USER = '36e01234-0000-4000-8000-00000000000a';
export const GROUP = 'ef041234-0000-4000-8000-00000000000b';

function withShortAnnotations(value: Json): Json {
  if (Array.isArray(value)) return value.map(withShortAnnotations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replace(/^@odata\./, '@'), withShortAnnotations(item)]),
  );
}

export const DOCUMENTED_SNAPSHOT = 'MjAyNC0wOC0yNlQwMjozMDowMFo=' as SnapshotId;
export const LIVE_SNAPSHOT = 'MTc4NTE4OTYwMA==' as SnapshotId;

export const SNAPSHOT_LISTS = {
  documented: {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#directory/recovery/snapshots',
    value: [
      { '@odata.type': `${RECOVERY}snapshot`, id: 'MjAyNC0wOC0yNVQwMjozMDowMFo=', createdDateTime: '2024-08-25T02:30:00Z', totalChangedObjects: 7 }, // prettier-ignore
      { '@odata.type': `${RECOVERY}snapshot`, id: DOCUMENTED_SNAPSHOT, createdDateTime: '2024-08-26T02:30:00Z', totalChangedObjects: 2304 }, // prettier-ignore
    ],
  },
  live: {
    '@context': 'https://graph.microsoft.com/v1.0/$metadata#directory/recovery/snapshots',
    value: [
      { id: LIVE_SNAPSHOT, createdDateTime: '2026-07-27T22:00:00Z' },
      { id: 'MTc4NTEwMzIwMA==', createdDateTime: '2026-07-26T22:00:00Z' },
    ],
  },
} satisfies Record<string, JsonObject>;

const previewJob = {
  '@odata.type': `${RECOVERY}recoveryPreviewJob`,
  id: PREVIEW_JOB,
  status: 'calculating',
  targetStateDateTime: '2024-08-26T02:30:00Z',
  jobStartDateTime: '2024-08-26T10:00:00Z',
  jobCompletionDateTime: null,
  filteringCriteria: null,
  totalChangedObjectsCalculated: 0,
  totalChangedLinksCalculated: 0,
};
const recoveryJob = {
  '@odata.type': `${RECOVERY}recoveryJob`,
  id: RECOVERY_JOB,
  status: 'successful',
  targetStateDateTime: '2024-08-26T02:30:00Z',
  jobStartDateTime: '2024-08-26T12:00:00Z',
  jobCompletionDateTime: '2024-08-26T13:00:00Z',
  filteringCriteria: { '@odata.type': `${RECOVERY}recoveryJobEntityNamesFilter`, entityTypes: ['user'] },
  totalChangedObjectsCalculated: 2304,
  totalChangedLinksCalculated: 2304,
  totalObjectsModified: 2048,
  totalLinksModified: 256,
  totalFailedChanges: 0,
};
export const JOB_LISTS = {
  documented: { value: [previewJob, recoveryJob] },
  live: withShortAnnotations({ value: [previewJob, recoveryJob] }) as JsonObject,
} satisfies Record<string, JsonObject>;

export const RUNNING_RECOVERY = {
  id: RECOVERY_JOB,
  status: 'running',
  targetStateDateTime: '2024-08-26T02:30:00Z',
  jobStartDateTime: '2024-08-26T12:00:00Z',
  filteringCriteria: null,
  totalObjectsModified: 2000,
  totalLinksModified: 300,
  totalFailedChanges: null,
};
export const JOBS = { preview: previewJob, recovery: recoveryJob };

const changes = {
  value: [
    {
      entityTypeName: 'user',
      id: USER,
      displayName: 'JD',
      recoveryAction: 'update',
      deltaFromCurrent: {
        '@odata.type': '#microsoft.graph.user',
        displayName: 'John Doe',
        businessPhones: ['+1 555-555-5555'],
        passwordProfile: { '@odata.type': '#microsoft.graph.passwordProfile', forceChangePasswordNextSignIn: false },
      },
      currentState: { '@odata.type': '#microsoft.graph.user', displayName: 'JD', businessPhones: [] },
    },
    {
      entityTypeName: 'user',
      id: '36E01234-0000-4000-8000-00000000000C',
      displayName: 'Joiner',
      recoveryAction: 'softDelete',
      deltaFromCurrent: { '@odata.type': '#microsoft.graph.user', '@removed': { reason: 'changed' }, deletedDateTime: '2024-08-26T00:00:00Z' }, // prettier-ignore
      currentState: { '@odata.type': '#microsoft.graph.user', deletedDateTime: null },
    },
    {
      entityTypeName: 'group',
      id: GROUP,
      displayName: 'Engineering Team',
      recoveryAction: 'update',
      deltaFromCurrent: {
        '@odata.type': '#microsoft.graph.group',
        displayName: 'Management Team',
        'members@delta': [
          { '@odata.type': '#microsoft.graph.user', id: USER, '@removed': { reason: 'changed' } },
          { '@odata.id': `https://graph.microsoft.com/v1.0/users('37de1234-0000-4000-8000-00000000000d')` },
        ],
        'owners@delta': [{ id: USER, displayName: 'John Miler', userPrincipalName: 'john@contoso.example' }],
      },
      currentState: { '@odata.type': '#microsoft.graph.group', displayName: 'Engineering Team' },
    },
  ],
} satisfies JsonObject;
export const CHANGES = { documented: changes, live: withShortAnnotations(changes) as JsonObject };

export const FAILED_CHANGES = {
  '@odata.count': 1,
  value: [
    {
      entityTypeName: 'servicePrincipal',
      id: 'aaaa1234-0000-4000-8000-00000000000e',
      recoveryAction: 'update',
      failureMessage: 'Update failed: Service principal is managed by another service.',
      deltaFromCurrent: { displayName: 'Payroll' },
      currentState: { displayName: 'Payroll (old)' },
    },
  ],
} satisfies JsonObject;
