import { readConfig } from './config';
import type { Environment } from './config/read-settings';
import { startProduct } from './product';
import { logForgottenRejections, runUntilStopped } from './run-until-stopped';
import { systemClock } from './shared/clock';
import { createLog } from './shared/log';

/** @returns the exit code, once somebody has stopped it */
export async function runProduction(environment: Environment): Promise<number> {
  const config = readConfig(environment);
  const log = createLog(config.logLevel);
  logForgottenRejections(log);
  const product = await startProduct({ config, clock: systemClock, log });
  log.info({ port: product.port, healthPort: product.healthPort, role: config.role }, 'Rewind serves');
  return await runUntilStopped(product, log);
}
