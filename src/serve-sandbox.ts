/** Rewind and its sandbox in one process: the product's own settings, the sandbox's clock, and a terminal. */
import { readConfig, readGeneralConfig, type Config } from './config';
import type { Environment } from './config/read-settings';
import { startProduct, type Product } from './product';
import { logForgottenRejections, runUntilStopped } from './run-until-stopped';
import type { Certificates } from './sandbox/certificates';
import { startSandbox, type Sandbox } from './sandbox/start-sandbox';
import { freePort } from './sandbox/terminal/free-port';
import { runTerminal } from './sandbox/terminal/run-terminal';
import { HELP } from './sandbox/terminal/terminal-help';
import { createLog } from './shared/log';

const HOST = '127.0.0.1';
/** Pretend jobs take seconds, not hours. */
const QUICK_POLLS = { POLL_MIN_MS: '300', POLL_MAX_MS: '3000' };

interface SandboxMode {
  readonly environment: Environment;
  readonly certificates: Certificates;
}

export async function serveSandbox({ environment, certificates }: SandboxMode): Promise<number> {
  const port = readGeneralConfig(environment).port || (await freePort());
  const productUrl = `http://${HOST}:${String(port)}`;
  const sandbox = await startSandbox({ certificates, productUrl });
  const config = configOf({ ...environment, PORT: String(port) }, sandbox);
  const log = createLog(config.logLevel);
  logForgottenRejections(log);
  const product = await startProduct({ config, clock: sandbox.clock, log, host: HOST });
  sandbox.clock.onJump(() => void product.sweepNow());
  sandbox.graph.state.runIncident('massDisable');
  process.stdout.write(`${welcome(productUrl, product)}\n\n${HELP}\n\n`);
  const terminal = runTerminal(sandbox);
  const parentGone = new Promise((resolve) => process.once('disconnect', resolve));
  const close = async () => {
    terminal.close();
    await product.close();
    await sandbox.close();
  };
  return await runUntilStopped({ close }, log, Promise.race([terminal.left, parentGone]));
}

/** What is given counts; what is not is made for somebody who looks at a terminal. */
function configOf(environment: Environment, { settings }: Sandbox): Config {
  const { POLL_MIN_MS, POLL_MAX_MS, DATABASE_URL, LOG_LEVEL } = environment;
  const polls = POLL_MIN_MS || POLL_MAX_MS ? {} : QUICK_POLLS;
  const given = { ...environment, DATABASE_URL: DATABASE_URL || 'sqlite::memory:', LOG_LEVEL: LOG_LEVEL || 'warn' };
  return readConfig({ ...given, ...polls, ...settings }, { isSandbox: true });
}

function welcome(productUrl: string, { healthPort }: Product): string {
  const line = '='.repeat(96);
  return `
${line}
 SANDBOX. Nothing here is real: Microsoft Entra, Graph and Teams are pretended on this machine,
 the people and their tenant are made up, and nothing of it can be reached from outside.
 For the real Microsoft set REWIND_MODE=production and the settings that the README lists.
${line}

Rewind's door for Teams   ${productUrl}/api/messages
Health                    http://${HOST}:${String(healthPort)}/readyz

An hour of bad luck has just been pretended: a provisioning connector with a wrong mapping disabled people,
overwrote their departments and deleted one; two have joined since. Type what people would do about it.
`.trim();
}
