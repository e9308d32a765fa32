/**
 * `npm run doctor [-- --say-hello <person>]`: whether everything stands that Rewind needs, with the settings of this environment. It changes
 * nothing; with `--say-hello` one person gets a card. Exit code 0 well (warnings included), 1 something failed, 2 not looked.
 */
import { parseArgs } from 'node:util';
import { explainFailedStart } from '../failed-start';
import { systemClock } from '../shared/clock';
import { examine } from './doctor/examine';
import { tableOf } from './doctor/finding';

const FAILED = 1;
const NOT_LOOKED = 2;

async function run(): Promise<number> {
  const { values } = parseArgs({ options: { 'say-hello': { type: 'string' } }, strict: true });
  const findings = await examine({
    environment: process.env,
    clock: systemClock,
    nodeVersion: process.versions.node,
    sayHelloTo: values['say-hello'],
  });
  process.stdout.write(`${tableOf(findings)}\n`);
  return findings.some(({ state }) => state === 'failed') ? FAILED : 0;
}

run()
  .catch((error: unknown) => {
    process.stderr.write(`Nothing was looked at: ${explainFailedStart(error).sentence}\n`);
    return NOT_LOOKED;
  })
  .then((exitCode) => process.exit(exitCode), () => process.exit(NOT_LOOKED)); // prettier-ignore
