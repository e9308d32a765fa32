/**
 * `npm run sandbox [address of Rewind's door]`: pretend Microsoft alone, for a Rewind that is started elsewhere in production mode with
 * the settings that this prints. A Redis in memory comes with it. The pretend clock moves Microsoft's side only.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { COMMANDS } from '../bot/command-words';
import { startEmbeddedServer } from '../redis/embedded-server';
import { ensureCertificates, type Certificates } from '../sandbox/certificates';
import { serveConsole } from '../sandbox/console/serve-console';
import { startSandbox } from '../sandbox/start-sandbox';
import { runTerminal } from '../sandbox/terminal/run-terminal';
import { isTrusted, startAgainTrusting } from '../sandbox/terminal/start-again-trusting';
import { HELP } from '../sandbox/terminal/terminal-help';
import { createLog } from '../shared/log';
import { runUntilStopped } from '../run-until-stopped';

const NO_RESET = 'Rewind runs elsewhere: stop both, and start them again.';
const LOG_FILE = path.join('data', 'sandbox', 'sandbox.log');
const DEFAULT_PRODUCT_URL = 'http://127.0.0.1:3978';

async function run(): Promise<number> {
  const productUrl = (process.argv[2] ?? DEFAULT_PRODUCT_URL).replace(/\/+$/, '');
  if (!URL.canParse(productUrl)) throw new Error(`not an address: ${productUrl}`);
  const certificates = await ensureCertificates(path.resolve('data', 'sandbox', 'certificates'));
  if (!isTrusted(certificates)) return await startAgainTrusting(certificates);
  return await serve(productUrl, certificates);
}

async function serve(productUrl: string, certificates: Certificates): Promise<number> {
  const sandbox = await startSandbox({ certificates, productUrl });
  const redis = await startEmbeddedServer();
  sandbox.graph.state.runIncident('massDisable');
  const settings = {
    ...sandbox.settings,
    PORT: new URL(productUrl).port || '3978',
    REDIS_URL: redis.url,
    NODE_EXTRA_CA_CERTS: certificates.authorityFile,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  process.stdout.write(
    `# Pretend Microsoft is up, on loopback only. Start Rewind (node dist/main.js) with these settings:\n`,
  );
  process.stdout.write(`# (REDIS_URL is a Redis in memory, in this process; any other does as well)\n${lines.join('\n')}\n#\n`); // prettier-ignore
  process.stdout.write(`${inComments(`${HELP}\n\nLog: ${LOG_FILE}`)}\n\n`);
  const commands = COMMANDS.map(({ usage, summary, example }) => ({ usage, summary, example }));
  const world = { id: randomUUID(), sandbox, productUrl };
  const page = await serveConsole({ ports: { world: () => world, commands, noResetBecause: NO_RESET }, port: 0 });
  process.stdout.write(`# In a browser: ${page.url}/\n\n`);
  const terminal = runTerminal(sandbox);
  const parentGone = new Promise((resolve) => process.once('disconnect', resolve));
  const close = async () => {
    terminal.close();
    await page.close();
    await redis.close();
    await sandbox.close();
  };
  return await runUntilStopped({ close }, createLog('warn', LOG_FILE), Promise.race([terminal.left, parentGone]));
}

/** Everything that is no setting, so that the whole can be pasted into a file of settings. */
const inComments = (text: string): string =>
  text
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');

run()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  })
  .then((exitCode) => process.exit(exitCode), () => process.exit(1)); // prettier-ignore
