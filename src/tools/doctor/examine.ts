import { readConfig } from '../../config';
import { ConfigError, type Environment } from '../../config/read-settings';
import type { Clock } from '../../shared/clock';
import { createLog } from '../../shared/log';
import { findingOf, type Finding } from './finding';
import { looksAt } from './looks';
import { helloLook } from './say-hello';

export interface Examination {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly nodeVersion: string;
  /** Whom to write to, where all is well. */
  readonly sayHelloTo?: string | undefined;
}

/** One after the other, so that no look disturbs another. With wrong settings there is nothing to look at but these. */
export async function examine({
  environment,
  clock,
  nodeVersion,
  sayHelloTo,
}: Examination): Promise<readonly Finding[]> {
  try {
    const patient = { config: readConfig(environment), clock, nodeVersion, log: createLog('silent') };
    const findings: Finding[] = [];
    for (const look of looksAt(patient)) findings.push(await findingOf(look));
    if (sayHelloTo === undefined) return findings;
    const isWell = findings.every(({ state }) => state !== 'failed');
    const notSaid: Finding = { what: 'hello', state: 'failed', says: 'not said: mend the rest first' };
    return [...findings, isWell ? await findingOf(helloLook(sayHelloTo, patient)) : notSaid];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ setting, problem }) => ({ what: setting, state: 'failed', says: problem }));
  }
}
