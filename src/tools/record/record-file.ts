/** An export of the record: JSON lines, one entry each, in order. */
import { open, stat, type FileHandle } from 'node:fs/promises';
import { exportedEntry, importedEntry, type KeptEntry } from '../../approvals/record-entry';
import { RewindError } from '../../shared/errors';

/**
 * A line that holds no entry comes as one that nobody could have written, so that verification names its place.
 *
 * @throws RewindError `record/no-file`
 */
export async function* entriesOfFile(file: string): AsyncIterable<KeptEntry> {
  const handle = await opened(file, 'r');
  let last = 0;
  for await (const line of handle.readLines()) {
    if (line === '') continue;
    const entry = importedEntry(line) ?? { number: last + 1, requestId: '', previousHash: '', hash: '', content: '' };
    yield entry;
    last = entry.number;
  }
}

/** @throws RewindError `record/no-file`: also where the file is there already, an export is never written over another one */
export async function writeEntries(file: string, entries: AsyncIterable<KeptEntry>): Promise<void> {
  const handle = await opened(file, 'wx');
  try {
    for await (const entry of entries) await handle.write(`${exportedEntry(entry)}\n`);
  } finally {
    await handle.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EEXIST: 'is there already, and was left as it is',
  EISDIR: 'is a folder',
  EACCES: 'is not yours to use',
};

async function opened(file: string, flags: 'r' | 'wx'): Promise<FileHandle> {
  try {
    if (flags === 'r' && (await stat(file)).isDirectory()) throw Object.assign(new Error(file), { code: 'EISDIR' });
    return await open(file, flags, 0o600);
  } catch (error) {
    const { code } = (error ?? {}) as { readonly code?: unknown };
    const reason = REASONS[String(code)];
    if (reason === undefined) throw error;
    throw new RewindError('record/no-file', `${file} ${reason}`, { cause: error });
  }
}
