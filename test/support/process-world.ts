/** Pretend Microsoft and the stores in this process, the built product in others: what a killed process leaves is still there. */
import { tmpdir } from 'node:os';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { Timings } from '../../src/product';
import { TENANT_ID, type CastMember } from '../../src/sandbox/cast';
import { startSandbox, type Sandbox } from '../../src/sandbox/start-sandbox';
import type { Pressed } from '../../src/sandbox/teams/presses';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { systemClock } from '../../src/shared/clock';
import type { TenantId } from '../../src/shared/ids';
import { createLog } from '../../src/shared/log';
import { openStore, type Store } from '../../src/store/open-store';
import { testCertificates } from './certificates';
import type { BuiltProcess } from './built-process';
import { startProductProcess } from './product-process';
import { until } from './until';

/** Jobs of the pretend Graph that end soon, but not before they are looked at. */
const SHORT = { initialized: 50, loadingData: 100, calculating: 300, running: 300, canceling: 50 };

export interface ProcessWorld {
  readonly sandbox: Sandbox;
  readonly store: Store;
  readonly processes: readonly BuiltProcess[];
  /** Kills every process that runs. */
  killAll(): Promise<void>;
  /** Starts as many processes as the world has, at their old addresses. */
  startAll(): Promise<void>;
  /** Person's words and presses, in the group chat. */
  says(person: CastMember, text: string): Promise<void>;
  presses(person: CastMember, button: string): Promise<Pressed>;
  /** The newest request, when it is in this state. */
  requestIn(state: RecoveryRequest['state']['name']): Promise<RecoveryRequest>;
  cardSays(person: CastMember, words: string): Promise<void>;
  close(): Promise<void>;
}

export interface ProcessWorldOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** How many processes share them; Teams delivers to one after the other. */
  readonly count?: number;
  readonly timings?: Timings;
  /** What each of them is, in turn; all the same, and right, where it is left out. */
  readonly hosts?: readonly Host[];
}

interface Host {
  readonly role: 'all' | 'bot' | 'worker';
  /** How far its clock is off. */
  readonly clockOffMs?: number;
  /** What its `/readyz` says (200). */
  readonly startsWith?: number;
}

const ALL: Host = { role: 'all' };

export async function startProcessWorld(options: ProcessWorldOptions): Promise<ProcessWorld> {
  const { databaseUrl, redisUrl, count = 1, timings, hosts = Array.from({ length: count }, () => ALL) } = options;
  const places = await Promise.all(hosts.map(async (host) => ({ ...host, port: await freePort() })));
  const bots = places.filter(({ role }) => role !== 'worker');
  let delivered = 0;
  const sandbox = await startSandbox({
    certificates: await testCertificates(),
    productUrl: urlOf(bots[0]?.port),
    getBotUrl: () => urlOf(bots[delivered++ % bots.length]?.port),
    durations: SHORT,
  });
  const start = async ({ port, role, clockOffMs, startsWith }: (typeof places)[number]): Promise<BuiltProcess> =>
    startProductProcess({
      folder: tmpdir(),
      timings,
      clockOffMs,
      startsWith,
      settings: {
        ...sandbox.settings,
        REWIND_ROLE: role,
        PORT: String(port),
        HEALTH_PORT: String(await freePort()),
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        POLL_MIN_MS: '100',
        POLL_MAX_MS: '500',
        LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'info',
      },
    });
  const running: { processes: readonly BuiltProcess[] } = { processes: [] };
  const startAll = async (): Promise<void> => {
    running.processes = await Promise.all(places.map(start));
  };
  await startAll();
  const store = await openStore({
    url: databaseUrl,
    tenantId: TENANT_ID as TenantId,
    clock: systemClock,
    log: createLog('silent'),
  });
  return world({ sandbox, store, running, startAll });
}

const urlOf = (port: number | undefined): string => `http://127.0.0.1:${String(port)}`;

interface Parts {
  readonly sandbox: Sandbox;
  readonly store: Store;
  readonly running: { readonly processes: readonly BuiltProcess[] };
  readonly startAll: () => Promise<void>;
}

function world({ sandbox, store, running, startAll }: Parts): ProcessWorld {
  const { teams } = sandbox;
  const killAll = async (): Promise<void> => {
    await Promise.all(running.processes.map((one) => one.remove()));
  };
  return {
    sandbox,
    store,
    get processes() {
      return running.processes;
    },
    killAll,
    startAll,
    says: async (person, text) => {
      await teams.says(person, 'groupChat', text);
    },
    presses: async (person, button) => {
      await until(`a button "${button}"`, () => teams.seesButton(person, 'groupChat', button) || undefined);
      return await teams.presses(person, 'groupChat', button);
    },
    requestIn: (state) =>
      until(`a request that is ${state}`, async () => {
        const [request] = await store.requests.since(new Date(0));
        return request?.state.name === state ? request : undefined;
      }),
    cardSays: async (person, words) => {
      await until(
        `a card that says "${words}"`,
        () => JSON.stringify(teams.cardFor(person, 'groupChat')?.card ?? {}).includes(words) || undefined,
      );
    },
    close: async () => {
      await killAll();
      await store.close();
      await sandbox.close();
    },
  };
}
