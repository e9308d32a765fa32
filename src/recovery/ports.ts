/**
 * Where the house's parts meet. Rules and use cases speak to these; main.ts hands in what implements them.
 *
 * Two powers, never mixed: `BackupReader` and `DirectoryReader` read with the reading identity; `Power` is one person's own
 * fresh sign-on and lives for one press. What is kept has its ports in store-ports.ts.
 */
import type { Account } from '../approvals/humans';
import type { ObjectId, PersonId, PreviewJobId, RecoveryJobId, RequestId, SnapshotId } from '../shared/ids';
import type { Change } from './change';
import type { Scope, ScopeObject } from './scope';
import type { EntityType, JobStatus, Standing } from './terms';

/* ---- Microsoft, read only ---- */

export interface Snapshot {
  readonly id: SnapshotId;
  readonly createdAt: Date;
  /** Where Graph tells; it mostly does not. */
  readonly changedObjects?: number | undefined;
}

/** A preview job or a recovery job, as Graph tells of it. Every counter may be missing. */
export interface TenantJob {
  readonly id: string;
  readonly what: 'preview' | 'recovery' | 'unknown';
  readonly status: JobStatus;
  readonly startedAt?: Date | undefined;
  readonly completedAt?: Date | undefined;
  /** The state the tenant goes back to: equals the snapshot's createdAt. */
  readonly targetAt?: Date | undefined;
  readonly scope?: Scope | undefined;
  readonly calculatedObjects?: number | undefined;
  readonly calculatedLinks?: number | undefined;
  readonly changedObjects?: number | undefined;
  readonly changedLinks?: number | undefined;
  readonly failedChanges?: number | undefined;
}

/** Every method throws UnavailableError when Graph is busy or away, and RewindError `graph/…` on a definite no. */
export interface BackupReader {
  /** Newest first. The list is the only reliable read of snapshots. */
  listSnapshots(): Promise<readonly Snapshot[]>;
  /** Every preview job and recovery job Microsoft still lists, newest first. */
  listJobs(): Promise<readonly TenantJob[]>;
  getPreviewJob(snapshotId: SnapshotId, id: PreviewJobId): Promise<TenantJob>;
  getRecoveryJob(snapshotId: SnapshotId, id: RecoveryJobId): Promise<TenantJob>;
  /** Pages of at most 999, one in memory at a time. `shownOnly` is false until facts say otherwise. */
  changePages(snapshotId: SnapshotId, id: PreviewJobId): AsyncIterable<readonly Change[]>;
  failedChangePages(snapshotId: SnapshotId, id: RecoveryJobId): AsyncIterable<readonly Change[]>;
}

export interface DirectoryObject extends ScopeObject {
  /** What tells two of the same name apart: sign-in name, mail nickname, application id. */
  readonly detail?: string | undefined;
}

export interface Candidate extends Account {
  readonly name: string;
  /** `eligible`: holds the role only after activating it in PIM. */
  readonly role: 'active' | 'eligible';
}

/** What the rules need to know of an object beyond its change. A missing entry is an unknown, not a no. */
export interface ObjectFacts {
  readonly id: ObjectId;
  readonly synced: boolean;
  readonly createdAt?: Date | undefined;
  readonly isAssignableToRole?: boolean | undefined;
  readonly isDynamicGroup?: boolean | undefined;
}

export interface DirectoryReader {
  /** From active roles only, asked by template id. Remembered for 60 s. @throws UnavailableError when it cannot be asked */
  standingOf(personId: PersonId): Promise<Standing>;
  /** At most `limit` (10) matches; exact matches of name, sign-in name or application id come alone. */
  findObjects(query: {
    readonly name: string;
    readonly type?: EntityType | undefined;
  }): Promise<readonly DirectoryObject[]>;
  getObject(id: ObjectId, type?: EntityType): Promise<DirectoryObject | undefined>;
  /** Objects of one type, at most `limit`; used to compile `except`. */
  listObjects(
    type: EntityType,
    limit: number,
  ): Promise<{ readonly objects: readonly DirectoryObject[]; readonly hasMore: boolean }>;
  /** Holders of an administrator role, groups expanded; guests, disabled accounts and service principals left out. */
  approverCandidates(): Promise<readonly Candidate[]>;
  /** Whose accounts these are (A4). Without an entry for those that the directory does not know. */
  accountsOf(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Account>>;
  factsOf(ids: readonly ObjectId[]): Promise<ReadonlyMap<ObjectId, ObjectFacts>>;
  namesOf(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>>;
}

/* ---- Microsoft, with one person's sign-on ---- */

/** What became of a POST. `unclear`: it may or may not have been accepted; look in the list of jobs before anything else. */
export type StartAnswer<JobId> =
  | { readonly kind: 'started'; readonly jobId: JobId; readonly graphRequestId?: string | undefined }
  | { readonly kind: 'slotBusy' }
  | { readonly kind: 'refused'; readonly because: 'roleMissing' | 'snapshotGone' | 'badScope' | 'conditionalAccess' | 'other'; readonly reference?: string | undefined } // prettier-ignore
  | { readonly kind: 'notAccepted'; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'unclear' };

/** What one press may do with the presser's own token. It dies with the turn; nothing keeps it. */
export interface Power {
  readonly personId: PersonId;
  /** The presser's active roles, asked with the presser's own token. @throws UnavailableError */
  standing(): Promise<Standing>;
  startPreview(snapshotId: SnapshotId, scope: Scope): Promise<StartAnswer<PreviewJobId>>;
  startRecovery(snapshotId: SnapshotId, scope: Scope): Promise<StartAnswer<RecoveryJobId>>;
  cancel(jobId: PreviewJobId | RecoveryJobId): Promise<StartAnswer<string>>;
}

/* ---- Waking ---- */

/** Write, then wake. A lost wake costs time only: the sweep finds what is open. Never throws. */
export interface Wake {
  step(requestId: RequestId): Promise<void>;
  draw(requestId: RequestId): Promise<void>;
}
