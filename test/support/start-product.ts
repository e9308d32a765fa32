/** The whole product against the sandbox, over HTTP: people say and press, cards appear. Nothing inside is faked. */
import { readConfig } from '../../src/config';
import { startProduct, type Product, type Timings } from '../../src/product';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { CastMember } from '../../src/sandbox/cast';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/start-sandbox';
import { freePort } from '../../src/sandbox/terminal/free-port';
import type { PlaceName } from '../../src/sandbox/teams/places';
import type { Pressed } from '../../src/sandbox/teams/presses';
import { createLog, type Log } from '../../src/shared/log';
import type { RequestId } from '../../src/shared/ids';
import { testCertificates } from './certificates';
import { signInOnPage } from './sign-in-on-page';
import { until } from './until';

/** Jobs of the pretend Graph that end within a blink. */
const QUICK = { initialized: 20, loadingData: 40, calculating: 40, running: 60, canceling: 40 };

/** What is real in Microsoft's list and pretended here; a busy machine makes no press late. */
const TIMINGS: Timings = {
  listingLagMs: 100,
  startTimeoutMs: 10_000,
  patience: { invokeMs: 20_000, turnMs: 30_000, tokenMs: 10_000 },
};
/** Longer than the patience of the turns: the product answers first. */
const BOT_TIMEOUTS = { invokeMs: 40_000, messageMs: 60_000 };

export interface ProductUnderTest {
  readonly sandbox: Sandbox;
  /** The one that runs now. */
  readonly product: Product;
  says(person: CastMember, where: PlaceName, text: string): Promise<void>;
  presses(
    person: CastMember,
    where: PlaceName,
    button: string,
    inputs?: Readonly<Record<string, string>>,
  ): Promise<Pressed>;
  /** Presses and, where a sign-in page is asked for, finishes there as the person (or as somebody else). @returns what the page says */
  pressesAndSignsIn(person: CastMember, where: PlaceName, button: string, signedInAs?: CastMember): Promise<string>;
  /** The newest request, when it is in this state. */
  requestIn(state: RecoveryRequest['state']['name']): Promise<RecoveryRequest>;
  request(id: RequestId): Promise<RecoveryRequest>;
  /** Asks for the recovery of the users and previews it, by silent sign-on or on the sign-in page. @returns when it waits for approval */
  asksForApproval(person: CastMember, where: PlaceName): Promise<RecoveryRequest>;
  /** Everything that a press could have changed: what was started in Microsoft, and every request with its votes. */
  happened(): Promise<Happened>;
  /** Words of the newest card in the place, as this person sees it. */
  cardWords(person: CastMember, where: PlaceName): string;
  /** What the bot said last in the place, cards left out. */
  lastSaid(person: CastMember, where: PlaceName): string;
  /** Ends the product and starts it again with these settings, on an empty Redis: what is kept is what its database keeps. */
  restart(settings?: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

interface Happened {
  readonly startedBy: readonly string[];
  readonly requests: readonly Pick<RecoveryRequest, 'id' | 'version' | 'state' | 'votes'>[];
}

export type ProductTestOptions = Partial<Pick<SandboxOptions, 'seed' | 'durations' | 'shape' | 'timeouts'>> & {
  readonly settings?: Readonly<Record<string, string>>;
  readonly timings?: Timings;
  /** One that the test reads; silent by default. */
  readonly log?: Log;
};

export async function startProductUnderTest({
  settings = {},
  timings = TIMINGS,
  log,
  ...options
}: ProductTestOptions = {}): Promise<ProductUnderTest> {
  const port = await freePort();
  const productUrl = `http://127.0.0.1:${String(port)}`;
  const sandbox = await startSandbox({
    certificates: await testCertificates(),
    productUrl,
    durations: QUICK,
    timeouts: BOT_TIMEOUTS,
    ...options,
  });
  const start = (changed: Settings = settings) => startOn({ sandbox, port, timings, log, settings: changed });
  const running = { product: await start() };
  sandbox.clock.onJump(() => void running.product.sweepNow());
  return hands({ sandbox, running, start });
}

type Settings = Readonly<Record<string, string>>;

interface Hands {
  readonly sandbox: Sandbox;
  readonly running: { product: Product };
  readonly start: (settings?: Settings) => Promise<Product>;
}

interface Start {
  readonly sandbox: Sandbox;
  readonly port: number;
  readonly timings: Timings;
  readonly settings: Settings;
  readonly log: Log | undefined;
}

async function startOn({ sandbox, port, timings, settings, log }: Start): Promise<Product> {
  const config = readConfig(
    {
      ...sandbox.settings,
      PORT: String(port),
      HEALTH_PORT: '0',
      DATABASE_URL: 'sqlite::memory:',
      POLL_MIN_MS: '50',
      POLL_MAX_MS: '200',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      ...settings,
    },
    { isSandbox: true },
  );
  return await startProduct({
    config,
    clock: sandbox.clock,
    log: log ?? createLog(config.logLevel),
    host: '127.0.0.1',
    timings,
  });
}

function hands({ sandbox, running, start }: Hands): ProductUnderTest {
  const { teams } = sandbox;
  const newest = async () => (await running.product.store.requests.since(new Date(0)))[0];
  const presses: ProductUnderTest['presses'] = async (...[person, where, button, inputs = {}]) => {
    await until(`a button "${button}" for ${person.name}`, () => teams.seesButton(person, where, button) || undefined);
    return await teams.presses(person, where, { button, inputs });
  };
  const says = async (person: CastMember, where: PlaceName, text: string) => {
    await teams.says(person, where, text);
  };
  const pressesAndSignsIn: ProductUnderTest['pressesAndSignsIn'] = async (
    ...[person, where, button, signedInAs = person]
  ) => {
    await presses(person, where, button);
    return await signInOnPage(teams.pendingSignIn(person)?.url ?? '', signedInAs);
  };
  const requestIn = (state: RecoveryRequest['state']['name']) =>
    until(`a request that is ${state}`, async () => {
      const request = await newest();
      return request?.state.name === state ? request : undefined;
    });
  return {
    sandbox,
    get product() {
      return running.product;
    },
    says,
    presses,
    pressesAndSignsIn,
    requestIn,
    asksForApproval: async (person, where) => {
      await says(person, where, 'restore users from yesterday because somebody disabled the sales people');
      const press = where === 'incidentRoom' ? pressesAndSignsIn : presses;
      await press(person, where, 'Start preview');
      const request = await requestIn('awaitingApproval');
      await until('the card to vote on', () => teams.seesButton(person, where, 'withdraw') || undefined);
      return request;
    },
    happened: async () => {
      const { inspect } = sandbox.graph;
      const requests = await running.product.store.requests.since(new Date(0));
      return {
        startedBy: [...inspect.startedPreviews(), ...inspect.startedRecoveries()].map(({ byId }) => byId),
        requests: requests.map(({ id, version, state, votes }) => ({ id, version, state, votes })),
      };
    },
    request: (id) => running.product.store.requests.get(id),
    cardWords: (person, where) => JSON.stringify(teams.cardFor(person, where)?.card ?? {}),
    lastSaid: (person, where) =>
      teams.messagesIn(person, where).findLast(({ from, content }) => from === 'bot' && content.text)?.content.text ??
      '',
    restart: async (settings) => {
      await running.product.close();
      running.product = await start(settings);
    },
    close: async () => {
      await running.product.close();
      await sandbox.close();
    },
  };
}

/** What the platform is told. */
export async function readyz({ product }: Pick<ProductUnderTest, 'product'>) {
  const answer = await fetch(`http://127.0.0.1:${String(product.healthPort)}/readyz`);
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, string>> };
}
