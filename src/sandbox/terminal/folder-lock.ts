/** One sandbox in one folder: a file with the id of the process that serves. A dead process's file is taken over. */
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RewindError } from '../../shared/errors';

export interface FolderLock {
  release(): Promise<void>;
}

/** @throws RewindError `sandbox/already-running`, with the way out */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'lock');
  const holder = await holderOf(file);
  if (holder !== undefined && isAlive(holder)) throw alreadyRunning(holder, file);
  await rm(file, { force: true });
  if (!(await take(file))) throw alreadyRunning((await holderOf(file)) ?? 0, file);
  return { release: () => rm(file, { force: true }) };
}

/** The file appears whole or not at all. @returns false where somebody was faster */
async function take(file: string): Promise<boolean> {
  const own = `${file}.${String(process.pid)}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

async function holderOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** A file with our own id (or our parent’s, which never serves) was left by an earlier process: containers hand out the same few ids. */
function isAlive(processId: number): boolean {
  if (processId === process.pid || processId === process.ppid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function alreadyRunning(holder: number, file: string): RewindError {
  const out = `use that one, stop it, or start in another folder (if process ${String(holder)} is something else, remove ${file})`;
  return new RewindError('sandbox/already-running', `A sandbox already runs in this folder, as process ${String(holder)}: ${out}.`); // prettier-ignore
}
