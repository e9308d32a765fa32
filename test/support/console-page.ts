/** The sandbox's console page in a real browser: somebody sits down at it, types, presses and reads. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { describeInBrowser, openBrowser } from './browser';
import { describeBuilt, startBuilt, type BuiltProcess } from './built-process';
import { PATIENCE_MS } from './until';

export const MAIN_SENTENCE = 'restore users from yesterday because the HR connector went wrong';

/** Needs the built page as well as a browser. */
export function describeOnPage(name: string, tests: () => void): void {
  describeBuilt(name, () => {
    describeInBrowser('in a browser', tests);
  });
}

export interface Stage {
  /** `npm start` with nothing configured. */
  readonly rewind: ConsoleProcess;
  readonly browser: Browser;
}

/** One sandbox and one browser for all tests of the suite; both are there from its first `beforeAll` on. */
export function describeOnConsole(name: string, tests: (stage: Stage) => void): void {
  describeOnPage(name, () => {
    const stage: { rewind?: ConsoleProcess; browser?: Browser } = {};
    beforeAll(async () => {
      [stage.rewind, stage.browser] = await Promise.all([startConsole(), openBrowser()]);
    });
    afterAll(async () => {
      await stage.browser?.close();
      await stage.rewind?.remove();
    });
    tests(stage as Stage);
  });
}

interface ConsoleProcess {
  readonly url: string;
  /** As a power cut does. */
  kill(): Promise<void>;
  /** On the same port, in the same folder. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** `npm start` with nothing configured, on ports and in a folder of its own. */
async function startConsole(): Promise<ConsoleProcess> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rewind-page-'));
  const port = await freePortBefore();
  const settings = { PORT: String(port), HEALTH_PORT: String(await freePort()) };
  const url = `http://127.0.0.1:${String(port + 1)}/`;
  const start = async () => {
    const started = startBuilt({ script: 'main.js', folder, settings });
    await started.prints(url);
    return started;
  };
  let rewind: BuiltProcess = await start();
  return {
    url,
    kill: () => rewind.remove(),
    start: async () => {
      rewind = await start();
    },
    remove: async () => {
      await rewind.remove();
      await rm(folder, { recursive: true });
    },
  };
}

/** The page stands one port above Rewind's door. */
async function freePortBefore(): Promise<number> {
  for (;;) {
    const port = await freePort();
    const server = createServer().listen(port + 1, '127.0.0.1');
    const isFree = await Promise.race([once(server, 'listening').then(() => true), once(server, 'error').then(() => false)]); // prettier-ignore
    server.close();
    if (isFree) return port;
  }
}

interface Seat {
  readonly person: string;
  readonly place?: 'groupChat' | 'incidentRoom' | 'personal';
  readonly width?: number;
  readonly height?: number;
}

/** Somebody at a window of their own. */
export interface Window {
  readonly page: Page;
  /** Exceptions of the page, errors it logged, and addresses of others that it asked for. */
  readonly problems: readonly string[];
  readonly types: (text: string) => Promise<void>;
  readonly button: (name: string | RegExp) => Locator;
  readonly presses: (name: string | RegExp) => Promise<void>;
  /** Waits until this is to be read in the conversation. */
  readonly reads: (text: string | RegExp) => Promise<void>;
  readonly stepNow: () => Locator;
}

const isThere = (page: Page) =>
  page
    .getByTestId('current-person')
    .getByText(/\w/)
    .first()
    .waitFor({ timeout: PATIENCE_MS / 2 });

export async function sitDown(
  { browser, rewind: { url } }: Pick<Stage, 'browser'> & { readonly rewind: Pick<ConsoleProcess, 'url'> },
  { person, place = 'groupChat', width = 1280, height = 900 }: Seat,
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: 'light',
    timezoneId: 'Europe/Oslo',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems = problemsOf(page, url);
  await page.goto(`${url}#/${person}/${place}`);
  await isThere(page).catch(async () => {
    // Seen once, on a busy machine. What was wrong is said, and a person would load the page again, too.
    console.warn(['the page did not come, and is loaded again:', ...problems, await page.content()].join('\n'));
    await page.reload();
    await isThere(page);
  });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).last();
  return {
    page,
    problems,
    types: async (text) => {
      await page.locator('#compose').fill(text);
      await page.locator('#compose').press('Enter');
    },
    button,
    presses: async (name) => {
      await button(name).click();
    },
    reads: async (text) => {
      await page.getByRole('region', { name: 'Messages' }).getByText(text).last().waitFor({ state: 'attached' });
    },
    stepNow: () => page.locator('.step-now'),
  };
}

/** The server is away, or says no in words (409): the page shows both, and the browser logs them as well. */
const EXPECTED = /ERR_|409 \(Conflict\)/;

function problemsOf(page: Page, url: string): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(`exception: ${message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) problems.push(`logged: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) problems.push(`asked: ${request.url()}`);
  });
  return problems;
}
