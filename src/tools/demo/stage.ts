/** The demo's stage: Rewind and pretend Microsoft in one process, people who speak in the team channel, and a page of what was said. */
import { readConfig } from '../../config';
import { startProduct, type Product } from '../../product';
import type { RecoveryRequest, RecoveryStateName } from '../../recovery/request';
import type { CastMember } from '../../sandbox/cast';
import type { Certificates } from '../../sandbox/certificates';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox';
import { plainText } from '../../sandbox/terminal/card-text';
import { freePort } from '../../sandbox/terminal/free-port';
import { Onlooker } from '../../sandbox/terminal/onlooker';
import { signInOnPage } from '../../sandbox/terminal/sign-in-on-page';
import type { PlaceName } from '../../sandbox/teams/places';
import { createLog } from '../../shared/log';
import { differs } from './differs';
import { seen } from './seen';

export interface Stage {
  readonly sandbox: Sandbox;
  readonly product: Product;
  /** Says it in the thread, or opens the thread, and waits for an answer. */
  says(person: CastMember, text: string): Promise<void>;
  /** Presses in the channel, where Teams has no silent sign-on, and finishes on the sign-in page. @returns what the page says */
  presses(person: CastMember, button: string): Promise<string>;
  /** Waits until the request is in this state and everything about it is said. */
  requestIn(state: RecoveryStateName): Promise<RecoveryRequest>;
  /** Waits until these words stand in the channel. */
  reads(words: string): Promise<void>;
  /** Prints what is new in Teams. */
  tell(): void;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly certificates: Certificates;
  readonly print: (text: string) => void;
}

const HOST = '127.0.0.1';
const ROOM: PlaceName = 'incidentRoom';
const DURATIONS_MS = { initialized: 100, loadingData: 200, calculating: 200, running: 300, canceling: 100 };
const SETTINGS = {
  HEALTH_PORT: '0',
  DATABASE_URL: 'sqlite::memory:',
  POLL_MIN_MS: '50',
  POLL_MAX_MS: '500',
  LOG_LEVEL: 'error',
};

export async function openStage({ certificates, print }: StageOptions): Promise<Stage> {
  const port = await freePort();
  const productUrl = `http://${HOST}:${String(port)}`;
  const sandbox = await startSandbox({ certificates, productUrl, durations: DURATIONS_MS });
  const config = readConfig({ ...sandbox.settings, ...SETTINGS, PORT: String(port) }, { isSandbox: true });
  const { clock } = sandbox;
  const product = await startProduct({ config, clock, log: createLog(config.logLevel), host: HOST });
  clock.onJump(() => void product.sweepNow());
  return stageOf({ sandbox, product, print });
}

interface Set {
  readonly sandbox: Sandbox;
  readonly product: Product;
  readonly print: (text: string) => void;
}

function stageOf({ sandbox, product, print }: Set): Stage {
  const { teams } = sandbox;
  const onlooker = new Onlooker(sandbox);
  let threadId: string | undefined;
  return {
    sandbox,
    product,
    says: async (person, text) => {
      const answers = () => teams.messagesIn(person, ROOM).filter(({ from }) => from === 'bot').length;
      const before = answers();
      const id = await teams.says(person, ROOM, { text, threadId });
      threadId ??= id;
      await seen(`an answer to ${person.name}`, () => answers() > before);
    },
    presses: (person, button) => press({ teams, print, person, button }),
    requestIn: (state) =>
      seen(`a request that is ${state}`, async () => {
        const [request] = await product.store.requests.since(new Date(0));
        if (request?.state.name !== state) return undefined;
        return (await product.store.notices.unsent(request.id)).length === 0 ? request : undefined;
      }),
    reads: async (words) => {
      await seen(`“${words}”`, () => teams.everythingSaid().some((said) => said.includes(words)));
    },
    tell: () => {
      for (const { from, words } of onlooker.news()) print(`${from === 'bot' ? 'Rewind' : from.name}:\n${words}\n`);
    },
    close: async () => {
      await product.close();
      await sandbox.close();
    },
  };
}

interface PressInRoom extends Pick<Set, 'print'>, Pick<Sandbox, 'teams'> {
  readonly person: CastMember;
  readonly button: string;
}

async function press({ teams, print, person, button }: PressInRoom): Promise<string> {
  await seen(`a button ${button}`, () => teams.seesButton(person, ROOM, button));
  print(`${person.name} presses [${titleOf(button)}]`);
  const pressed = await teams.presses(person, ROOM, button);
  if (pressed.kind !== 'signIn') throw differs(`in the channel Teams shows a sign-in button, not ${pressed.kind}`);
  print(`Teams to ${person.name} alone: ${plainText(pressed.text)} [Sign in]`);
  const page = await signInOnPage(pressed.url, person);
  print(`The page, after ${person.name} signed in: ${page}\n`);
  return page;
}

/** A button named by its verb has the fingerprint in its title. */
const titleOf = (button: string): string => (button === 'approve' ? 'Approve …' : button);
