/**
 * Microsoft, small and honest: one tenant with what would go back, one list of jobs, one slot. It answers presses as each history
 * says, keeps what it accepted whatever it answered, and lists it only after a while, as the real one does.
 */
import { UnavailableError } from '../../src/shared/errors';
import type { Account } from '../../src/approvals/humans';
import type { Change } from '../../src/recovery/change';
import type { BackupReader, Candidate, DirectoryReader, ObjectFacts, Snapshot, StartAnswer, TenantJob } from '../../src/recovery/ports'; // prettier-ignore
import type { Scope } from '../../src/recovery/scope';
import type { Standing } from '../../src/recovery/terms';
import type { ObjectId, PersonId, SnapshotId } from '../../src/shared/ids';
import type { SettableClock } from '../redis/settable-clock';
import { changeOf, CROWD, EMPLOYEE_IDS, STANDINGS, SYNCED } from './cast';

/** The list is never empty where Microsoft keeps anything. */
const NEWER: Snapshot = { id: 'MTc3NDgyMTYwMA==' as SnapshotId, createdAt: new Date('2026-03-29T08:00:00Z') };
export const SNAPSHOT: Snapshot = { id: 'MTc3NDczNTIwMA==' as SnapshotId, createdAt: new Date('2026-03-28T22:00:00Z') };

export interface PretendJob {
  readonly id: string;
  readonly what: 'preview' | 'recovery';
  readonly scope: Scope;
  readonly startedAt: Date;
  readonly listedAt: Date;
  status: 'running' | 'successful' | 'failed' | 'abandoned';
  completedAt?: Date;
  /** Of a finished preview: what it found. */
  found: readonly Change[];
}

/** How Microsoft, and the process that asks it, fare in one start. */
export interface Fate {
  readonly answer: 'started' | 'slotBusy' | 'refused' | 'notAccepted' | 'acceptedUnclear' | 'lostUnclear' | 'acceptedDies' | 'diesBefore'; // prettier-ignore
  /** How long the process stands still: while it reads, before it posts, and while it waits for the answer. */
  readonly readsMs: number;
  readonly stillMs: number;
  readonly takesMs: number;
  /** Until the job is in the list. */
  readonly lagMs: number;
}

/** The process is gone: nothing that follows in it happens. */
export class ProcessDied extends Error {}

const ACCEPTS: readonly Fate['answer'][] = ['started', 'acceptedUnclear', 'acceptedDies'];

type Directory = Pick<
  DirectoryReader,
  'approverCandidates' | 'accountsOf' | 'accountsWithEmployeeId' | 'factsOf' | 'standingOf'
>;

export class PretendMicrosoft implements BackupReader, Directory {
  readonly jobs: PretendJob[] = [];
  /** What would go back now: the variant of the change, by object. */
  readonly needed = new Map<number, number>();
  readonly standings = new Map<PersonId, Standing>(STANDINGS);
  areAccountsAway = false;
  isSnapshotGone = false;
  private readonly clock: SettableClock;

  constructor(clock: SettableClock) {
    this.clock = clock;
  }

  get running(): PretendJob | undefined {
    return this.jobs.find(({ status }) => status === 'running');
  }

  changes(): readonly Change[] {
    return [...this.needed].map(([index, variant]) => changeOf(index, variant));
  }

  /** A POST. What was accepted runs, whatever is answered. */
  post<JobId>(
    what: PretendJob['what'],
    scope: Scope,
    { fate, withinMs }: { readonly fate: Fate; readonly withinMs: number },
  ): StartAnswer<JobId> {
    // prettier-ignore
    const { answer, takesMs, lagMs } = fate;
    if (answer === 'diesBefore') throw new ProcessDied();
    const job = ACCEPTS.includes(answer) && !this.running ? this.accept(what, scope, lagMs) : undefined;
    this.clock.passes(Math.min(takesMs, withinMs));
    if (answer === 'acceptedDies') throw new ProcessDied();
    return takesMs >= withinMs ? { kind: 'unclear' } : answered(answer, job?.id as JobId | undefined);
  }

  accept(what: PretendJob['what'], scope: Scope, lagMs: number): PretendJob {
    const startedAt = this.clock.now();
    const listedAt = new Date(startedAt.getTime() + lagMs);
    const job: PretendJob = { id: `${what}-${String(this.jobs.length + 1)}`, what, scope, startedAt, listedAt, status: 'running', found: [] }; // prettier-ignore
    this.jobs.push(job);
    return job;
  }

  /** The job that runs ends. A recovery really changes the tenant. */
  ends(status: 'successful' | 'failed' | 'abandoned'): void {
    const job = this.running;
    if (!job) return;
    job.status = status;
    job.completedAt = this.clock.now();
    if (status === 'successful' && job.what === 'preview') job.found = this.changes();
    if (status === 'successful' && job.what === 'recovery')
      for (const [index, variant] of [...this.needed])
        if (isIn(job.scope, changeOf(index, variant))) this.needed.delete(index);
  }

  /** @param variant - of the change that would go back; undefined: the object is as it was */
  changesTo(index: number, variant: number | undefined): void {
    if (variant === undefined) this.needed.delete(index);
    else this.needed.set(index, variant);
  }

  /** Many users at once. */
  crowdGoesBack(needsTo: boolean): void {
    for (const index of CROWD) this.changesTo(index, needsTo ? 1 : undefined);
  }

  cancels(jobId: string): StartAnswer<string> {
    if (this.running?.id !== jobId) return { kind: 'refused', because: 'other' };
    this.ends('abandoned');
    return { kind: 'started', jobId };
  }

  listSnapshots(): Promise<readonly Snapshot[]> {
    return Promise.resolve(this.isSnapshotGone ? [NEWER] : [NEWER, SNAPSHOT]);
  }

  listJobs(): Promise<readonly TenantJob[]> {
    const now = this.clock.now();
    return Promise.resolve(
      this.jobs
        .filter(({ listedAt }) => listedAt <= now)
        .map(told)
        .toReversed(),
    );
  }

  getPreviewJob(_snapshotId: SnapshotId, id: string): Promise<TenantJob> {
    return Promise.resolve(told(this.job(id)));
  }

  getRecoveryJob(_snapshotId: SnapshotId, id: string): Promise<TenantJob> {
    return Promise.resolve(told(this.job(id)));
  }

  async *changePages(_snapshotId: SnapshotId, id: string): AsyncIterable<readonly Change[]> {
    const { found } = this.job(id);
    const size = found.length > 100 ? 60 : 3;
    for (let first = 0; first < found.length; first += size) yield await Promise.resolve(found.slice(first, first + size)); // prettier-ignore
  }

  async *failedChangePages(): AsyncIterable<readonly Change[]> {
    yield* await Promise.resolve([]);
  }

  standingOf(personId: PersonId): Promise<Standing> {
    return Promise.resolve(this.standings.get(personId) ?? 'none');
  }

  approverCandidates(): Promise<readonly Candidate[]> {
    const holders = [...this.standings].filter(([, standing]) => standing === 'administrator');
    return Promise.resolve(holders.map(([id]) => ({ ...accountOf(id), name: id.slice(0, 4), role: 'active' })));
  }

  accountsOf(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Account>> {
    if (this.areAccountsAway) return Promise.reject(new UnavailableError('graph/unavailable', 'away'));
    return Promise.resolve(new Map(ids.map((id) => [id, accountOf(id)])));
  }

  accountsWithEmployeeId(employeeId: string): Promise<readonly Account[]> {
    if (this.areAccountsAway) return Promise.reject(new UnavailableError('graph/unavailable', 'away'));
    return Promise.resolve([...EMPLOYEE_IDS.keys()].map(accountOf).filter((account) => account.employeeId === employeeId)); // prettier-ignore
  }

  factsOf(ids: readonly ObjectId[]): Promise<ReadonlyMap<ObjectId, ObjectFacts>> {
    return Promise.resolve(new Map(ids.map((id) => [id, { id, synced: id === SYNCED }])));
  }

  job(id: string): PretendJob {
    const job = this.jobs.find((known) => known.id === id);
    if (!job) throw new Error(`no job ${id}`);
    return job;
  }
}

function answered<JobId>(
  answer: Exclude<Fate['answer'], 'diesBefore' | 'acceptedDies'>,
  jobId: JobId | undefined,
): StartAnswer<JobId> {
  // prettier-ignore
  if (answer === 'lostUnclear') return { kind: 'unclear' };
  if (answer === 'refused') return { kind: 'refused', because: 'other' };
  if (jobId === undefined) return { kind: answer === 'notAccepted' ? 'notAccepted' : 'slotBusy' };
  return answer === 'acceptedUnclear' ? { kind: 'unclear' } : { kind: 'started', jobId };
}

const accountOf = (id: PersonId): Account => ({ id, employeeId: EMPLOYEE_IDS.get(id) });

function isIn(scope: Scope, { type, id }: Change): boolean {
  if (scope.kind === 'everything') return true;
  return scope.kind === 'types' ? scope.types.some((known) => known === type) : scope.objects.some((object) => object.id === id); // prettier-ignore
}

function told({ id, what, status, startedAt, completedAt, scope }: PretendJob): TenantJob {
  return { id, what, status, startedAt, completedAt, scope, targetAt: SNAPSHOT.createdAt, failedChanges: 0 };
}
