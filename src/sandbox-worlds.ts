/** The pretend tenant and its Rewind, one pair after the other: starting anew closes both and starts both, with empty stores. */
import { randomUUID } from 'node:crypto';
import { readConfig, type Config } from './config';
import type { Environment } from './config/read-settings';
import { startProduct, type Product } from './product';
import type { Certificates } from './sandbox/certificates';
import { startSandbox, type Sandbox } from './sandbox/start-sandbox';
import { closeAll } from './shared/close-all';
import type { Log } from './shared/log';

export interface World {
  readonly id: string;
  readonly sandbox: Sandbox;
  readonly product: Product;
}

export interface WorldOptions {
  readonly environment: Environment;
  readonly certificates: Certificates;
  readonly port: number;
  readonly log: Log;
}

export const HOST = '127.0.0.1';
/** Pretend jobs take seconds, not hours. */
const QUICK_POLLS = { POLL_MIN_MS: '300', POLL_MAX_MS: '3000' };

export class Worlds {
  readonly productUrl: string;
  private readonly options: WorldOptions;
  private running: World | undefined;
  private newest: World | undefined;
  private starting: Promise<void> | undefined;

  constructor(options: WorldOptions) {
    this.options = options;
    this.productUrl = `http://${HOST}:${String(options.port)}`;
  }

  /** Undefined while one ends and the next one starts. */
  get current(): World | undefined {
    return this.running;
  }

  /** The current one, or the one that just ended. @throws Error before the first one has started */
  get latest(): World {
    if (!this.newest) throw new Error('nothing has started yet');
    return this.newest;
  }

  /** Asked for twice, it starts once. */
  async start(): Promise<void> {
    this.starting ??= this.startNext().finally(() => {
      this.starting = undefined;
    });
    await this.starting;
  }

  async close(): Promise<void> {
    const ended = this.running;
    this.running = undefined;
    await closeAll([ended?.product, ended?.sandbox]);
  }

  private async startNext(): Promise<void> {
    const { certificates, environment, port, log } = this.options;
    await this.close().catch((error: unknown) => {
      log.error({ err: error }, 'what ran before did not close well');
    });
    const sandbox = await startSandbox({ certificates, productUrl: this.productUrl });
    const config = configOf({ ...environment, PORT: String(port) }, sandbox);
    const { clock } = sandbox;
    const product = await startProduct({ config, clock, log, host: HOST }).catch(async (error: unknown) => {
      await sandbox.close();
      throw error;
    });
    clock.onJump(() => void product.sweepNow());
    sandbox.graph.state.runIncident('massDisable');
    this.newest = { id: randomUUID(), sandbox, product };
    this.running = this.newest;
  }
}

/** Why starting anew would leave something as it was: `undefined` where it would not. */
export function keptOutside({ DATABASE_URL, REDIS_URL }: Environment): string | undefined {
  if (DATABASE_URL) return 'Rewind keeps its requests where DATABASE_URL says: stop it and empty that by hand.';
  return REDIS_URL ? 'Rewind keeps held presses where REDIS_URL says: stop it and empty that by hand.' : undefined;
}

/** What is given counts; what is not is made for somebody who looks at a sandbox. */
function configOf(environment: Environment, { settings }: Sandbox): Config {
  const { POLL_MIN_MS, POLL_MAX_MS, DATABASE_URL, LOG_LEVEL } = environment;
  const polls = POLL_MIN_MS || POLL_MAX_MS ? {} : QUICK_POLLS;
  const given = { ...environment, DATABASE_URL: DATABASE_URL || 'sqlite::memory:', LOG_LEVEL: LOG_LEVEL || 'warn' };
  return readConfig({ ...given, ...polls, ...settings }, { isSandbox: true });
}
