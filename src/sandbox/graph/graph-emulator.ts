/** The pretend Microsoft Graph: its door, its state, its troubles, and what it has seen. */
import type { Hono } from 'hono';
import type { Clock } from '../../shared/clock';
import { CallLog, type Call } from './http/call-log';
import { Faults } from './http/faults';
import { graphApp, type TokenCheck } from './http/graph-app';
import type { GraphEnv } from './http/graph-context';
import { seedTenant, type SeedOptions } from './seed/seed-tenant';
import { changesSince, hardDeletedSince, type RecoveryAction } from './state/changes';
import { textOf, type DirectoryObject } from './state/directory-object';
import type { EntityType } from './state/entity-types';
import { PretendGraph, type AnswerShape } from './state/pretend-graph';
import type { Scope } from './state/recovery-scope';
import type { PhaseDurations } from './state/tenant-job';

export interface GraphEmulatorOptions {
  readonly clock: Clock;
  readonly tokens: TokenCheck;
  readonly seed?: SeedOptions;
  /** In ms of pretend time; the rest stays short. */
  readonly durations?: Partial<PhaseDurations>;
  /** `documented` unless told otherwise. */
  readonly shape?: AnswerShape;
}

interface StartedJob {
  readonly jobId: string;
  readonly byId: string;
  readonly snapshotId: string;
  readonly scope: Scope;
  readonly at: Date;
}

/** One object that is not as it was at a snapshot. `hardDeleted`: no recovery brings it back. */
interface Difference {
  readonly type: EntityType;
  readonly id: string;
  readonly displayName: string | undefined;
  readonly action: RecoveryAction | 'hardDeleted';
  readonly attributes: readonly string[];
}

interface Inspection {
  /** Through the API, oldest first; those of the portal are not among them. */
  startedPreviews(): readonly StartedJob[];
  startedRecoveries(): readonly StartedJob[];
  calls(): readonly Call[];
  forgetCalls(): void;
  compare(snapshotId: string): readonly Difference[];
}

export interface GraphEmulator {
  /** `app.fetch` is the handler; given Node's bindings it can break connections. */
  readonly app: Hono<GraphEnv>;
  readonly state: PretendGraph;
  readonly faults: Faults;
  readonly inspect: Inspection;
}

export function createGraphEmulator({ clock, tokens, seed, durations, shape }: GraphEmulatorOptions): GraphEmulator {
  const tenant = seedTenant({ ...seed, now: clock.now() });
  const graph = new PretendGraph({ clock, tenant, durations, shape });
  const faults = new Faults();
  const calls = new CallLog();
  return {
    app: graphApp({ graph, tokens, faults, calls }),
    state: graph,
    faults,
    inspect: {
      startedPreviews: () => graph.started('preview').map(startedJob(graph)),
      startedRecoveries: () => graph.started('recovery').map(startedJob(graph)),
      calls: () => calls.list(),
      forgetCalls: () => {
        calls.clear();
      },
      compare: (snapshotId) => compare(graph, snapshotId),
    },
  };
}

type Started = ReturnType<PretendGraph['started']>[number];

const startedJob =
  (graph: PretendGraph) =>
  ({ id, by, snapshot, scope, startedAt }: Started): StartedJob => ({
    jobId: id,
    byId: by.kind === 'person' ? by.id : by.appId,
    snapshotId: graph.snapshotId(snapshot),
    scope,
    at: startedAt,
  });

function compare(graph: PretendGraph, snapshotId: string): readonly Difference[] {
  const snapshot = graph.findSnapshot(snapshotId);
  if (!snapshot) throw new Error(`no snapshot ${snapshotId} is listed`);
  const { directory } = graph.tenant;
  const gone = hardDeletedSince(directory, snapshot).map((object) => difference(object, 'hardDeleted'));
  const changed = changesSince(directory, snapshot, () => true).map(
    ({ now, action, attributes, membersToAdd, membersToRemove }) =>
      // prettier-ignore
      difference(now, action, membersToAdd.length + membersToRemove.length > 0 ? [...attributes, 'members'] : attributes),
  );
  return [...changed, ...gone];
}

function difference(
  object: DirectoryObject,
  action: Difference['action'],
  attributes: readonly string[] = [],
): Difference {
  // prettier-ignore
  return { type: object.type, id: object.id, displayName: textOf(object, 'displayName'), action, attributes };
}
