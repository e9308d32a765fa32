import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockFolder } from '../../../src/sandbox/terminal/folder-lock';

describe('one sandbox in one folder', () => {
  let folder: string;
  const lockFile = () => path.join(folder, 'lock');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is taken and given back', async () => {
    const lock = await lockFolder(folder);
    expect(await readFile(lockFile(), 'utf8')).toBe(String(process.pid));

    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused while another process holds it, with the way out', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      await writeFile(lockFile(), String(other.pid));
      await expect(lockFolder(folder)).rejects.toMatchObject({
        code: 'sandbox/already-running',
        message: expect.stringMatching(new RegExp(`as process ${String(other.pid)}: use that one, stop it`)) as string,
      });
      expect(await readFile(lockFile(), 'utf8')).toBe(String(other.pid));
    } finally {
      other.kill();
    }
  });

  it('is taken over from a dead process, and from a file that says nothing', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    for (const left of [String(dead.pid), '']) {
      await writeFile(lockFile(), left);
      await lockFolder(folder);
      expect(await readFile(lockFile(), 'utf8')).toBe(String(process.pid));
    }
  });
});
