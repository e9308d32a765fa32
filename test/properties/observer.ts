/**
 * Watches from outside: what people pressed, what previews really found, what Microsoft was told. At every POST of a recovery it judges
 * by itself whether this recovery may run. It takes nothing on trust from the rules under test, and shares no code with them.
 */
import type { Change } from '../../src/recovery/change';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { Scope } from '../../src/recovery/scope';
import type { PersonId, RequestId } from '../../src/shared/ids';
import { humanOf, isSetting, SYNCED, touchesPowerOf } from './cast';
import type { PretendJob, PretendMicrosoft } from './pretend-microsoft';

export interface Limits {
  readonly previewMaxAgeMs: number;
  /** Time for *Run now* after a re-check, at least. */
  readonly executionWindowMs: number;
  /** More objects than this take two people. */
  readonly objects: number;
  /** More soft-deletes than this take two people, who type how many there are. */
  readonly softDeletes: number;
  readonly isStrict: boolean;
  /** What the plan lets a job touch. */
}

interface Ballot {
  readonly requestId: RequestId;
  readonly voterId: PersonId;
  readonly revision: number;
  readonly digest: string | undefined;
  /** Held the role, was no other account of the requester, and typed what had to be typed when it was pressed. */
  readonly isOfAllowed: boolean;
  /** Two could not be reached then, and the right number was typed. */
  readonly isAlone: boolean;
  isWithdrawn: boolean;
}

export interface Pressed {
  readonly request: RecoveryRequest;
  readonly voterId: PersonId;
  readonly revision: number;
  readonly digest: string | undefined;
  /** Numbers that were typed. */
  readonly changes: string | undefined;
  readonly softDeletes: string | undefined;
}

/** A freeze of the process that a start survives. */
const START_TIMEOUT_MS = 30_000;
/** A12: no re-check buys more. */
const MOST_FRESH_MS = 3 * 60 * 60_000;

interface Read {
  readonly job: PretendJob;
  readonly at: Date;
  /** It was not the first of its request. */
  readonly isRecheck: boolean;
}

export class Observer {
  /** What should never have happened, in words. */
  readonly wrongs: string[] = [];
  readonly recoveriesAccepted = new Map<RequestId, number>();
  /** What kinds of recoveries were told to Microsoft. */
  readonly kinds = new Set<'byIds' | 'setting' | 'crowd' | 'manyDeletes'>();
  private readonly ballots: Ballot[] = [];
  private readonly shown = new Map<string, readonly Change[]>();
  private readonly lastRead = new Map<RequestId, Read>();
  private readonly microsoft: PretendMicrosoft;
  private readonly limits: Limits;

  constructor(microsoft: PretendMicrosoft, limits: Limits) {
    this.microsoft = microsoft;
    this.limits = limits;
  }

  /** A digest is shown for the first time: what it stands for is what Microsoft found then. */
  moved({ id, digest, preview }: RecoveryRequest): void {
    const key = `${id} ${digest ?? ''}`;
    if (digest && preview && !this.shown.has(key))
      this.shown.set(key, recoverable(this.microsoft.job(preview.previewJobId).found));
  }

  /** The worker has read every page of what this preview found. */
  read(requestId: RequestId, jobId: string, at: Date): void {
    const before = this.lastRead.get(requestId);
    const isRecheck = before !== undefined && (before.isRecheck || before.job.id !== jobId);
    this.lastRead.set(requestId, { job: this.microsoft.job(jobId), at, isRecheck });
  }

  approves({ request, voterId, revision, digest, changes: typedChanges, softDeletes }: Pressed): void {
    const changes = this.approvedBy(request.id, request.digest);
    const isTyped = deletesIn(changes) <= this.limits.softDeletes || softDeletes === String(deletesIn(changes));
    const isOfAllowed = isTyped && this.mayVote(voterId, request, changes);
    const found = this.lastRead.get(request.id)?.job.found ?? [];
    const isAlone = !this.limits.isStrict && this.othersOf(request, found).size < 2 && typedChanges === String(recoverable(found).length); // prettier-ignore
    this.ballots.push({ requestId: request.id, voterId, revision, digest, isOfAllowed, isAlone, isWithdrawn: false });
  }

  private mayVote(voterId: PersonId, { requesterId }: RecoveryRequest, changes: readonly Change[]): boolean {
    const isAuthor = humanOf(voterId) === humanOf(requesterId);
    return this.holdsRole(voterId) && !isAuthor && !changes.some((change) => touchesPowerOf(change, voterId));
  }

  withdraws(requestId: RequestId, voterId: PersonId): void {
    for (const ballot of this.ballots)
      if (ballot.requestId === requestId && ballot.voterId === voterId) ballot.isWithdrawn = true;
  }

  /** @param pressedAt - when the person pressed: what was young enough then may be posted within the time a start has */
  postsRecovery(
    request: RecoveryRequest,
    scope: Scope,
    { pressedAt, now }: { readonly pressedAt: Date; readonly now: Date },
  ): void {
    // prettier-ignore
    const fresh = recoverable(this.lastRead.get(request.id)?.job.found ?? []);
    const approved = this.approvedBy(request.id, request.digest);
    const youngUntilMs = this.youngUntilMs(request.id, scope);
    this.remember(scope, fresh);
    this.wrong('(a) without a full quorum', !this.hasQuorum(request, fresh));
    this.wrong('(b) on a preview that was too old', pressedAt.getTime() >= youngUntilMs || now.getTime() >= youngUntilMs + START_TIMEOUT_MS); // prettier-ignore
    this.wrong('(c) after a re-check that found something else', !isWithin(fresh, approved));
    this.wrong('(d) on something that was not approved', !this.isPinnedTo(scope, fresh));
    this.wrong('(e) twice', (this.recoveriesAccepted.get(request.id) ?? 0) > 0);
    this.wrong('(g) from a snapshot that is gone', this.microsoft.isSnapshotGone);
  }

  /** A12: by age; after a re-check for as long as that took where ids are pinned, and never less than the execution window. */
  private youngUntilMs(requestId: RequestId, scope: Scope): number {
    const read = this.lastRead.get(requestId);
    if (!read) return 0;
    const { job, at, isRecheck } = read;
    const byAge = (job.completedAt?.getTime() ?? 0) + this.limits.previewMaxAgeMs;
    if (!isRecheck) return byAge;
    const tookMs = scope.kind === 'objects' ? at.getTime() - job.startedAt.getTime() + START_TIMEOUT_MS : 0;
    return Math.max(byAge, at.getTime() + Math.max(this.limits.executionWindowMs, Math.min(tookMs, MOST_FRESH_MS)));
  }

  accepted(requestId: RequestId): void {
    this.recoveriesAccepted.set(requestId, (this.recoveriesAccepted.get(requestId) ?? 0) + 1);
  }

  private remember(scope: Scope, changes: readonly Change[]): void {
    if (scope.kind === 'objects') this.kinds.add('byIds');
    else this.kinds.add(changes.every(isSetting) ? 'setting' : 'crowd');
    if (deletesIn(changes) > this.limits.softDeletes) this.kinds.add('manyDeletes');
  }

  private hasQuorum(request: RecoveryRequest, changes: readonly Change[]): boolean {
    const isKept = ({ voterId }: Ballot) => request.votes.some((vote) => vote.voterId === voterId);
    const counted = this.ballots.filter(
      (ballot) =>
        ballot.requestId === request.id &&
        ballot.revision === request.revision &&
        ballot.digest === request.digest &&
        ballot.isOfAllowed &&
        !ballot.isWithdrawn &&
        isKept(ballot) &&
        this.holdsRole(ballot.voterId),
    );
    const isGrave =
      changes.length > this.limits.objects ||
      deletesIn(changes) > this.limits.softDeletes ||
      changes.some((change) => change.type === 'conditionalAccessPolicy' || isSetting(change));
    const needed = isGrave && !counted.some(({ isAlone }) => isAlone) ? 2 : 1;
    return new Set(counted.map(({ voterId }) => humanOf(voterId))).size >= needed;
  }

  /** All of it is approved (c); here it is exactly this: by id, a setting by its type, and more than a hundred by their types. */
  private isPinnedTo(scope: Scope, changes: readonly Change[]): boolean {
    if (changes.length > 100)
      return (
        scope.kind === 'types' &&
        isSameSet(
          scope.types,
          changes.map(({ type }) => type),
        )
      );
    const settings = changes.filter(isSetting);
    if (settings.length > 0)
      return settings.length === changes.length && JSON.stringify(scope) === '{"kind":"types","types":["authorizationPolicy"]}'; // prettier-ignore
    const ids = scope.kind === 'objects' ? scope.objects.map(({ id }) => id) : [];
    return ids.length === changes.length && changes.every(({ id }) => ids.includes(id));
  }

  private approvedBy(requestId: RequestId, digest: string | undefined): readonly Change[] {
    return this.shown.get(`${requestId} ${digest ?? ''}`) ?? [];
  }

  /** Whose own power the changes touch is none of them: they may not vote (A3, A5). */
  private othersOf({ requesterId }: RecoveryRequest, changes: readonly Change[]): ReadonlySet<string> {
    const mayVote = (id: PersonId) => this.holdsRole(id) && !recoverable(changes).some((change) => touchesPowerOf(change, id)); // prettier-ignore
    const holders = [...this.microsoft.standings.keys()].filter(mayVote).map(humanOf);
    return new Set(holders.filter((human) => human !== humanOf(requesterId)));
  }

  private holdsRole(personId: PersonId): boolean {
    return this.microsoft.standings.get(personId) === 'administrator';
  }

  private wrong(what: string, isSo: boolean): void {
    if (isSo) this.wrongs.push(what);
  }
}

const isSameSet = (left: readonly string[], right: readonly string[]): boolean =>
  [...new Set(left)].sort().join() === [...new Set(right)].sort().join();

const recoverable = (changes: readonly Change[]): readonly Change[] => changes.filter(({ id }) => id !== SYNCED);

function isWithin(some: readonly Change[], all: readonly Change[]): boolean {
  const known = new Set(all.map((change) => JSON.stringify(change)));
  return some.length > 0 && some.every((change) => known.has(JSON.stringify(change)));
}

const deletesIn = (changes: readonly Change[]): number => changes.filter(({ action }) => action === 'softDelete').length; // prettier-ignore
