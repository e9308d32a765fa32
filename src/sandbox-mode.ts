/** Nothing configured: Rewind against pretend Microsoft services in the same process, on loopback, with a terminal to talk at. */
import path from 'node:path';
import { readGeneralConfig } from './config';
import type { Environment } from './config/read-settings';
import { ensureCertificates } from './sandbox/certificates';
import { lockFolder } from './sandbox/terminal/folder-lock';
import { isTrusted, startAgainTrusting } from './sandbox/terminal/start-again-trusting';

const FOLDER = path.resolve('data', 'sandbox');

/** @returns the exit code, once somebody has stopped it */
export async function runSandboxMode(environment: Environment): Promise<number> {
  readGeneralConfig(environment);
  const certificates = await ensureCertificates(path.join(FOLDER, 'certificates'));
  if (!isTrusted(certificates)) return await startAgainTrusting(certificates);
  const lock = await lockFolder(FOLDER);
  try {
    const { serveSandbox } = await import('./serve-sandbox.js');
    return await serveSandbox({ environment, certificates });
  } finally {
    await lock.release();
  }
}
