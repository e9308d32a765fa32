import { ConfigError } from './config/read-settings';
import { RewindError } from './shared/errors';

const EXIT_FAILED = 1;
const EXIT_MISCONFIGURED = 2;

/** Why it did not start: a sentence with the way out where there is one, the stack where there is none. */
export function explainFailedStart(error: unknown): { readonly exitCode: number; readonly sentence: string } {
  if (error instanceof ConfigError) return { exitCode: EXIT_MISCONFIGURED, sentence: error.message };
  if (error instanceof RewindError) return { exitCode: EXIT_FAILED, sentence: error.message };
  if (isPortTaken(error)) {
    const sentence = `Port ${String(error.port)} is taken, maybe by another Rewind: stop what listens there, or choose another one with PORT or HEALTH_PORT.`;
    return { exitCode: EXIT_FAILED, sentence };
  }
  return { exitCode: EXIT_FAILED, sentence: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function isPortTaken(error: unknown): error is Error & { readonly port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error;
}
