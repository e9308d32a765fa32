/** `npm run demo`: the whole story without a browser, printed. Exit code 1 if anything differs from what it should be. */
import path from 'node:path';
import { ensureCertificates } from '../sandbox/certificates';
import { isTrusted, startAgainTrusting } from '../sandbox/terminal/start-again-trusting';

async function run(): Promise<number> {
  const startedAt = Date.now();
  const certificates = await ensureCertificates(path.resolve('data', 'sandbox', 'certificates'));
  if (!isTrusted(certificates)) return await startAgainTrusting(certificates);
  const { playDemo } = await import('./demo/story.js');
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  print('Everything here is pretended: the tenant, its people, Microsoft Entra, Graph and Teams. Rewind is not.');
  await playDemo({ certificates, print });
  print(`\nAll of it was as it should be, in ${String(Math.round((Date.now() - startedAt) / 1000))} s.`);
  return 0;
}

run()
  .catch((error: unknown) => {
    process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  })
  .then((exitCode) => process.exit(exitCode), () => process.exit(1)); // prettier-ignore
