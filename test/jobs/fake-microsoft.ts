/** Microsoft as the reading identity sees it: tests set what is there, and count what was asked. */
import { spellingsOf } from '../../src/approvals/employee-number';
import type { Account } from '../../src/approvals/humans';
import type { Access } from '../../src/recovery/access';
import type { Change } from '../../src/recovery/change';
import type { BackupReader, Candidate, Gone, ObjectFacts, Snapshot, TenantJob } from '../../src/recovery/ports';
import type { Reading } from '../../src/jobs/step';
import type { PolicyNow } from '../../src/recovery/policy-coverage';
import type { JobStatus } from '../../src/recovery/terms';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { BEN, EVA, SNAPSHOT } from './people-and-requests';

type Asked = keyof BackupReader;

type Directory = Reading['directory'];

export class FakeMicrosoft implements BackupReader, Directory {
  snapshots: readonly Snapshot[] = [SNAPSHOT];
  jobs: readonly TenantJob[] = [];
  /** Of the preview job and the recovery job that are polled. */
  job: Partial<TenantJob> & { readonly status: JobStatus } = { status: 'running' };
  pages: readonly (readonly Change[])[] = [];
  failedPages: readonly (readonly Change[])[] = [];
  facts: readonly ObjectFacts[] = [];
  policies: readonly PolicyNow[] = [];
  access: ReadonlyMap<ObjectId, Access> = new Map();
  /** Groups and roles that people are in; nobody can say of those who are not here. */
  readonly memberships = new Map<PersonId, readonly string[]>();
  readonly askedMemberships: (readonly string[])[] = [];
  candidates: readonly Candidate[] = [candidate(BEN), candidate(EVA)];
  /** Of people who are no candidates. */
  readonly employeeIds = new Map<PersonId, string>();
  /** Numbers that too many accounts have. */
  readonly sharedNumbers = new Set<string>();
  readonly asked: Asked[] = [];
  private readonly errors = new Map<Asked, Error>();
  private hook: (() => Promise<void>) | undefined;

  /** Until `recovers`, this call fails. */
  fails(call: Asked, error: Error): void {
    this.errors.set(call, error);
  }

  recovers(): void {
    this.errors.clear();
  }

  /** Called while a job is being polled: something that happens at that very moment. */
  whilePolling(hook: (() => Promise<void>) | undefined): void {
    this.hook = hook;
  }

  async listSnapshots(): Promise<readonly Snapshot[]> {
    return await this.answer('listSnapshots', this.snapshots);
  }

  async listJobs(): Promise<readonly TenantJob[]> {
    return await this.answer('listJobs', this.jobs);
  }

  async getPreviewJob(_snapshotId: unknown, id: string): Promise<TenantJob> {
    return await this.answer('getPreviewJob', { id, what: 'preview', ...this.job });
  }

  async getRecoveryJob(_snapshotId: unknown, id: string): Promise<TenantJob> {
    return await this.answer('getRecoveryJob', { id, what: 'recovery', ...this.job });
  }

  async *changePages(): AsyncIterable<readonly Change[]> {
    for (const page of this.pages) yield await this.answer('changePages', page);
  }

  async *failedChangePages(): AsyncIterable<readonly Change[]> {
    await this.answer('failedChangePages', undefined);
    yield* this.failedPages;
  }

  approverCandidates(): Promise<readonly Candidate[]> {
    return Promise.resolve(this.candidates);
  }

  accountsOf(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Account>> {
    return Promise.resolve(new Map(ids.map((id) => [id, { id, employeeId: this.employeeIds.get(id) }])));
  }

  accountsWithEmployeeId(employeeId: string): Promise<readonly Account[] | undefined> {
    if (this.sharedNumbers.has(employeeId)) return Promise.resolve(undefined);
    const spellings = spellingsOf(employeeId);
    const sharing = [...this.employeeIds].filter(([, own]) => spellings.includes(own));
    return Promise.resolve(sharing.map(([id, own]) => ({ id, employeeId: own })));
  }

  factsOf(ids: readonly ObjectId[]): Promise<ReadonlyMap<ObjectId, ObjectFacts>> {
    return Promise.resolve(new Map(this.facts.filter(({ id }) => ids.includes(id)).map((fact) => [fact.id, fact])));
  }

  gone: Gone | undefined = new Map();
  /** What was asked about, once for each question. */
  readonly askedGone: (readonly string[])[] = [];

  goneAmong(pointers: readonly { readonly id: ObjectId }[]): Promise<Gone | undefined> {
    const ids = pointers.map(({ id }) => id);
    this.askedGone.push(ids);
    return Promise.resolve(this.gone && new Map([...this.gone].filter(([id]) => ids.includes(id))));
  }

  namesOf(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map());
  }

  accessOf(): Promise<ReadonlyMap<ObjectId, Access>> {
    return Promise.resolve(this.access);
  }

  policiesNow(): Promise<ReadonlyMap<ObjectId, PolicyNow>> {
    return Promise.resolve(new Map(this.policies.map((policy) => [policy.id, policy])));
  }

  membershipsOf(personId: PersonId, ids: readonly string[]): Promise<ReadonlySet<string> | undefined> {
    this.askedMemberships.push(ids);
    const held = this.memberships.get(personId);
    return Promise.resolve(held && new Set(held.filter((id) => ids.includes(id))));
  }

  private async answer<Answer>(call: Asked, answer: Answer): Promise<Answer> {
    this.asked.push(call);
    if (call.startsWith('get')) await this.hook?.();
    const error = this.errors.get(call);
    if (error) throw error;
    return answer;
  }
}

export function candidate(id: PersonId): Candidate {
  return { id, name: id.slice(0, 3), role: 'active' };
}
