/**
 * `npm run sandbox [address of Rewind's door]`: pretend Microsoft alone, for a Rewind that is started elsewhere in production mode with
 * the settings that this prints. A Redis in memory comes with it. The pretend clock moves Microsoft's side only.
 */
import path from 'node:path';
import { startEmbeddedServer } from '../redis/embedded-server';
import { ensureCertificates, type Certificates } from '../sandbox/certificates';
import { startSandbox } from '../sandbox/start-sandbox';
import { runTerminal } from '../sandbox/terminal/run-terminal';
import { isTrusted, startAgainTrusting } from '../sandbox/terminal/start-again-trusting';
import { HELP } from '../sandbox/terminal/terminal-help';
import { createLog } from '../shared/log';
import { runUntilStopped } from '../run-until-stopped';

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
  process.stdout.write(`# (REDIS_URL is a Redis in memory, in this process; any other does as well)\n${lines.join('\n')}\n\n${HELP}\n\n`); // prettier-ignore
  const terminal = runTerminal(sandbox);
  const parentGone = new Promise((resolve) => process.once('disconnect', resolve));
  const close = async () => {
    terminal.close();
    await redis.close();
    await sandbox.close();
  };
  return await runUntilStopped({ close }, createLog('warn'), Promise.race([terminal.left, parentGone]));
}

run()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  })
  .then((exitCode) => process.exit(exitCode), () => process.exit(1)); // prettier-ignore
