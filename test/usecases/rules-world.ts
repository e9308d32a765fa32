/** A request that is put to the vote, and everything a press asks about it, in memory: Graph's answers are what a test sets. */
import type { Vote } from '../../src/approvals/approval';
import type { Account } from '../../src/approvals/humans';
import type { Change } from '../../src/recovery/change';
import type { DirectoryReader, ObjectFacts, Power } from '../../src/recovery/ports';
import type { PreviewResult, RecoveryRequest, RecoveryState } from '../../src/recovery/request';
import type { Standing } from '../../src/recovery/terms';
import type { Digest, PersonId, RecoveryJobId } from '../../src/shared/ids';
import type { UsecasePorts } from '../../src/usecases/ports';
import { candidate, FakeMicrosoft } from '../jobs/fake-microsoft';
import { FakeChanges, FakeStore } from '../jobs/fake-store';
import { at, BEN, EVA, ID, NOW, PREVIEW_JOB, previewOf, requestIn } from '../jobs/people-and-requests';
import { SettableClock } from '../redis/settable-clock';

export const GUS = '66666666-0000-4000-8000-000000000004' as PersonId;
export const DIGEST = 'a'.repeat(64) as Digest;

type Directory = Pick<DirectoryReader, 'approverCandidates' | 'accountsOf' | 'factsOf' | 'standingOf' | 'namesOf'>;

export interface RulesWorld {
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
  powerOf(personId: PersonId, answer?: 'started' | 'slotBusy'): Power;
  putToTheVote(changes: readonly Change[], more?: Partial<Omit<RecoveryRequest, 'state'>>): Promise<void>;
  request(): Promise<RecoveryRequest>;
}

export function rulesWorld(settings: Partial<UsecasePorts['settings']> = {}): RulesWorld {
  const clock = new SettableClock(NOW.toISOString());
  const store = new FakeStore(clock);
  const changes = new FakeChanges();
  const microsoft = new FakeMicrosoft();
  microsoft.candidates = [BEN, EVA, GUS].map(candidate);
  const started: PersonId[] = [];
  const rejected = () => Promise.reject(new Error('nobody asks this here'));
  const world: RulesWorld = {
    store,
    microsoft,
    clock,
    standings: new Map(),
    facts: [],
    accountsFail: undefined,
    unknownAccounts: new Set(),
    started,
    ports: portsOf(),
    powerOf: (personId, answer = 'started') => ({
      personId,
      standing: () => Promise.resolve(world.standings.get(personId) ?? 'administrator'),
      startPreview: rejected,
      startRecovery: () => {
        if (answer === 'slotBusy') return Promise.resolve({ kind: 'slotBusy' });
        started.push(personId);
        return Promise.resolve({ kind: 'started', jobId: 'recovery-1' as RecoveryJobId });
      },
      cancel: rejected,
    }),
    putToTheVote: async (stored, more = {}) => {
      await changes.savePage({ page: 0, changes: stored });
      const preview: PreviewResult = { ...previewOf(countsOf(stored)), previewJobId: PREVIEW_JOB, computedAt: NOW };
      store.put(requestIn(AWAITING, { digest: DIGEST, preview, reason: 'INC-4711 happened', ...more }));
    },
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
      backup: microsoft,
      directory: { ...directory, findObjects: rejected, getObject: rejected, listObjects: rejected },
      wake: quiet,
      clock,
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

const countsOf = (changes: readonly Change[]) =>
  Object.fromEntries([...new Set(changes.map(({ type }) => type))].map((type) => [type, changes.filter((one) => one.type === type).length])); // prettier-ignore

export const approvalBy = (voterId: PersonId): Vote => ({ voterId, answer: 'approve', at: NOW, digest: DIGEST, revision: 1 }); // prettier-ignore
