/** Verifies the record where the arguments say, and says what was found. Nothing is ever changed. */
import { verifyRecord, type KnownHead, type RecordVerdict } from '../../approvals/verify-record';
import { verdictSentence } from '../../cards/record-sentences';
import { readKeptConfig } from '../../tool-config';
import type { Environment } from '../../config/read-settings';
import { createDatabasePassword } from '../../identity/store-sign-in';
import { RewindError } from '../../shared/errors';
import type { TenantId } from '../../shared/ids';
import { createLog } from '../../shared/log';
import { openToRead } from '../../store/open-to-read';
import { verifyKeptRecord } from '../../usecases/verify-kept-record';
import type { VerifyArguments } from './read-arguments';
import { entriesOfFile, writeEntries } from './record-file';

export interface Verified {
  readonly exitCode: 0 | 1 | 2;
  readonly lines: readonly string[];
}

/** @throws ConfigError; RewindError; UnavailableError */
export async function verify(asked: VerifyArguments, environment: Environment): Promise<Verified> {
  return asked.file === undefined ? await verifyDatabase(asked, environment) : await verifyFile(asked.file, asked.head);
}

async function verifyFile(file: string, head: KnownHead | undefined): Promise<Verified> {
  const verdict = await verifyRecord(entriesOfFile(file), { knownHead: head });
  if (verdict.kind === 'empty') return { exitCode: 2, lines: [`${file} holds no entry: nothing was verified.`] };
  const isEndKnown = verdict.kind === 'broken' || head !== undefined;
  const hint = 'Whether its end was cut off, a file alone cannot tell: name the last head of the log with --head.';
  return told(verdict, head, isEndKnown ? [] : [hint]);
}

async function verifyDatabase({ head, export: out }: VerifyArguments, environment: Environment): Promise<Verified> {
  const { databaseUrl, tenantId, managedIdentity } = readKeptConfig(environment);
  const password = createDatabasePassword(managedIdentity.clientId);
  const store = await openToRead({ url: databaseUrl, password, log: createLog('silent') });
  try {
    const tenantIds = tenantsOf(store.tenantIds, tenantId, head !== undefined || out !== undefined);
    const found: Verified[] = [];
    for (const id of tenantIds) {
      const verdict = await store.atOneMoment(id, async ({ record }) => {
        if (out !== undefined) await writeEntries(out, record.kept());
        return await verifyKeptRecord(record, head);
      });
      const written = out === undefined ? [] : [`It was written to ${out}.`];
      const { exitCode, lines } = told(verdict, head, written);
      found.push({ exitCode, lines: tenantIds.length > 1 ? [`Tenant ${id}:`, ...lines] : lines });
    }
    return together(found);
  } finally {
    await store.close();
  }
}

function tenantsOf(kept: readonly TenantId[], asked: TenantId | undefined, isForOne: boolean): readonly TenantId[] {
  if (asked !== undefined && !kept.includes(asked))
    throw new RewindError('record/no-such-tenant', `the database holds no record of tenant ${asked}`);
  if (asked !== undefined) return [asked];
  if (isForOne && kept.length > 1)
    throw new RewindError('record/which-tenant', 'the database holds the records of several tenants: set TENANT_ID');
  return kept;
}

function told(verdict: RecordVerdict, known: KnownHead | undefined, more: readonly string[]): Verified {
  const sentence = verdictSentence(verdict);
  if (verdict.kind === 'broken')
    return { exitCode: verdict.fault.because === 'knownHeadPruned' ? 2 : 1, lines: [sentence, ...more] };
  if (verdict.kind === 'empty') return { exitCode: 0, lines: [sentence, ...more] };
  const { number, hash } = verdict.head;
  const since = known === undefined ? [] : [sinceSentence(known, verdict)];
  return { exitCode: 0, lines: [sentence, ...since, `Head ${String(number)}:${hash}`, ...more] };
}

function sinceSentence(known: KnownHead, { first, head }: Extract<RecordVerdict, { kind: 'sound' }>): string {
  const named = `Entry ${String(known.number)} is the one that you named`;
  if (known.number >= first) return `${named}; ${String(head.number - known.number)} were written since.`;
  const hint = known.at
    ? ''
    : ' Whether it was old enough to go, its time in the log tells: name it behind the hash, @2026-03-29T10:00:00.000Z.';
  return `${named}, and the last one that was pruned.${hint}`;
}

function together(found: readonly Verified[]): Verified {
  if (found.length === 0)
    return { exitCode: 2, lines: ['The database holds no record yet: Rewind has not run on it.'] };
  const exitCode = found.some((one) => one.exitCode === 1) ? 1 : found.some((one) => one.exitCode === 2) ? 2 : 0;
  return { exitCode, lines: found.flatMap(({ lines }) => lines) };
}
