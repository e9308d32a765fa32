/**
 * Composition root: settings in, product built, signals heard. No logic. With no word of Microsoft's in the settings it is the
 * sandbox, which production never loads.
 */
import { modeOf } from './config';
import { explainFailedStart } from './failed-start';

async function run(): Promise<number> {
  if (modeOf(process.env) === 'sandbox') {
    const { runSandboxMode } = await import('./sandbox-mode.js');
    return await runSandboxMode(process.env);
  }
  const { runProduction } = await import('./production-mode.js');
  return await runProduction(process.env);
}

run()
  .catch((error: unknown) => {
    const { exitCode, sentence } = explainFailedStart(error);
    process.stderr.write(`${sentence}\n`);
    return exitCode;
  })
  .then((exitCode) => process.exit(exitCode), () => process.exit(1)); // prettier-ignore
