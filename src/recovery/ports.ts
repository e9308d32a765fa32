/**
 * Where the house's parts meet. Rules and use cases speak to these; main.ts hands in what implements them.
 *
 * Two powers, never mixed: `BackupReader` and `DirectoryReader` read with the reading identity; `Power` is one person's own
 * fresh sign-on and lives for one press. What is kept has its ports in store-ports.ts.
 */
import type { Account } from '../approvals/humans';
import type { ObjectId, PersonId, PreviewJobId, RecoveryJobId, RequestId, SnapshotId } from '../shared/ids';
import type { Access } from './access';
import type { AuditActor, AuditEvent } from '../tenant/audit';
import type { Change } from './change';
import type { PolicyReference } from './lost-references';
import type { PolicyNow } from './policy-coverage';
import type { Scope, ScopeObject } from './scope';
import type { EntityType, JobStatus, Standing } from './terms';
import type { Whereabouts } from '../tenant/whereabouts';

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
  /** Missing for a living object that is called as it was typed. */
  readonly whereabouts?: Whereabouts | undefined;
}

interface NamedObject extends DirectoryObject {
  /** False where the name only begins so. */
  readonly isExact: boolean;
}

/** Who is called so, living ones first. */
export interface NamedObjects {
  readonly objects: readonly NamedObject[];
  /** Kinds whose soft-deleted objects could not be looked through. */
  readonly unread: readonly EntityType[];
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
  /** Of a policy, as the recovery would leave it: whether it applies to the requester or somebody who may approve. */
  readonly coversPeopleInvolved?: boolean | undefined;
}

export interface AccessQuestion {
  readonly grantIds: readonly ObjectId[];
  /** Found only in the lists of the service principals that are named beside them. */
  readonly assignmentIds: readonly ObjectId[];
  readonly servicePrincipalIds: readonly ObjectId[];
}

/** Names of those that are gone, where somebody still tells them. */
export type Gone = ReadonlyMap<ObjectId, string | undefined>;

export interface DirectoryReader {
  /** From active roles only, asked by template id. Remembered for 60 s unless it has to be fresh. @throws UnavailableError when it cannot be asked */
  standingOf(personId: PersonId, how?: { readonly isFresh: true }): Promise<Standing>;
  /**
   * Living and soft-deleted objects of this name, sign-in name or application id, at most 10 of each, whatever its spelling. Exact matches
   * come without those that only begin so, of the living and of the deleted each for itself: neither is ever taken for the other.
   */
  findObjects(query: { readonly name: string; readonly type?: EntityType | undefined }): Promise<NamedObjects>;
  /** Living, or soft-deleted. */
  getObject(id: ObjectId, type?: EntityType): Promise<DirectoryObject | undefined>;
  /** Holders of an administrator role, groups expanded; guests, disabled accounts and service principals left out. */
  approverCandidates(): Promise<readonly Candidate[]>;
  /** Whose accounts these are (A4). Without an entry for those that the directory does not know. */
  accountsOf(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Account>>;
  /** Every account with this `employeeId`, in the spellings that can be asked for, disabled ones and guests included; `undefined` where too many have it to be one person's. */
  accountsWithEmployeeId(employeeId: string): Promise<readonly Account[] | undefined>;
  factsOf(ids: readonly ObjectId[]): Promise<ReadonlyMap<ObjectId, ObjectFacts>>;
  /** What grants and assignments give; without an entry for those of which the directory does not tell. */
  accessOf(question: AccessQuestion): Promise<ReadonlyMap<ObjectId, Access>>;
  /** Those that are soft-deleted or gone for good; `undefined` where nobody can say of all of them. */
  goneAmong(pointers: readonly Pick<PolicyReference, 'id' | 'type'>[]): Promise<Gone | undefined>;
  /** Every conditional access policy as it is; none of those that Graph does not tell. */
  policiesNow(): Promise<ReadonlyMap<ObjectId, PolicyNow>>;
  /** Those of `ids` (groups, roles by template id) that the person is in, directly or not; `undefined` where nobody can say. */
  membershipsOf(personId: PersonId, ids: readonly string[]): Promise<ReadonlySet<string> | undefined>;
  /** Display names of people and other objects of the directory. */
  namesOf(ids: readonly (PersonId | ObjectId)[]): Promise<ReadonlyMap<string, string>>;
}

/** Every part that is given has to fit. */
export interface AuditQuery {
  readonly since: Date;
  readonly until?: Date | undefined;
  /** Only events that did something to this object. */
  readonly targetId?: ObjectId | undefined;
  /** Only events that did something to an object that was called so, exactly. */
  readonly targetName?: string | undefined;
  /** The beginning of Microsoft's name of what was done: `Hard Delete`. */
  readonly activityStart?: string | undefined;
  /** Microsoft's name of what was done, exactly: `Restore user`. */
  readonly activity?: string | undefined;
  /** Only events of this person or application; of an unknown actor there are none. */
  readonly actor?: AuditActor | undefined;
  /** Microsoft's category, exactly: `Backup and Recovery`. */
  readonly category?: string | undefined;
  /** At most so many events, the newest ones. */
  readonly limit: number;
}

export type AuditAnswer =
  | {
      readonly kind: 'read';
      /** Newest first. */
      readonly events: readonly AuditEvent[];
      /** The log holds older ones that fit and were not read: the limit, or our patience, came first. */
      readonly hasMore: boolean;
    }
  /** `refused`: no permission or no licence. `away`: busy, slow or broken. Nothing is known then, and nothing may be concluded. */
  | { readonly kind: 'unknown'; readonly because: 'refused' | 'away' };

/** Entra's audit log. Bounded in pages and time, and never an error: what cannot be read is unknown. */
export interface AuditReader {
  events(query: AuditQuery): Promise<AuditAnswer>;
  /** Time of the oldest event that the log still holds; `undefined` where it does not tell. */
  reachesBackTo(): Promise<Date | undefined>;
}

/* ---- Microsoft, with one person's sign-on ---- */

/** What became of a POST. `unclear`: it may or may not have been accepted; look in the list of jobs before anything else. */
export type StartAnswer<JobId> =
  | { readonly kind: 'started'; readonly jobId: JobId; readonly graphRequestId?: string | undefined }
  | { readonly kind: 'slotBusy' }
  | { readonly kind: 'refused'; readonly because: 'roleMissing' | 'snapshotGone' | 'badScope' | 'conditionalAccess' | 'signInNotTaken' | 'other'; readonly reference?: string | undefined } // prettier-ignore
  | { readonly kind: 'notAccepted'; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'unclear' };

/** What one press may do with the presser's own token. It dies with the turn; nothing keeps it. */
export interface Power {
  readonly personId: PersonId;
  /** The presser's active roles, asked with the presser's own token. @throws UnavailableError */
  standing(): Promise<Standing>;
  /** @param withinMs - nothing is sent later than this, and an answer that takes longer is `unclear` */
  startPreview(snapshotId: SnapshotId, scope: Scope, withinMs: number): Promise<StartAnswer<PreviewJobId>>;
  startRecovery(snapshotId: SnapshotId, scope: Scope, withinMs: number): Promise<StartAnswer<RecoveryJobId>>;
  cancel(jobId: PreviewJobId | RecoveryJobId): Promise<StartAnswer<string>>;
}

/* ---- Waking ---- */

/** Write, then wake. A lost wake costs time only: the sweep finds what is open. Never throws. */
export interface Wake {
  step(requestId: RequestId): Promise<void>;
  draw(requestId: RequestId): Promise<void>;
}
