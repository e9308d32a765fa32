/** Rewind itself: settings in, parts built, ports handed out. No logic. It does not know whether Microsoft is real. */
import { CardBoard } from './bot/card-board';
import type { Teams } from './bot/conversation';
import { FileDesk } from './bot/file-desk';
import { ConversationListener } from './bot/listener';
import { createOutsideAnnouncer } from './bot/outside-announcer';
import { PressDesk } from './bot/press';
import type { Patience } from './bot/teams/in-time';
import { createTeamsDoor, type TeamsDoor } from './bot/teams/teams-door';
import type { Config } from './config';
import { createHttpServer } from './http/http-server';
import { createWake } from './jobs/create-wake';
import { createDrawQueue } from './jobs/draw-queue';
import { startSchedule } from './jobs/schedule';
import type { StepSettings } from './jobs/step';
import { createOutsideWatch } from './jobs/watch-outside-jobs';
import { createRetention } from './jobs/retention';
import { createStepMachine } from './jobs/step-machine';
import { createSweep } from './jobs/sweep';
import { microsoftOf, type Microsoft } from './microsoft';
import { openStores } from './open-stores';
import type { OpenRedis } from './redis/open-redis';
import { closeAll, together } from './shared/close-all';
import type { Clock } from './shared/clock';
import type { Log } from './shared/log';
import { startChecks } from './start-checks';
import { checkHostTime } from './shared/host-time';
import { startHostTime } from './start-host-time';
import { rulesOf, usecasesOf } from './product-usecases';
import type { Store } from './store/open-store';
import type { UsecasePorts } from './usecases/ports';
import { aboutRoutes } from './web/about-routes';
import { healthRoutes } from './web/health-routes';
import { createReadiness, type ReadinessPart } from './web/readiness';
import { signInRoutes } from './web/sign-in-routes';

export interface ProductOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the doors bind: every address in production, loopback in the sandbox. */
  readonly host?: string | undefined;
  /** Patience that is nobody's setting: Microsoft's and BullMQ's pace, which tests do not wait out. */
  readonly timings?: Timings | undefined;
}

/** @internal Tests do not wait out Microsoft's pace. */
export interface Timings extends Pick<StepSettings, 'listingLagMs' | 'startTimeoutMs'> {
  /** How long a dead process keeps its queued requests from others. */
  readonly lockMs?: number | undefined;
  /** How long PostgreSQL may take for one statement. */
  readonly answerWithinMs?: number | undefined;
  /** How long a turn of Teams may last. */
  readonly patience?: Patience | undefined;
  /** How often the start checks are repeated. */
  readonly checkEveryMs?: number | undefined;
  /** Waits before a message is sent again. */
  readonly waitToSend?: ((ms: number) => Promise<unknown>) | undefined;
}

export interface Product {
  /** Port of the Teams and sign-in door. */
  readonly port: number;
  readonly healthPort: number;
  /** For the sandbox, whose clock jumps, and for tests, which look into the store of record. */
  readonly store: Store;
  sweepNow(): Promise<void>;
  /** Stops intake first, the stores last. */
  close(): Promise<void>;
}

/** After the worker found an outside recovery. */
const ANNOUNCED_WITHIN_MS = 15_000;

interface Built {
  readonly options: ProductOptions;
  readonly store: Store;
  readonly redis: OpenRedis;
  readonly microsoft: Microsoft;
  readonly usecases: UsecasePorts;
}

export async function startProduct(options: ProductOptions): Promise<Product> {
  const { config, clock, log } = options;
  const { store, redis } = await openStores({ config, clock, log, answerWithinMs: options.timings?.answerWithinMs });
  const wake = createWake({ redis, log });
  const microsoft = microsoftOf(options);
  const hostTime = await startHostTime({ databaseNow: store.databaseNow, clock, log });
  const usecases = usecasesOf(options, { store, microsoft, wake, hostTime });
  const built: Built = { options, store, redis, microsoft, usecases };
  const checks = await startChecks({
    config,
    log,
    redis,
    signIns: microsoft.signIns,
    everyMs: options.timings?.checkEveryMs,
  });
  const worker = config.role === 'bot' ? undefined : startWorker(built);
  const bot = config.role === 'worker' ? undefined : await startBot(built);
  const askReadiness = createReadiness({ parts: [...partsOf(built), ...checks.parts], log });
  const health = createHttpServer({ log, host: options.host, routes: healthRoutes(askReadiness) });
  const healthPort = await health.listen(config.healthPort);
  return {
    port: bot?.port ?? 0,
    healthPort,
    store,
    sweepNow: async () => (await worker?.sweepNow(), await bot?.sweepNow()),
    close: async () => {
      await closeAll([hostTime, together(bot, worker), health, checks, wake, redis, store]);
    },
  };
}

/** Everything that work needs. */
function partsOf({ store, redis, usecases }: Built): readonly ReadinessPart[] {
  return [
    { name: 'clock', check: () => checkHostTime(usecases.hostTime) },
    { name: 'database', check: () => store.checkWrite() },
    { name: 'redis', check: () => redis.checkWrite() },
  ];
}

/** Durable work: reads with the reading identity, can start nothing, never talks to Teams. */
function startWorker(built: Built) {
  const { store, usecases } = built;
  const { config, clock, log } = built.options;
  const { requests, backup, wake, hostTime } = usecases;
  const machine = startMachine(built);
  const sweep = createSweep({
    requests,
    backup,
    notices: store.notices,
    wake,
    clock,
    hostTime,
    log,
    pollMaxMs: config.polling.pollMaxMs,
  });
  const retention = createRetention({ store, ...config.retention, clock, hostTime, log });
  const outside = startOutsideWatch(built);
  const sweepNow = async () => {
    await sweep.sweepNow();
    await outside.lookNow();
  };
  return { sweepNow, close: () => closeAll([retention, outside, sweep, machine]) };
}

function startMachine({ options: { config, clock, log, timings }, store, redis, usecases }: Built) {
  const { requests, backup, directory, audit, wake, changes, ticker, hostTime } = usecases;
  return createStepMachine({
    redis,
    requests,
    changes,
    notices: store.notices,
    backup,
    directory,
    audit,
    clock,
    ticker,
    hostTime,
    log,
    wake,
    lockMs: timings?.lockMs,
    settings: {
      ...config.polling,
      ...rulesOf(config),
      listingLagMs: timings?.listingLagMs,
      startTimeoutMs: timings?.startTimeoutMs,
      planWindowMinutes: config.windows.plan,
      approvalWindowMinutes: config.windows.approval,
      executionWindowMinutes: config.windows.execution,
      previewMaxAgeMinutes: config.windows.previewMaxAge,
      emergencyAccountIds: config.emergencyAccountIds,
      incidentConversationId: config.incidentConversationId,
    },
  });
}

function startOutsideWatch({ options: { config, clock, log }, store, usecases }: Built) {
  const { requests, backup, audit, wake, hostTime } = usecases;
  const { outsideJobs, turns, conversations } = store;
  const { incidentConversationId } = config;
  const { pollMaxMs } = config.polling;
  return createOutsideWatch({ requests, wake, backup, audit, outsideJobs, turns, conversations, incidentConversationId, clock, hostTime, log, pollMaxMs }); // prettier-ignore
}

/** The conversation: Teams' door, the cards, the sign-in page. */
async function startBot(built: Built) {
  const { options, store, redis, usecases } = built;
  const { config, clock, log, host, timings } = options;
  const door = teamsDoorOf(built);
  const { board, desk } = cardsOf(built, door.teams);
  const { publicUrl, defaultZone, detailConversationIds } = config;
  const settings = { defaultZone, detailConversationIds };
  const files = filesOf(built, door);
  const listener = new ConversationListener({ usecases, board, desk, files, teams: door.teams, log, settings });
  const { codeFlow, powerOf } = built.microsoft;
  const pages = signInRoutes({ heldPresses: redis.heldPresses, codeFlow, powerOf, desk, publicUrl, clock, log });
  const server = createHttpServer({ log, host, routes: [door.routeTo(listener), ...pages, ...aboutRoutes()] });
  const port = await server.listen(config.port);
  const draws = createDrawQueue({ redis, log, lockMs: timings?.lockMs, draw: (requestId) => board.draw(requestId) });
  // Settings may have changed what cards say, such as the kill switch. What looks the same is not sent again.
  for (const { id } of await usecases.requests.open()) await usecases.wake.draw(id);
  const tell = createOutsideAnnouncer({ outsideJobs: store.outsideJobs, teams: door.teams, zone: defaultZone, log });
  const everyMs = Math.min(ANNOUNCED_WITHIN_MS, 20 * config.polling.pollMaxMs);
  const announcements = startSchedule({ name: 'announcements', everyMs, run: tell, log });
  return {
    port,
    sweepNow: () => announcements.runNow(),
    close: () => closeAll([server, together(door, announcements, draws)]),
  };
}

function teamsDoorOf({ options: { config, log, timings }, store, redis, microsoft }: Built): TeamsDoor {
  const { channel, bot, signOn, tenantId, allowLoopback, fileHosts } = config;
  return createTeamsDoor({
    settings: { ...channel, botId: bot.id, tenantId, allowLoopback, fileHosts, signOnResource: signOn.resource },
    conversations: store.conversations,
    seen: redis.seenActivities,
    limits: redis.speakingLimits,
    botToken: microsoft.botToken,
    log,
    patience: timings?.patience,
    waitToSend: timings?.waitToSend,
  });
}

function cardsOf({ options: { config, log }, store, redis, microsoft, usecases }: Built, teams: Teams) {
  const { notices, drafts, conversations } = store;
  const { heldPresses } = redis;
  const { signOn } = microsoft;
  const { detailConversationIds, incidentConversationId, publicUrl, stepUp } = config;
  const settings = { detailConversationIds, incidentConversationId };
  const board = new CardBoard({ usecases, notices, drafts, conversations, teams, log, settings });
  const signInUrl = (id: string) => `${publicUrl}/sign-in/${id}`;
  return { board, desk: new PressDesk({ usecases, board, heldPresses, signOn, signInUrl, stepUp, log }) };
}

function filesOf({ options: { clock, log }, store, redis, usecases }: Built, { teams, files }: TeamsDoor): FileDesk {
  const { conversations } = store;
  const { directory } = usecases;
  return new FileDesk({ evidence: { ...store, clock }, offers: redis.fileOffers, files, teams, conversations, directory, log }); // prettier-ignore
}
