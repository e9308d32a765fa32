/** The real use cases and the real steps, on a store and a pretended Microsoft; every process of it can die in the middle of a start. */
import { ONE_CLOCK } from '../../src/shared/host-time';
import { pino } from 'pino';
import { runRequest } from '../../src/jobs/run-request';
import type { Reading } from '../../src/jobs/step';
import { sweepNow } from '../../src/jobs/sweep';
import type { BackupReader, Power, StartAnswer } from '../../src/recovery/ports';
import type { RecoveryRequest, RecoveryState } from '../../src/recovery/request';
import { isRunning } from '../../src/recovery/states';
import type { RequestStore } from '../../src/recovery/store-ports';
import type { PersonId, RequestId } from '../../src/shared/ids';
import { Patience } from '../../src/shared/patience';
import type { UsecasePorts } from '../../src/usecases/ports';
import { FakeAudit } from '../jobs/fake-audit';
import { SETTINGS } from '../jobs/step-world';
import type { SettableClock } from '../redis/settable-clock';
import { ALIASES } from './cast';
import type { Kept } from './memory-store';
import type { Observer } from './observer';
import { ProcessDied, type Fate, type PretendMicrosoft } from './pretend-microsoft';

export const QUORUM_OBJECTS = 3;
export const QUORUM_SOFT_DELETES = 1;
export const PREVIEW_MAX_AGE_MINUTES = 30;
export const EXECUTION_WINDOW_MINUTES = 15;
const log = pino({ level: 'silent' });
const nobody = () => Promise.reject(new Error('nobody asks this here'));

export interface Parts {
  readonly kept: Kept;
  readonly clock: SettableClock;
  readonly microsoft: PretendMicrosoft;
  readonly observer: Observer;
  readonly isStrict: boolean;
}

/** One press in one process. */
export interface Turn {
  readonly by: PersonId;
  readonly requestId: RequestId;
  readonly fate: Fate;
  /** What happens elsewhere while this process waits for Microsoft. */
  readonly meanwhile: () => Promise<void>;
}

export class Product {
  private readonly parts: Parts;
  private readonly requests: RequestStore;
  private readonly patience: Patience;

  constructor(parts: Parts) {
    this.parts = parts;
    this.patience = new Patience(parts.clock);
    this.requests = told(parts.kept.requests, (moved) => {
      parts.observer.moved(moved);
    });
  }

  /** Ports of a process that stands still where its fate says so: while it reads, and after it saved an intent. */
  portsOf({ fate }: Turn): UsecasePorts {
    const { microsoft, clock, kept } = this.parts;
    const requests = told(this.requests, ({ state }) => {
      if (isIntent(state)) clock.passes(fate.stillMs);
    });
    const backup = { listSnapshots: () => slowly(clock, fate.readsMs, () => microsoft.listSnapshots()) };
    return {
      requests,
      changes: kept.changes,
      backup: bound(microsoft, backup),
      directory: {
        ...directoryOf(microsoft),
        findObjects: nobody,
        getObject: nobody,
        namesOf: nobody,
      },
      audit: new FakeAudit(),
      outsideJobs: { starterOf: () => Promise.resolve(undefined) },
      wake: { step: () => Promise.resolve(), draw: () => Promise.resolve() },
      clock,
      ticker: clock,
      hostTime: ONE_CLOCK,
      log,
      settings: {
        ...this.rules(),
        windows: {
          plan: 30,
          approval: 60,
          execution: EXECUTION_WINDOW_MINUTES,
          previewMaxAge: PREVIEW_MAX_AGE_MINUTES,
        },
        isRecoveryDisabled: false,
      },
    };
  }

  powerOf(turn: Turn): Power {
    const { microsoft, observer, clock, kept } = this.parts;
    const pressedAt = clock.now();
    const post = async <JobId>(
      what: 'preview' | 'recovery',
      ...[scope, withinMs]: [Parameters<Power['startPreview']>[1], number]
    ): Promise<StartAnswer<JobId>> => {
      // prettier-ignore
      const request = await kept.requests.get(turn.requestId);
      if (what === 'recovery') observer.postsRecovery(request, scope, { pressedAt, now: clock.now() });
      const before = microsoft.jobs.length;
      const given = await this.answered(() => microsoft.post<JobId>(what, scope, { fate: turn.fate, withinMs }));
      if (what === 'recovery' && microsoft.jobs.length > before) observer.accepted(turn.requestId);
      await turn.meanwhile();
      if (given instanceof ProcessDied) throw given;
      return given;
    };
    return {
      personId: turn.by,
      standing: () => microsoft.standingOf(turn.by),
      startPreview: (_snapshotId, scope, withinMs) => post('preview', scope, withinMs),
      startRecovery: (_snapshotId, scope, withinMs) => post('recovery', scope, withinMs),
      cancel: (jobId) => Promise.resolve(microsoft.cancels(jobId)),
    };
  }

  /** Every worker once: the sweep, and the steps of every open request. */
  async work(): Promise<void> {
    const { clock, kept } = this.parts;
    const step = async (id: RequestId): Promise<void> => {
      await runRequest(id, 0, { requests: this.requests, reading: this.readingOf(id), wake: { draw: () => Promise.resolve() } }); // prettier-ignore
    };
    const ids: RequestId[] = [];
    const wake = { step: (id: RequestId) => Promise.resolve(void ids.push(id)), draw: () => Promise.resolve() };
    await sweepNow({
      requests: this.requests,
      backup: bound(this.parts.microsoft, {}),
      hostTime: ONE_CLOCK,
      notices: { unsent: () => Promise.resolve([]), behind: () => Promise.resolve([]) },
      wake,
      clock,
      log,
    });
    for (const id of ids) await step(id);
    for (const { id } of await kept.requests.open()) if (!ids.includes(id)) await step(id);
  }

  private readingOf(requestId: RequestId): Reading {
    const { microsoft, observer, clock, kept } = this.parts;
    const changePages: BackupReader['changePages'] = async function* (...args) {
      yield* microsoft.changePages(...args);
      observer.read(requestId, args[1], clock.now());
    };
    return {
      requests: this.requests,
      changes: kept.changes,
      notices: { ofRequest: () => Promise.resolve([]) },
      backup: bound(microsoft, { changePages }),
      directory: directoryOf(microsoft),
      audit: new FakeAudit(),
      clock,
      patience: this.patience,
      hostTime: ONE_CLOCK,
      log,
      settings: { ...SETTINGS, ...this.rules() },
      stopping: new AbortController().signal,
    };
  }

  private rules() {
    const { isStrict } = this.parts;
    return {
      quorum: { objects: QUORUM_OBJECTS, softDeletes: QUORUM_SOFT_DELETES, isStrict },
      personAliases: ALIASES,
      privilegedGroupIds: [],
    };
  }

  private answered<JobId>(post: () => StartAnswer<JobId>): Promise<StartAnswer<JobId> | ProcessDied> {
    return Promise.resolve()
      .then(post)
      .catch((error: unknown) => {
        if (error instanceof ProcessDied) return error;
        throw error;
      });
  }
}

const isIntent = (state: RecoveryState): boolean =>
  isRunning(state.name) && !('previewJobId' in state && state.previewJobId) && !('recoveryJobId' in state && state.recoveryJobId); // prettier-ignore

/** The same store; somebody hears of every move that was saved. */
function told(requests: RequestStore, hear: (moved: RecoveryRequest) => void): RequestStore {
  return {
    create: (draft) => requests.create(draft),
    find: (id) => requests.find(id),
    get: (id) => requests.get(id),
    open: () => requests.open(),
    since: (since) => requests.since(since),
    slotHolder: () => requests.slotHolder(),
    split: (...args) => requests.split(...args),
    move: async (...args) => {
      const moved = await requests.move(...args);
      hear(moved);
      return moved;
    },
  };
}

async function slowly<Answer>(clock: SettableClock, ms: number, ask: () => Promise<Answer>): Promise<Answer> {
  clock.passes(ms);
  return await ask();
}

function bound(microsoft: PretendMicrosoft, instead: Partial<BackupReader>): BackupReader {
  return {
    listSnapshots: () => microsoft.listSnapshots(),
    listJobs: () => microsoft.listJobs(),
    getPreviewJob: (...args) => microsoft.getPreviewJob(...args),
    getRecoveryJob: (...args) => microsoft.getRecoveryJob(...args),
    changePages: (...args) => microsoft.changePages(...args),
    failedChangePages: () => microsoft.failedChangePages(),
    ...instead,
  };
}

function directoryOf(microsoft: PretendMicrosoft) {
  return {
    standingOf: (id: PersonId) => microsoft.standingOf(id),
    approverCandidates: () => microsoft.approverCandidates(),
    accountsOf: (ids: readonly PersonId[]) => microsoft.accountsOf(ids),
    accountsWithEmployeeId: (employeeId: string) => microsoft.accountsWithEmployeeId(employeeId),
    factsOf: (ids: Parameters<PretendMicrosoft['factsOf']>[0]) => microsoft.factsOf(ids),
    policiesNow: () => Promise.resolve(new Map()),
    accessOf: () => Promise.resolve(new Map()),
    goneAmong: () => Promise.resolve(new Map()),
    namesOf: () => Promise.resolve(new Map()),
    membershipsOf: () => Promise.resolve(undefined),
  };
}
