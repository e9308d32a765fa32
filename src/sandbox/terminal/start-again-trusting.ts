/**
 * Node reads NODE_EXTRA_CA_CERTS when a process starts. A process that has to trust the sandbox's own authority therefore starts
 * itself again as a child, and stands aside: same terminal, same signals, same exit code.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Certificates } from '../certificates';

const VARIABLE = 'NODE_EXTRA_CA_CERTS';
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell says of a process that a signal ended. */
const ENDED_BY_SIGNAL = 128;

export function isTrusted({ authorityFile }: Certificates): boolean {
  return process.env[VARIABLE] === authorityFile;
}

/** @returns the child's exit code */
export async function startAgainTrusting({ authorityFile }: Certificates): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...process.env, [VARIABLE]: authorityFile },
    // The fourth line lets the child notice when this process is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? ENDED_BY_SIGNAL + (signal ? constants.signals[signal] : 0);
}
