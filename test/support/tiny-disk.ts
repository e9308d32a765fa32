import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A disk of its own, of a few megabytes, that can really be full. */
export interface TinyDisk {
  readonly folder: string;
  fill(): void;
  makeRoom(): void;
  remove(): void;
}

const SIZE = '12m';

export function makeTinyDisk(): TinyDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'rewind-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill: () => {
      const file = openSync(filler, 'a');
      try {
        for (const bytes of [64 * 1024, 512]) writeUntilFull(file, Buffer.alloc(bytes));
      } finally {
        closeSync(file);
      }
    },
    makeRoom: () => {
      rmSync(filler, { force: true });
    },
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeUntilFull(file: number, piece: Buffer): void {
  for (;;) {
    try {
      if (writeSync(file, piece) < piece.length) return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}

/** Skips loudly where no disk can be mounted. */
export function describeOnTinyDisk(name: string, tests: () => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'rewind-disk-'));
  const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (canMount) execFileSync('umount', ['-l', folder]);
  else console.warn(`SKIPPED "${name}": nothing can be mounted here (it takes root)`);
  rmSync(folder, { recursive: true, force: true });
  (canMount ? describe : describe.skip)(name, tests);
}
