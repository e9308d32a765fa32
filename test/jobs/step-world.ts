/** Everything a step may ask, in memory. */
import { ONE_CLOCK } from '../../src/shared/host-time';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { Reading, StepResult, StepSettings } from '../../src/jobs/step';
import { STEPS } from '../../src/jobs/steps';
import { Patience } from '../../src/shared/patience';
import { quietLog, type LogLine } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';
import { FakeAudit } from './fake-audit';
import { FakeMicrosoft } from './fake-microsoft';
import { FakeChanges, FakeStore } from './fake-store';
import { NOW } from './people-and-requests';

export const SETTINGS: StepSettings = {
  pollMinMs: 5000,
  pollMaxMs: 60_000,
  approvalWindowMinutes: 60,
  executionWindowMinutes: 15,
  planWindowMinutes: 30,
  previewMaxAgeMinutes: 30,
  emergencyAccountIds: [],
  privilegedGroupIds: [],
  personAliases: [],
  quorum: { objects: 500, softDeletes: 20, isStrict: false },
};

export interface StepWorld {
  readonly clock: SettableClock;
  readonly microsoft: FakeMicrosoft;
  readonly audit: FakeAudit;
  readonly store: FakeStore;
  readonly changes: FakeChanges;
  readonly lines: readonly LogLine[];
  readonly stopping: AbortController;
  readonly reading: Reading;
  /** The one step of the state the request is in. */
  readonly step: (request: RecoveryRequest) => Promise<StepResult>;
  /** The same, so long after this process saw the request first. */
  readonly stepAfter: (ms: number, request: RecoveryRequest) => Promise<StepResult>;
}

export function stepWorld(settings: Partial<StepSettings> = {}): StepWorld {
  const clock = new SettableClock(NOW.toISOString());
  const microsoft = new FakeMicrosoft();
  const audit = new FakeAudit();
  const store = new FakeStore(clock);
  const changes = new FakeChanges();
  const { log, lines } = quietLog();
  const stopping = new AbortController();
  const reading: Reading = {
    requests: store,
    changes,
    notices: store,
    backup: microsoft,
    directory: microsoft,
    audit,
    clock,
    patience: new Patience(clock),
    hostTime: ONE_CLOCK,
    log,
    settings: { ...SETTINGS, ...settings },
    stopping: stopping.signal,
  };
  const step = async (request: RecoveryRequest): Promise<StepResult> => {
    store.put(request);
    const take = STEPS[request.state.name] as (request: RecoveryRequest, reading: Reading) => Promise<StepResult>;
    return await take(request, reading);
  };
  const stepAfter: StepWorld['stepAfter'] = async (ms, request) => {
    await step(request);
    clock.passes(ms);
    return await step(request);
  };
  return { clock, microsoft, audit, store, changes, lines, stopping, reading, step, stepAfter };
}
