/** A built program as a process of its own: what it prints, what it is told, how it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { until } from './until';

export const DIST = path.resolve(__dirname, '../../dist');
const isBuilt = existsSync(path.join(DIST, 'main.js'));

/** `describe` where there is a build; otherwise the suite is skipped, and says so. */
export const describeBuilt: typeof describe = isBuilt ? describe : describe.skip;
if (!isBuilt) process.stderr.write(`\nSKIPPED, because there is no dist/: npm run build (${expectedFrom()})\n\n`);

function expectedFrom(): string {
  return path.relative(process.cwd(), expect.getState().testPath ?? 'acceptance');
}

export interface BuiltProcess {
  readonly id: number;
  /** Everything printed so far, on both streams. */
  printed(): string;
  /** Waits until these words are printed. */
  prints(words: string): Promise<void>;
  types(line: string): void;
  signal(signal: NodeJS.Signals): void;
  readonly exitCode: Promise<number | null>;
  /** For the end of a test: kills it where it still lives. */
  remove(): Promise<void>;
}

export interface BuiltOptions {
  /** Under dist/. */
  readonly script: string;
  readonly folder: string;
  /** What node is given instead of the script. */
  readonly program?: readonly string[];
  /** Nothing else of this process's environment is handed on. */
  readonly settings?: Readonly<Record<string, string>>;
}

export function startBuilt(options: BuiltOptions): BuiltProcess {
  const { script, folder, settings = {}, program = [path.join(DIST, script)] } = options;
  const child = spawn(process.execPath, program, { cwd: folder, env: { ...settings } });
  const killWithUs = () => child.kill('SIGKILL');
  process.on('exit', killWithUs);
  child.on('exit', () => process.off('exit', killWithUs));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text)); // prettier-ignore
  const exitCode = once(child, 'exit').then(([code]) => code as number | null);
  const printed = () => said.join('');
  return {
    id: child.pid ?? 0,
    printed,
    prints: async (words) => {
      const what = `“${words}” in what ${script} prints:\n${printed()}`;
      await until(what, () => printed().includes(words)).catch((error: unknown) => {
        throw new Error(`${script} did not print “${words}” but:\n${printed()}`, { cause: error });
      });
    },
    types: (line) => {
      child.stdin.write(`${line}\n`);
    },
    signal: (signal) => {
      child.kill(signal);
    },
    exitCode,
    remove: async () => {
      if (lives(child)) child.kill('SIGKILL');
      await exitCode;
    },
  };
}

const lives = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;
