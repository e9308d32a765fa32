/** Rewind and its sandbox in one process: the product's own settings, the sandbox's clock, a console page and a terminal. */
import path from 'node:path';
import { COMMANDS } from './bot/command-words';
import { readGeneralConfig } from './config';
import type { Environment } from './config/read-settings';
import { logForgottenRejections, runUntilStopped } from './run-until-stopped';
import { HOST, keptOutside, Worlds } from './sandbox-worlds';
import type { Certificates } from './sandbox/certificates';
import { serveConsole, type Console } from './sandbox/console/serve-console';
import type { Sandbox } from './sandbox/start-sandbox';
import { freePort } from './sandbox/terminal/free-port';
import { runTerminal } from './sandbox/terminal/run-terminal';
import { HELP } from './sandbox/terminal/terminal-help';
import { createLog } from './shared/log';

/** The terminal is for the conversation. */
const LOG_FILE = path.join('data', 'sandbox', 'rewind.log');

interface SandboxMode {
  readonly environment: Environment;
  readonly certificates: Certificates;
}

export async function serveSandbox({ environment, certificates }: SandboxMode): Promise<number> {
  const general = readGeneralConfig(environment);
  const port = general.port || (await freePort());
  const log = createLog(environment['LOG_LEVEL'] ? general.logLevel : 'warn', LOG_FILE);
  logForgottenRejections(log);
  const worlds = new Worlds({ environment, certificates, port, log });
  await worlds.start();
  const page = await serveConsole({ ports: consolePorts(worlds, environment), port: port + 1 });
  process.stdout.write(`${welcome(page, worlds)}\n\n${HELP}\n\n`);
  const terminal = runTerminal(sandboxOf(worlds));
  const parentGone = new Promise((resolve) => process.once('disconnect', resolve));
  const close = async () => {
    terminal.close();
    await page.close();
    await worlds.close();
  };
  return await runUntilStopped({ close }, log, Promise.race([terminal.left, parentGone]));
}

function consolePorts(worlds: Worlds, environment: Environment) {
  const noResetBecause = keptOutside(environment);
  return {
    world: () => worlds.current && { ...worlds.current, productUrl: worlds.productUrl },
    commands: COMMANDS.map(({ usage, summary, example }) => ({ usage, summary, example })),
    reset: noResetBecause === undefined ? () => worlds.start() : undefined,
    noResetBecause,
  };
}

/** The terminal talks to whichever sandbox is the newest. */
function sandboxOf(worlds: Worlds): Pick<Sandbox, 'teams' | 'graph' | 'clock'> {
  return {
    get teams() {
      return worlds.latest.sandbox.teams;
    },
    get graph() {
      return worlds.latest.sandbox.graph;
    },
    get clock() {
      return worlds.latest.sandbox.clock;
    },
  };
}

function welcome({ url }: Console, { productUrl, latest }: Worlds): string {
  const line = '='.repeat(96);
  return `
${line}
 SANDBOX. Nothing here is real: Microsoft Entra, Graph and Teams are pretended on this machine,
 the people and their tenant are made up, and nothing of it can be reached from outside.
 For the real Microsoft set REWIND_MODE=production and the settings that docs/settings.md lists.
${line}

Open this in a browser    ${url}/
Rewind's door for Teams   ${productUrl}/api/messages
Health                    http://${HOST}:${String(latest.product.healthPort)}/readyz
Log                       ${LOG_FILE}

An hour of bad luck has just been pretended: a provisioning connector with a wrong mapping disabled people,
overwrote their departments and deleted one; two have joined since. Do in the browser, or type here, what
people would do about it.
`.trim();
}
