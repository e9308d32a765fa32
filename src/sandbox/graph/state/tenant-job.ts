/** One preview job or recovery job of the pretend tenant, and the arithmetic of its phases. */
import type { Initiator } from './audit-log';
import { linkCount, type Change } from './changes';
import type { Snapshot } from './directory';
import { isSynced } from './directory-object';
import type { Scope } from './recovery-scope';

export type JobKind = 'preview' | 'recovery';
type JobStatus = 'initialized' | 'loadingData' | 'calculating' | 'running' | 'successful' | 'failed' | 'abandoned';

/** In ms of pretend time. `canceling`: how long a canceled one runs on. */
export interface PhaseDurations {
  readonly initialized: number;
  /** Only the first time that a snapshot is used. */
  readonly loadingData: number;
  readonly calculating: number;
  readonly running: number;
  readonly canceling: number;
}

export interface FailedChange {
  readonly change: Change;
  readonly reason: string;
}

export interface TenantJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly snapshot: Snapshot;
  readonly scope: Scope;
  readonly by: Initiator;
  /** `portal`: started by an administrator outside the product. */
  readonly origin: 'api' | 'portal';
  readonly durations: PhaseDurations;
  readonly startedAt: Date;
  readonly status: JobStatus;
  readonly phaseStartedAt: Date;
  readonly completedAt?: Date;
  readonly cancelsAt?: Date;
  /** What was calculated: a preview's answer, a recovery's plan. */
  readonly changes?: readonly Change[];
  readonly failed: readonly FailedChange[];
  /** Changes of the plan that were written, synced ones left out. Final; see `progressOf` while it runs. */
  readonly written?: Written;
}

interface Written {
  readonly objects: number;
  readonly links: number;
}

const RESTING: ReadonlySet<JobStatus> = new Set(['successful', 'failed', 'abandoned']);

export function isResting({ status }: TenantJob): boolean {
  return RESTING.has(status);
}

export function phaseEnd({ status, phaseStartedAt, durations }: TenantJob): number {
  const length =
    status === 'successful' || status === 'failed' || status === 'abandoned' ? Infinity : durations[status];
  return phaseStartedAt.getTime() + length;
}

/** When something happens to it next, in ms since 1970; `Infinity` at rest. */
export function dueAt(tenantJob: TenantJob): number {
  if (isResting(tenantJob)) return Infinity;
  return Math.min(phaseEnd(tenantJob), tenantJob.cancelsAt?.getTime() ?? Infinity);
}

/** Synced objects are shown, and left alone. */
export function writableChanges({ changes = [] }: TenantJob): readonly Change[] {
  return changes.filter(({ now }) => !isSynced(now));
}

/** How many of the writable changes a running recovery has come to. */
export function reachedBy(tenantJob: TenantJob, time: Date): number {
  if (tenantJob.status !== 'running') return 0;
  const passed = time.getTime() - tenantJob.phaseStartedAt.getTime();
  const share = Math.min(1, Math.max(0, passed / Math.max(1, tenantJob.durations.running)));
  return Math.floor(share * writableChanges(tenantJob).length);
}

export function sizeOf(changes: readonly Change[]): Written {
  return { objects: changes.length, links: changes.reduce((sum, change) => sum + linkCount(change), 0) };
}
