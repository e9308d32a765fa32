/** A request that is put to the vote, and everything a press asks about it, in memory: Graph's answers are what a test sets. */
import { ONE_CLOCK } from '../../src/shared/host-time';
import type { Vote } from '../../src/approvals/approval';
import type { Account } from '../../src/approvals/humans';
import { digestOf } from '../../src/approvals/digest';
import type { Change } from '../../src/recovery/change';
import { createChangeCounter } from '../../src/recovery/change-counts';
import { digestSubjectOf } from '../../src/recovery/digest-subject';
import type { DirectoryReader, ObjectFacts, Power, StartAnswer } from '../../src/recovery/ports';
import { sealed } from '../../src/recovery/preview-seal';
import type { PreviewResult } from '../../src/recovery/preview-result';
import type { RecoveryRequest, RecoveryState } from '../../src/recovery/request';
import type { Scope } from '../../src/recovery/scope';
import type { Standing } from '../../src/recovery/terms';
import type { Digest, PersonId, RecoveryJobId } from '../../src/shared/ids';
import type { UsecasePorts } from '../../src/usecases/ports';
import { FakeAudit } from '../jobs/fake-audit';
import { candidate, FakeMicrosoft } from '../jobs/fake-microsoft';
import { FakeChanges, FakeStore } from '../jobs/fake-store';
import { at, BEN, EVA, ID, NOW, PREVIEW_JOB, previewOf, requestIn } from '../jobs/people-and-requests';
import { quietLog, type LogLine } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';

export const GUS = '66666666-0000-4000-8000-000000000004' as PersonId;

type Directory = Pick<DirectoryReader, 'approverCandidates' | 'accountsOf' | 'factsOf' | 'standingOf' | 'namesOf'>;

type Answer = StartAnswer<RecoveryJobId>;

type Put = Partial<Omit<RecoveryRequest, 'state'>> & {
  /** Who has approved it already. */
  readonly approvedBy?: readonly PersonId[];
};

export interface RulesWorld {
  /** Of what was put to the vote. */
  readonly digest: Digest;
  readonly store: FakeStore;
  readonly ports: UsecasePorts;
  readonly microsoft: FakeMicrosoft;
  readonly clock: SettableClock;
  /** Set by a test: what the directory says. */
  readonly standings: Map<PersonId, Standing>;
  facts: ObjectFacts[];
  accountsFail: Error | undefined;
  readonly unknownAccounts: Set<PersonId>;
  /** Ids of those whose press started something. */
  readonly started: readonly PersonId[];
  /** The same of previews. */
  readonly previewed: readonly PersonId[];
  readonly lines: readonly LogLine[];
  /** Ids of the jobs that Microsoft was asked to stop. */
  readonly canceled: readonly string[];
  /** What Microsoft says to the start of a recovery; that it was started until then. */
  answers(answer: Answer | (() => Promise<Answer>)): void;
  /** How long each start was given, and what it was told to touch. */
  readonly withinMs: readonly number[];
  readonly scopes: readonly Scope[];
  powerOf(personId: PersonId): Power;
  putToTheVote(changes: readonly Change[], more?: Put): Promise<void>;
  /** A vote on it. */
  readonly approvalBy: (voterId: PersonId) => Vote;
  /** As retention does. */
  forgetsChanges(): Promise<void>;
  request(): Promise<RecoveryRequest>;
}

export function rulesWorld(settings: Partial<UsecasePorts['settings']> = {}): RulesWorld {
  const clock = new SettableClock(NOW.toISOString());
  const store = new FakeStore(clock);
  const changes = new FakeChanges();
  const { log, lines } = quietLog();
  const microsoft = new FakeMicrosoft();
  microsoft.candidates = [BEN, EVA, GUS].map(candidate);
  const started: PersonId[] = [];
  const previewed: PersonId[] = [];
  const withinMs: number[] = [];
  const scopes: Scope[] = [];
  const canceled: string[] = [];
  let digest: Digest | undefined;
  let answer = (): Promise<Answer> => Promise.resolve({ kind: 'started', jobId: 'recovery-1' as RecoveryJobId });
  const rejected = () => Promise.reject(new Error('nobody asks this here'));
  const world: RulesWorld = {
    get digest() {
      if (digest === undefined) throw new Error('nothing is put to the vote');
      return digest;
    },
    store,
    microsoft,
    clock,
    standings: new Map(),
    facts: [],
    accountsFail: undefined,
    unknownAccounts: new Set(),
    started,
    previewed,
    lines,
    ports: portsOf(),
    withinMs,
    scopes,
    canceled,
    answers: (given) => {
      answer = typeof given === 'function' ? given : () => Promise.resolve(given);
    },
    powerOf: (personId) => ({
      personId,
      standing: () => Promise.resolve(world.standings.get(personId) ?? 'administrator'),
      startPreview: async () => {
        const given = await answer();
        if (given.kind === 'started') previewed.push(personId);
        return given.kind === 'started' ? { kind: 'started', jobId: PREVIEW_JOB } : given;
      },
      startRecovery: async (_snapshotId, scope, leftMs) => {
        withinMs.push(leftMs);
        scopes.push(scope);
        const given = await answer();
        if (given.kind === 'started') started.push(personId);
        return given;
      },
      cancel: (jobId) => {
        canceled.push(jobId);
        return Promise.resolve({ kind: 'started', jobId });
      },
    }),
    putToTheVote: async (stored, { approvedBy = [], ...more } = {}) => {
      await changes.savePage({ revision: 1, page: 0, changes: stored });
      const preview: PreviewResult = { ...previewOf({}), counts: countsOf(stored) };
      const request = requestIn(AWAITING, { preview, reason: 'INC-4711 happened', ...more });
      digest = await digestOf(digestSubjectOf(request), changes.itemHashes(ID, 1));
      const found = sealed(request.preview ?? preview, digest);
      store.put({ ...request, preview: found, digest: request.digest ?? digest, votes: [...request.votes, ...approvedBy.map(world.approvalBy)] }); // prettier-ignore
    },
    approvalBy: (voterId) => ({ voterId, answer: 'approve', at: NOW, digest: world.digest, revision: 1 }),
    forgetsChanges: () => changes.clear(ID, 1),
    request: () => store.get(ID),
  };
  function portsOf(): UsecasePorts {
    const directory: Directory = {
      approverCandidates: () => microsoft.approverCandidates(),
      accountsOf: (ids) => accountsOf(ids),
      factsOf: (ids) => Promise.resolve(new Map(world.facts.filter(({ id }) => ids.includes(id)).map((fact) => [fact.id, fact]))), // prettier-ignore
      standingOf: (id) => Promise.resolve(world.standings.get(id) ?? 'administrator'),
      namesOf: () => Promise.resolve(new Map()),
    };
    const quiet = { step: () => Promise.resolve(), draw: () => Promise.resolve() };
    return {
      requests: store,
      changes,
      outsideJobs: { starterOf: () => Promise.resolve(undefined) },
      backup: microsoft,
      directory: {
        ...directory,
        findObjects: rejected,
        getObject: rejected,
        policiesNow: rejected,
        accessOf: rejected,
        goneAmong: rejected,
        accountsWithEmployeeId: (employeeId) => microsoft.accountsWithEmployeeId(employeeId),
        membershipsOf: (personId, ids) => microsoft.membershipsOf(personId, ids),
      },
      audit: new FakeAudit(),
      wake: quiet,
      clock,
      ticker: clock,
      hostTime: ONE_CLOCK,
      log,
      settings: { ...SETTINGS, ...settings },
    };
  }
  async function accountsOf(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Account>> {
    if (world.accountsFail) throw world.accountsFail;
    return await microsoft.accountsOf(ids.filter((id) => !world.unknownAccounts.has(id)));
  }
  return world;
}

const AWAITING: Extract<RecoveryState, { name: 'awaitingApproval' }> = { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) }; // prettier-ignore

const SETTINGS: UsecasePorts['settings'] = {
  windows: { plan: 30, approval: 60, execution: 15, previewMaxAge: 30 },
  isRecoveryDisabled: false,
  quorum: { objects: 500, softDeletes: 20, isStrict: false },
  personAliases: [],
  privilegedGroupIds: [],
};

function countsOf(changes: readonly Change[]): PreviewResult['counts'] {
  const counter = createChangeCounter();
  for (const change of changes) counter.see(change);
  return counter.counts();
}
