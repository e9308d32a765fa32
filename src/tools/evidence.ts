/** `npm run --silent evidence -- R-7K3Q > file.json`: one request's whole story as JSON. Reads only, also while Rewind runs. */
import { once } from 'node:events';
import { readId } from '../bot/args';
import { refusalSentence } from '../cards/sentences';
import { readKeptConfig } from '../config';
import { explainFailedStart } from '../failed-start';
import { systemClock } from '../shared/clock';
import { createLog } from '../shared/log';
import { openToRead, type Kept } from '../store/open-to-read';
import { evidence } from '../usecases/evidence';
import type { RequestId, TenantId } from '../shared/ids';

const USAGE = 'npm run --silent evidence -- R-7K3Q > evidence.json';

async function run(): Promise<string | undefined> {
  const reading = readId(process.argv[2] ?? '');
  if (reading.kind !== 'id' || process.argv.length > 3) return `Say one request’s id: ${USAGE}`;
  const { databaseUrl, tenantId } = readKeptConfig(process.env);
  const store = await openToRead({ url: databaseUrl, log: createLog('silent') });
  try {
    const tenants: readonly TenantId[] = tenantId === undefined ? store.tenantIds : [tenantId];
    for (const id of tenants) {
      const isFound = await store.atOneMoment(id, (kept) => print(reading.id, kept));
      if (isFound) return undefined;
    }
    return `There is no request ${reading.id} in this database (DATABASE_URL names the one to read).`;
  } finally {
    await store.close();
  }
}

/** @returns false where these tenants have no such request */
async function print(requestId: RequestId, kept: Kept): Promise<boolean> {
  const made = await evidence(requestId, { ...kept, clock: systemClock });
  if ('because' in made) {
    if (made.because === 'noSuchRequest') return false;
    throw new Error(refusalSentence(made));
  }
  for await (const piece of made.text()) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  return true;
}

run()
  .catch((error: unknown) => explainFailedStart(error).sentence)
  .then((sentence) => {
    if (sentence === undefined) return;
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 2;
  }, () => process.exit(2)); // prettier-ignore
