/**
 * Everything behind the pretend Microsoft Graph: the tenant, its jobs, its settings. What is due by the clock happens, in order,
 * whenever somebody looks or acts, so nothing waits in memory.
 */
import type { Clock } from '../../../shared/clock';
import { CAST, ROLES, type RoleName } from '../../cast';
import { REGISTRATIONS } from '../../entra/registrations';
import { runIncident, type IncidentKind, type IncidentOptions } from '../seed/incidents';
import { BACKUP_CATEGORY } from './audit-tenant-job';
import type { Initiator } from './audit-log';
import type { Snapshot } from './directory';
import type { Scope } from './recovery-scope';
import { nextSnapshotTime } from './snapshot-schedule';
import type { Tenant } from './tenant';
import type { TenantEditor } from './tenant-editor';
import { TenantJobs } from './tenant-jobs';
import type { JobKind, PhaseDurations, TenantJob } from './tenant-job';

/** `documented`: as Microsoft's reference pages. `live`: as recorded from real tenants, which differs. */
export type AnswerShape = 'documented' | 'live';

export interface Incident {
  readonly kind: IncidentKind;
  readonly at: Date;
}

const RETENTION_MS = 7 * 24 * 3_600_000;
const SECOND_MS = 1000;

const SHORT_PHASES: PhaseDurations = {
  initialized: SECOND_MS,
  loadingData: 2 * SECOND_MS,
  calculating: 2 * SECOND_MS,
  running: 2 * SECOND_MS,
  canceling: SECOND_MS,
};

export interface OutsideJob {
  readonly kind?: JobKind;
  readonly durationMs?: number;
  readonly byId?: string;
  readonly scope?: Scope;
}

const OUTSIDE_JOB = {
  kind: 'preview',
  durationMs: 10 * 60 * SECOND_MS,
  byId: CAST.gus.id,
  scope: { kind: 'everything' },
} as const satisfies Required<OutsideJob>;

export interface PretendGraphOptions {
  readonly clock: Clock;
  readonly tenant: Tenant;
  readonly durations?: Partial<PhaseDurations> | undefined;
  readonly shape?: AnswerShape | undefined;
}

export class PretendGraph {
  /** Can be changed at any time. */
  shape: AnswerShape;
  /** Delegated scopes that an administrator has consented to, by application. */
  readonly consents = new Map(REGISTRATIONS.map(({ id, scopes }) => [id, scopes]));
  /** Graph may give fewer items a page than were asked for. */
  largestPage = Infinity;
  private readonly clock: Clock;
  private readonly ownTenant: Tenant;
  private readonly ownJobs: TenantJobs;
  private durations: PhaseDurations;
  private nextSnapshotAt: Date;
  private incident: Incident | undefined;
  private readonly startedJobs: TenantJob[] = [];

  constructor({ clock, tenant, durations, shape = 'documented' }: PretendGraphOptions) {
    this.clock = clock;
    this.ownTenant = tenant;
    this.shape = shape;
    this.durations = { ...SHORT_PHASES, ...durations };
    this.ownJobs = new TenantJobs(tenant);
    this.nextSnapshotAt = nextSnapshotTime(clock.now());
  }

  get tenant(): Tenant {
    this.settle();
    return this.ownTenant;
  }

  get jobs(): TenantJobs {
    this.settle();
    return this.ownJobs;
  }

  get lastIncident(): Incident | undefined {
    return this.incident;
  }

  /** Lets happen what is due. @returns the pretend time up to which everything has happened */
  settle(): Date {
    const now = this.clock.now();
    for (;;) {
      const jobDueAt = this.ownJobs.dueAt();
      const snapshotDueAt = this.nextSnapshotAt.getTime();
      if (Math.min(jobDueAt, snapshotDueAt) > now.getTime()) break;
      if (jobDueAt <= snapshotDueAt) this.ownJobs.step();
      else this.takeSnapshot();
    }
    this.ownJobs.forgetBefore(now);
    return now;
  }

  /** For the jobs that start from now on, in ms of pretend time. */
  setDurations(durations: Partial<PhaseDurations>): void {
    this.durations = { ...this.durations, ...durations };
  }

  /** @returns undefined while the slot is taken */
  start(order: {
    readonly kind: JobKind;
    readonly snapshot: Snapshot;
    readonly scope: Scope;
    readonly byId: string;
  }): TenantJob | undefined {
    // prettier-ignore
    const now = this.settle();
    if (this.ownJobs.active()) return undefined;
    const { byId, ...rest } = order;
    const by = this.ownTenant.personInitiator(byId);
    const started = this.ownJobs.start({ ...rest, by, origin: 'api', durations: this.durations }, now);
    this.startedJobs.push(started);
    return started;
  }

  /** As they were when they were started through the API, oldest first. Nothing is forgotten here. */
  started(kind: JobKind): readonly TenantJob[] {
    return this.startedJobs.filter((one) => one.kind === kind);
  }

  /** Another administrator starts one in the portal and holds the slot. @returns undefined while the slot is taken */
  startOutside(options: OutsideJob = {}): TenantJob | undefined {
    const { kind, durationMs, byId, scope } = { ...OUTSIDE_JOB, ...options };
    const now = this.settle();
    const [snapshot] = this.ownTenant.directory.snapshots();
    if (!snapshot || this.ownJobs.active()) return undefined;
    const share = durationMs / (kind === 'preview' ? 1 : 2);
    const durations = { ...this.durations, initialized: 0, loadingData: 0, calculating: share, running: share };
    const by = this.ownTenant.personInitiator(byId);
    return this.ownJobs.start({ kind, snapshot, scope, by, origin: 'portal', durations }, now);
  }

  cancel(id: string): boolean {
    return this.ownJobs.cancel(id, this.settle());
  }

  runIncident(kind: IncidentKind, options: IncidentOptions = {}): void {
    const at = this.settle();
    runIncident(kind, { tenant: this.ownTenant, options, at });
    this.incident = { kind, at };
  }

  /** Changes the tenant as a person of it, or as whoever is handed in. */
  edit(by: string | Initiator, change: (editor: TenantEditor) => void): void {
    const now = this.settle();
    change(this.ownTenant.editAs(typeof by === 'string' ? this.ownTenant.personInitiator(by) : by, now));
  }

  /** PIM makes what the person is eligible for active. */
  activateRoles(personId: string): void {
    this.ownTenant.roles.activate(personId);
  }

  deactivateRoles(personId: string): void {
    this.ownTenant.roles.deactivate(personId);
  }

  giveRole(principalId: string, role: RoleName | (string & {})): void {
    this.ownTenant.roles.assign(principalId, roleIdOf(role));
  }

  takeRole(principalId: string, role: RoleName | (string & {})): void {
    this.ownTenant.roles.remove(principalId, roleIdOf(role));
  }

  /** Newest first, as Microsoft lists them now. */
  listSnapshots(): readonly Snapshot[] {
    this.settle();
    return this.ownTenant.directory.snapshots();
  }

  /** By either form of its id. @returns undefined where Microsoft does not list it */
  findSnapshot(id: string): Snapshot | undefined {
    return this.listSnapshots().find((snapshot) => isIdOf(snapshot, id));
  }

  /** The snapshot leaves the list before its time. */
  hideSnapshot(id: string): void {
    const snapshot = this.findSnapshot(id);
    if (snapshot) this.ownTenant.directory.hideSnapshot(snapshot);
  }

  snapshotId(snapshot: Snapshot): string {
    return snapshotIdOf(snapshot, this.shape);
  }

  private takeSnapshot(): void {
    const at = this.nextSnapshotAt;
    const { createdAt } = this.ownTenant.directory.takeSnapshot(at);
    this.nextSnapshotAt = nextSnapshotTime(at);
    this.ownTenant.directory.dropSnapshotsBefore(new Date(at.getTime() - RETENTION_MS + SECOND_MS), this.inUse());
    const targets = [{ id: createdAt.toISOString(), name: 'snapshot', type: 'Other', properties: [] }];
    const by = { kind: 'application', appId: '', name: 'Microsoft Entra Backup and Recovery' } as const;
    this.ownTenant.audit.write({ at, by, category: BACKUP_CATEGORY, service: BACKUP_CATEGORY, operation: 'Add', activity: 'Create snapshot', targets }); // prettier-ignore
  }

  private inUse(): Snapshot | undefined {
    return this.ownJobs.active()?.snapshot;
  }
}

/** Microsoft's ids are base64: of the time as ISO text in the documentation, of seconds since 1970 in real tenants. */
export function snapshotIdOf({ createdAt }: Snapshot, shape: AnswerShape): string {
  const seconds = Math.floor(createdAt.getTime() / SECOND_MS);
  const text = shape === 'live' ? String(seconds) : new Date(seconds * SECOND_MS).toISOString().replace('.000', '');
  return Buffer.from(text).toString('base64');
}

export function isIdOf(snapshot: Snapshot, id: string): boolean {
  return id === snapshotIdOf(snapshot, 'documented') || id === snapshotIdOf(snapshot, 'live');
}

function roleIdOf(role: string): string {
  return role in ROLES ? ROLES[role as RoleName] : role;
}
