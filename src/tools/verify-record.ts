/** `npm run verify-record`: is the record whole? Reads only, also while Rewind runs. Exit code 0 whole, 1 broken, 2 not verified. */
import { explainFailedStart } from '../failed-start';
import { readArguments, USAGE } from './record/read-arguments';
import { verify, type Verified } from './record/verify';

const NOT_VERIFIED = 2;

async function run(): Promise<Verified> {
  const asked = readArguments(process.argv.slice(2));
  if (typeof asked === 'string') return { exitCode: NOT_VERIFIED, lines: [asked, '', USAGE] };
  return await verify(asked, process.env);
}

run()
  .catch((error: unknown): Verified => {
    const { sentence } = explainFailedStart(error);
    return { exitCode: NOT_VERIFIED, lines: [`Nothing was verified: ${sentence}`] };
  })
  .then(({ exitCode, lines }) => {
    (exitCode === NOT_VERIFIED ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
    process.exitCode = exitCode;
  }, () => process.exit(NOT_VERIFIED)); // prettier-ignore
