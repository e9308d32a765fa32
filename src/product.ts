/** Rewind itself: settings in, parts built, ports handed out. No logic. It does not know whether Microsoft is real. */
import { CardBoard } from './bot/card-board';
import type { Teams } from './bot/conversation';
import { ConversationListener } from './bot/listener';
import { PressDesk } from './bot/press';
import { createTeamsDoor, type TeamsDoor } from './bot/teams/teams-door';
import type { Config } from './config';
import { createHttpServer } from './http/http-server';
import { createBotCredential } from './identity/application-credential';
import { createWake } from './jobs/create-wake';
import { createDrawQueue } from './jobs/draw-queue';
import type { StepSettings } from './jobs/step';
import { createRetention } from './jobs/retention';
import { createStepMachine } from './jobs/step-machine';
import { createSweep } from './jobs/sweep';
import { microsoftOf, type Microsoft } from './microsoft';
import { openRedis, type OpenRedis } from './redis/open-redis';
import type { Clock } from './shared/clock';
import type { Log } from './shared/log';
import { openStore, type Store } from './store/open-store';
import type { RuleSettings, UsecasePorts } from './usecases/ports';
import { healthRoutes } from './web/health-routes';
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

export interface Timings extends Pick<StepSettings, 'listingLagMs' | 'startTimeoutMs'> {
  /** How long a dead process keeps its queued requests from others. */
  readonly lockMs?: number | undefined;
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

interface Built {
  readonly options: ProductOptions;
  readonly store: Store;
  readonly redis: OpenRedis;
  readonly microsoft: Microsoft;
  readonly usecases: UsecasePorts;
}

interface Part {
  close(): Promise<void>;
}

export async function startProduct(options: ProductOptions): Promise<Product> {
  const { config, clock, log } = options;
  const store = await openStore({ url: config.databaseUrl, tenantId: config.tenantId, clock, log });
  const redis = await openRedis({ url: config.redisUrl, embedded: config.redisUrl === undefined, clock, log });
  const wake = createWake({ redis, log });
  const microsoft = microsoftOf(options);
  const { windows, recoveryDisabled } = config;
  const usecases: UsecasePorts = {
    requests: store.requests,
    changes: store.changes,
    backup: microsoft.backup,
    directory: microsoft.directory,
    wake,
    clock,
    settings: { windows, isRecoveryDisabled: recoveryDisabled, ...rulesOf(config) },
  };
  const built: Built = { options, store, redis, microsoft, usecases };
  const worker = config.role === 'bot' ? undefined : startWorker(built);
  const bot = config.role === 'worker' ? undefined : await startBot(built);
  const health = createHttpServer({
    log,
    host: options.host,
    routes: healthRoutes({ parts: { store: () => store.isReady(), redis: () => redis.isReady() } }),
  });
  const healthPort = await health.listen(config.healthPort);
  return {
    port: bot?.port ?? 0,
    healthPort,
    store,
    sweepNow: async () => await worker?.sweepNow(),
    close: async () => {
      await closeAll([bot, worker, health, wake, redis, store]);
    },
  };
}

function rulesOf({ quorum, personAliases, privilegedGroupIds }: Config): RuleSettings {
  return { quorum, personAliases, privilegedGroupIds };
}

/** Durable work: reads with the reading identity, can start nothing, never talks to Teams. */
function startWorker({ options: { config, clock, log, timings }, store, redis, usecases }: Built) {
  const { requests, backup, directory, wake, changes } = usecases;
  const machine = createStepMachine({
    redis,
    requests,
    changes,
    backup,
    directory,
    clock,
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
      emergencyAccountIds: config.emergencyAccountIds,
    },
  });
  const sweep = createSweep({
    requests,
    notices: store.notices,
    wake,
    clock,
    log,
    pollMaxMs: config.polling.pollMaxMs,
  });
  const retention = createRetention({
    pruneChanges: (olderThan) => store.pruneChanges(olderThan),
    changesDays: config.retention.changesDays,
    clock,
    log,
  });
  return { sweepNow: () => sweep.sweepNow(), close: () => closeAll([retention, sweep, machine]) };
}

/** The conversation: Teams' door, the cards, the sign-in page. */
async function startBot(built: Built) {
  const { options, redis, usecases } = built;
  const { config, log, host, timings } = options;
  const door = teamsDoorOf(built);
  const { board, desk } = cardsOf(built, door.teams);
  const { publicUrl, defaultZone, detailConversationIds } = config;
  const settings = { defaultZone, detailConversationIds };
  const listener = new ConversationListener({ usecases, board, desk, teams: door.teams, log, settings });
  const { codeFlow, powerOf } = built.microsoft;
  const pages = signInRoutes({ heldPresses: redis.heldPresses, codeFlow, powerOf, desk, publicUrl, log });
  const server = createHttpServer({ log, host, routes: [door.routeTo(listener), ...pages] });
  const port = await server.listen(config.port);
  const draws = createDrawQueue({ redis, log, lockMs: timings?.lockMs, draw: (requestId) => board.draw(requestId) });
  return { port, close: () => closeAll([server, draws]) };
}

function teamsDoorOf({ options: { config, log }, store, redis }: Built): TeamsDoor {
  const { channel, bot, signOn, tenantId, allowLoopback } = config;
  const credential = createBotCredential({ loginUrl: channel.loginUrl, clientId: bot.id, clientSecret: bot.secret });
  return createTeamsDoor({
    settings: { ...channel, botId: bot.id, tenantId, allowLoopback, signOnResource: signOn.resource },
    conversations: store.conversations,
    seen: redis.seenActivities,
    limits: redis.speakingLimits,
    botToken: () => credential.accessToken(),
    log,
  });
}

function cardsOf({ options: { config, log }, store, redis, microsoft, usecases }: Built, teams: Teams) {
  const { notices, conversations } = store;
  const { heldPresses } = redis;
  const { signOn } = microsoft;
  const { detailConversationIds, incidentConversationId, publicUrl } = config;
  const settings = { detailConversationIds, incidentConversationId };
  const board = new CardBoard({ usecases, notices, conversations, teams, log, settings });
  const signInUrl = (id: string) => `${publicUrl}/sign-in/${id}`;
  return { board, desk: new PressDesk({ usecases, board, heldPresses, signOn, signInUrl, log }) };
}

/** One after the other, in this order. */
async function closeAll(parts: readonly (Part | undefined)[]): Promise<void> {
  for (const part of parts) await part?.close();
}
