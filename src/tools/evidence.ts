/**
 * `npm run --silent evidence -- R-7K3Q > file.json`: one request's whole story as JSON. Reads only, also while Rewind runs. Exit code 0
 * printed and whole, 1 printed and the request is not what its record says, 2 nothing printed.
 */
import { once } from 'node:events';
import { readId } from '../bot/args';
import { recordFaultSentence } from '../cards/record-sentences';
import { refusalSentence } from '../cards/sentences';
import { readKeptConfig } from '../tool-config';
import { explainFailedStart } from '../failed-start';
import { createDatabasePassword } from '../identity/store-sign-in';
import { systemClock } from '../shared/clock';
import { createLog } from '../shared/log';
import { openToRead, type Kept } from '../store/open-to-read';
import { evidence, type Evidence } from '../usecases/evidence';
import type { RequestId, TenantId } from '../shared/ids';

/** Printed, and not to be believed as it stands: the request is not what its record says. */
const BROKEN = 1;
const NOTHING_PRINTED = 2;

interface Told {
  readonly exitCode: typeof BROKEN | typeof NOTHING_PRINTED;
  readonly sentence: string;
}
const nothingPrinted = (sentence: string): Told => ({ exitCode: NOTHING_PRINTED, sentence });

const USAGE = 'npm run --silent evidence -- R-7K3Q > evidence.json';

/** @returns nothing where it was printed, and is whole */
async function run(): Promise<Told | undefined> {
  const reading = readId(process.argv[2] ?? '');
  if (reading.kind !== 'id' || process.argv.length > 3) return nothingPrinted(`Say one request’s id: ${USAGE}`);
  const { databaseUrl, tenantId, managedIdentity } = readKeptConfig(process.env);
  const password = createDatabasePassword(managedIdentity.clientId);
  const store = await openToRead({ url: databaseUrl, password, log: createLog('silent') });
  try {
    const tenants: readonly TenantId[] = tenantId === undefined ? store.tenantIds : [tenantId];
    for (const id of tenants) {
      const printed = await store.atOneMoment(id, (kept) => print(reading.id, kept));
      if (printed) return printed.fault && { exitCode: BROKEN, sentence: recordFaultSentence(printed.fault) };
    }
    return nothingPrinted(`There is no request ${reading.id} in this database (DATABASE_URL names the one to read).`);
  } finally {
    await store.close();
  }
}

/** @returns `undefined` where this tenant has no such request */
async function print(requestId: RequestId, kept: Kept): Promise<Pick<Evidence, 'fault'> | undefined> {
  const made = await evidence(requestId, { ...kept, clock: systemClock });
  if ('because' in made) {
    if (made.because === 'noSuchRequest') return undefined;
    throw new Error(refusalSentence(made));
  }
  for await (const piece of made.text()) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  return made;
}

run()
  .catch((error: unknown) => nothingPrinted(explainFailedStart(error).sentence))
  .then((told) => {
    if (told === undefined) return;
    process.stderr.write(`${told.sentence}\n`);
    process.exitCode = told.exitCode;
  }, () => process.exit(NOTHING_PRINTED)); // prettier-ignore
