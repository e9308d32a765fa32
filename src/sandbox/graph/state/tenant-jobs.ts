/**
 * The one slot of the tenant and everything that ran in it. Time comes from outside, event by event, in order.
 *
 * | status      | next                                                          |
 * | ----------- | ------------------------------------------------------------- |
 * | initialized | loadingData; calculating if the snapshot was loaded before    |
 * | loadingData | calculating                                                   |
 * | calculating | preview: successful. recovery: running. failed if told so     |
 * | running     | successful; the tenant has changed                            |
 * | any of them | abandoned, some time after a cancel; what was written stays   |
 */
import { randomUUID } from 'node:crypto';
import { changesSince } from './changes';
import type { Snapshot } from './directory';
import { auditTenantJob } from './audit-tenant-job';
import { scopeTest } from './recovery-scope';
import type { Tenant } from './tenant';
import { dueAt, isResting, phaseEnd, reachedBy, sizeOf, type JobKind, type TenantJob } from './tenant-job';
import { writeRecovery } from './write-recovery';

const RETENTION_MS = 7 * 24 * 3_600_000;

export type JobOrder = Pick<TenantJob, 'kind' | 'snapshot' | 'scope' | 'by' | 'origin' | 'durations'>;

export class TenantJobs {
  private readonly tenant: Tenant;
  /** Oldest first. */
  private all: readonly TenantJob[] = [];
  private readonly loaded = new WeakSet<Snapshot>();
  private readonly reasons = new Map<string, string>();
  private toFail: JobKind | undefined;

  constructor(tenant: Tenant) {
    this.tenant = tenant;
  }

  /** Newest first. */
  list(): readonly TenantJob[] {
    return [...this.all].reverse();
  }

  find(id: string): TenantJob | undefined {
    return this.all.find((one) => one.id === id);
  }

  /** Whoever holds the slot. */
  active(): TenantJob | undefined {
    return this.all.find((one) => !isResting(one));
  }

  /** The caller has seen that the slot is free. */
  start(order: JobOrder, at: Date): TenantJob {
    if (this.active()) throw new Error('the slot is taken');
    const started: TenantJob = { ...order, id: randomUUID(), startedAt: at, status: 'initialized', phaseStartedAt: at, failed: [] }; // prettier-ignore
    this.all = [...this.all, started];
    auditTenantJob(this.tenant.audit, started, at);
    return started;
  }

  /** @returns false where there is nothing left to cancel */
  cancel(id: string, at: Date): boolean {
    const found = this.find(id);
    if (!found || isResting(found)) return false;
    this.replace({ ...found, cancelsAt: found.cancelsAt ?? new Date(at.getTime() + found.durations.canceling) });
    return true;
  }

  /** Recoveries cannot write these objects, for the reason given, until told otherwise. */
  failObject(id: string, reason: string | undefined): void {
    if (reason === undefined) this.reasons.delete(id);
    else this.reasons.set(id, reason);
  }

  /** The next one of this kind to finish calculating fails as a whole. */
  failNext(kind: JobKind): void {
    this.toFail = kind;
  }

  /** In ms since 1970; `Infinity` while the slot is free. */
  dueAt(): number {
    const active = this.active();
    return active ? dueAt(active) : Infinity;
  }

  /** Lets happen what is due. */
  step(): void {
    const active = this.active();
    if (!active) return;
    const at = new Date(dueAt(active));
    const isCanceled = active.cancelsAt !== undefined && active.cancelsAt.getTime() <= phaseEnd(active);
    const next = isCanceled ? this.abandon(active, at) : this.nextPhase(active, at);
    this.replace(next);
    if (isResting(next)) auditTenantJob(this.tenant.audit, next, at);
  }

  forgetBefore(now: Date): void {
    const limit = now.getTime() - RETENTION_MS;
    this.all = this.all.filter(({ completedAt }) => completedAt === undefined || completedAt.getTime() >= limit);
  }

  private nextPhase(active: TenantJob, at: Date): TenantJob {
    switch (active.status) {
      case 'initialized':
        return {
          ...active,
          status: this.loaded.has(active.snapshot) ? 'calculating' : 'loadingData',
          phaseStartedAt: at,
        };
      case 'loadingData':
        this.loaded.add(active.snapshot);
        return { ...active, status: 'calculating', phaseStartedAt: at };
      case 'calculating':
        return this.calculated(active, at);
      case 'running':
        return { ...this.write(active, Infinity, at), status: 'successful', completedAt: at };
      case 'successful':
      case 'failed':
      case 'abandoned':
        return active;
    }
  }

  private calculated(active: TenantJob, at: Date): TenantJob {
    if (this.toFail === active.kind) {
      this.toFail = undefined;
      return { ...active, status: 'failed', completedAt: at };
    }
    const changes = changesSince(this.tenant.directory, active.snapshot, scopeTest(active.scope));
    return active.kind === 'preview'
      ? { ...active, changes, status: 'successful', completedAt: at }
      : { ...active, changes, status: 'running', phaseStartedAt: at };
  }

  private abandon(active: TenantJob, at: Date): TenantJob {
    const stopped = active.status === 'running' ? this.write(active, reachedBy(active, at), at) : active;
    return { ...stopped, status: 'abandoned', completedAt: at };
  }

  private write(active: TenantJob, limit: number, at: Date): TenantJob {
    const { changes, failed } = writeRecovery(active, { tenant: this.tenant, reasons: this.reasons, limit, at });
    return { ...active, failed, written: sizeOf(changes) };
  }

  private replace(next: TenantJob): void {
    this.all = this.all.map((one) => (one.id === next.id ? next : one));
  }
}
