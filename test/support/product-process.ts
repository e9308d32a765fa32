/** The built product as a process of its own, which a test may kill. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Timings } from '../../src/product';

const DIST = path.resolve(__dirname, '../../dist');
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 50;
const OUTPUT_KEPT = 20_000;

/** The composition of dist/production-mode.js with other timings: those are no settings. */
const WITH_TIMINGS = `
const [dist, timings] = process.argv.slice(1);
const part = (name) => require(require('node:path').join(dist, name));
const config = part('config').readConfig(process.env);
const log = part('shared/log').createLog(config.logLevel);
const { systemClock: clock } = part('shared/clock');
part('product').startProduct({ config, clock, log, timings: JSON.parse(timings) })
  .then((product) => part('run-until-stopped').runUntilStopped(product, log))
  .then((exitCode) => process.exit(exitCode), (error) => { console.error(error); process.exit(1); });
`;

export interface ProductProcess {
  /** SIGKILL. @returns when it is gone */
  kill(): Promise<void>;
  /** SIGTERM. @returns its exit code */
  stop(): Promise<number | null>;
}

export interface ProcessOptions {
  /** Everything that `readConfig` reads, HEALTH_PORT included. */
  readonly settings: Readonly<Record<string, string>>;
  /** Without them it is dist/main.js itself. */
  readonly timings?: Timings | undefined;
}

/** Skips loudly where nothing is built. */
export function describeOnBuild(name: string, tests: () => void): void {
  const isBuilt = existsSync(path.join(DIST, 'main.js'));
  if (!isBuilt) console.warn(`SKIPPED "${name}": nothing is built. Run npm run build first, as npm test does.`);
  (isBuilt ? describe : describe.skip)(name, tests);
}

/** @returns when it is ready for work */
export async function startProductProcess({ settings, timings }: ProcessOptions): Promise<ProductProcess> {
  const program = timings ? ['-e', WITH_TIMINGS, DIST, JSON.stringify(timings)] : [path.join(DIST, 'main.js')];
  const child = spawn(process.execPath, program, {
    env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output = (output + bytes.toString('utf8')).slice(-OUTPUT_KEPT);
    });
  }
  const killWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.on('exit', killWithUs);
  child.on('exit', () => process.off('exit', killWithUs));
  try {
    await ready(child, settings['HEALTH_PORT'] ?? '');
  } catch (error) {
    await end(child, 'SIGKILL');
    throw new Error(`the product did not get ready:\n${output}`, { cause: error });
  }
  return {
    kill: async () => {
      await end(child, 'SIGKILL');
    },
    stop: () => end(child, 'SIGTERM'),
  };
}

async function ready(child: ChildProcess, healthPort: string): Promise<void> {
  const givenUpAt = Date.now() + PATIENCE_MS;
  while (Date.now() < givenUpAt) {
    if (hasEnded(child)) throw new Error('it ended');
    const answer = await fetch(`http://127.0.0.1:${healthPort}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error('it took too long');
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  return child.exitCode;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;
