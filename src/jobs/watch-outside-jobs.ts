/**
 * Looks for recoveries that were started outside Rewind, and has them announced once: every two minutes while a request is open, every
 * ten minutes otherwise. Of several processes one looks. Previews that such a
 * recovery overtook are marked. The bot says it; previews are only seen as the holder of the slot.
 */
import type { Place } from '../approvals/approval';
import type { AuditActor } from '../tenant/audit';
import type { OutsideJob, OutsideJobStore, TurnStore } from '../recovery/outside-job';
import type { AuditReader, BackupReader, TenantJob, Wake } from '../recovery/ports';
import type { ConversationStore, RequestStore } from '../recovery/store-ports';
import { progressOf } from '../recovery/terms';
import { minutesAfter, type Clock } from '../shared/clock';
import { UnavailableError } from '../shared/errors';
import type { ConversationId, ObjectId } from '../shared/ids';
import type { HostTime } from '../shared/host-time';
import type { Log } from '../shared/log';
import { mayHaveStarted, ownedJobIds, possibleOwners } from '../usecases/owned-jobs';
import { markOvertaken } from './mark-overtaken';
import { startSchedule } from './schedule';

const WHILE_OPEN_MS = 2 * 60_000;
const OTHERWISE_MS = 10 * 60_000;
/** A turn may come a little early: two clocks never tick alike. */
const EARLY = 0.9;
/** Around the start of the job, in which the audit log has to name who started it. */
const START_MINUTES = 5;
/** The audit log is minutes late, and sometimes far more. */
const NAMES_WAIT_MINUTES = 120;

export interface OutsideWatchPorts {
  readonly requests: Pick<RequestStore, 'open' | 'since' | 'move'>;
  readonly wake: Pick<Wake, 'draw'>;
  readonly backup: Pick<BackupReader, 'listJobs'>;
  readonly audit: Pick<AuditReader, 'events'>;
  readonly outsideJobs: OutsideJobStore;
  readonly turns: TurnStore;
  readonly conversations: Pick<ConversationStore, 'find'>;
  /** Where it is announced besides the conversations of open requests. */
  readonly incidentConversationId?: string | undefined;
  readonly clock: Clock;
  readonly hostTime: Pick<HostTime, 'isOff'>;
  readonly log: Log;
  readonly pollMaxMs: number;
}

export interface OutsideWatch {
  /** Looks if it is time. Never throws. */
  lookNow(): Promise<void>;
  close(): Promise<void>;
}

export function createOutsideWatch(ports: OutsideWatchPorts): OutsideWatch {
  const everyMs = Math.min(WHILE_OPEN_MS, 20 * ports.pollMaxMs);
  const run = async (): Promise<void> => {
    await lookForOutsideJobs(ports).catch((error: unknown) => {
      if (!(error instanceof UnavailableError)) throw error;
      ports.log.warn({ code: error.code }, 'jobs started outside Rewind cannot be looked for now');
    });
  };
  const schedule = startSchedule({ name: 'outside jobs', everyMs, run, log: ports.log });
  return { lookNow: () => schedule.runNow(), close: () => schedule.close() };
}

/** @internal One turn of the schedule, for tests. */
export async function lookForOutsideJobs(ports: OutsideWatchPorts): Promise<void> {
  if (ports.hostTime.isOff()) return;
  const { requests, turns, pollMaxMs } = ports;
  const isOpen = (await requests.open()).length > 0;
  const everyMs = Math.min(isOpen ? WHILE_OPEN_MS : OTHERWISE_MS, 20 * pollMaxMs);
  const turn = await turns.take('outside-jobs', everyMs * EARLY);
  if (!turn) return;
  // First, because every job that is listed now had its intent saved before.
  const listed = await ports.backup.listJobs();
  for (const job of await outsideJobs(listed, turn.firstAt, ports)) await announce(job, ports);
  await markOvertaken(listed, ports);
  await nameTheUnnamed(ports);
}

/** What ended before anybody watched is history; what runs is news, whenever it began. */
async function outsideJobs(
  listed: readonly TenantJob[],
  firstAt: Date,
  ports: OutsideWatchPorts,
): Promise<readonly TenantJob[]> {
  const news = listed.filter((job) => job.what !== 'preview' && (isRunning(job) || isSince(job, firstAt)));
  const unannounced = await ports.outsideJobs.unannounced(news.map(({ id }) => id));
  if (unannounced.size === 0) return [];
  const owners = await possibleOwners(ports);
  const owned = ownedJobIds(owners);
  const isOurs = (job: TenantJob) => owned.has(job.id) || owners.some((request) => mayHaveStarted(request, job));
  return news.filter((job) => unannounced.has(job.id) && !isOurs(job));
}

const isRunning = ({ status }: TenantJob): boolean => progressOf(status) === 'running';
const isSince = ({ startedAt }: TenantJob, firstAt: Date): boolean => startedAt !== undefined && startedAt >= firstAt;

async function announce(job: TenantJob, ports: OutsideWatchPorts): Promise<void> {
  const { outsideJobs: store, clock, log } = ports;
  const seen: OutsideJob = {
    jobId: job.id,
    what: job.what === 'recovery' ? 'recovery' : 'unknown',
    startedAt: job.startedAt,
    targetAt: job.targetAt,
    scope: job.scope,
    seenAt: clock.now(),
    ranWhenSeen: isRunning(job),
  };
  const by = await starterOf(seen, ports);
  const places = await placesToTell(ports);
  if (!(await store.announce({ ...seen, by }, places))) return;
  log.warn({ jobId: job.id, startedAt: job.startedAt, by: idOf(by), places: places.length }, 'a recovery was started outside Rewind'); // prettier-ignore
}

/** The incident's conversation, and wherever people wait for something of Rewind. */
async function placesToTell(ports: OutsideWatchPorts): Promise<readonly Place[]> {
  const open = (await ports.requests.open()).map(({ place }) => place);
  const all = [...(await incidentPlaces(ports)), ...open];
  return [...new Map(all.map((place) => [place.conversationId, place])).values()];
}

async function incidentPlaces({ incidentConversationId, conversations }: OutsideWatchPorts): Promise<readonly Place[]> {
  if (incidentConversationId === undefined) return [];
  const conversationId = incidentConversationId as ConversationId;
  return [(await conversations.find(conversationId))?.place ?? { conversationId, kind: 'channel' }];
}

/** Only an event about this very job, around its start, names anybody: whoever stopped it later did not start it. */
async function starterOf(job: OutsideJob, { audit }: OutsideWatchPorts): Promise<AuditActor | undefined> {
  const startedAt = job.startedAt ?? job.seenAt;
  const answer = await audit.events({
    since: minutesAfter(startedAt, -START_MINUTES),
    until: minutesAfter(startedAt, START_MINUTES),
    targetId: job.jobId as ObjectId,
    limit: 20,
  });
  if (answer.kind === 'unknown' || answer.hasMore) return undefined;
  const first = answer.events.at(-1)?.actor;
  return first?.kind === 'unknown' ? undefined : first;
}

async function nameTheUnnamed(ports: OutsideWatchPorts): Promise<void> {
  const { outsideJobs: store, clock, log } = ports;
  for (const job of await store.unnamed(minutesAfter(clock.now(), -NAMES_WAIT_MINUTES))) {
    const by = await starterOf(job, ports);
    if (!by) continue;
    await store.named(job.jobId, by);
    log.warn({ jobId: job.jobId, by: idOf(by) }, 'the audit log names who started a recovery outside Rewind');
  }
}

function idOf(by: AuditActor | undefined): string {
  if (by?.kind === 'person') return by.id ?? 'a person without an id';
  return by?.kind === 'application' ? (by.appId ?? 'an application without an id') : 'unknown';
}
