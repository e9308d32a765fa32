/** The built product as a process of its own, which a test may kill. */
import path from 'node:path';
import type { Timings } from '../../src/product';
import { DIST, startBuilt, type BuiltProcess } from './built-process';
import { until } from './until';

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

export interface ProcessOptions {
  readonly folder: string;
  /** Everything that `readConfig` reads, HEALTH_PORT included. */
  readonly settings: Readonly<Record<string, string>>;
  /** Without them it is dist/main.js itself. */
  readonly timings?: Timings | undefined;
  /** How far the clock of its host is off; it is never ready where that is much. */
  readonly clockOffMs?: number | undefined;
  /** What `/readyz` says when it has started (200). */
  readonly startsWith?: number | undefined;
}

const SHIFT_CLOCK = path.join(__dirname, 'shift-clock.cjs');

/** @returns when it is ready for work */
export async function startProductProcess({
  folder,
  settings,
  timings,
  ...more
}: ProcessOptions): Promise<BuiltProcess> {
  const { clockOffMs = 0, startsWith = 200 } = more;
  const preloaded = clockOffMs === 0 ? [] : ['--require', SHIFT_CLOCK];
  const started = startBuilt({
    script: 'main.js',
    folder,
    settings: {
      NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'] ?? '',
      SHIFT_CLOCK_MS: String(clockOffMs),
      ...settings,
    },
    program: [
      ...preloaded,
      ...(timings ? ['-e', WITH_TIMINGS, DIST, JSON.stringify(timings)] : [path.join(DIST, 'main.js')]),
    ],
  });
  const health = `http://127.0.0.1:${settings['HEALTH_PORT'] ?? ''}/readyz`;
  try {
    await until('a product that is ready', async () => (await statusOf(health)) === startsWith || undefined);
  } catch (error) {
    await started.remove();
    throw new Error(`the product did not get ready:\n${started.printed()}`, { cause: error });
  }
  return started;
}

const statusOf = (url: string): Promise<number | undefined> =>
  fetch(url).then(
    ({ status }) => status,
    () => undefined,
  );
