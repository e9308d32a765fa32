/** What the product hands its use cases. */
import type { Config } from './config';
import type { Microsoft } from './microsoft';
import type { StartPatience } from './recovery/start-window';
import { processTicker } from './shared/clock';
import type { Store } from './store/open-store';
import type { RuleSettings, UsecasePorts } from './usecases/ports';

interface Options extends Pick<UsecasePorts, 'clock' | 'log'> {
  readonly config: Config;
  readonly timings?: StartPatience | undefined;
}

interface Parts extends Pick<UsecasePorts, 'wake' | 'hostTime'> {
  readonly store: Store;
  readonly microsoft: Microsoft;
}

export function usecasesOf(
  { config, clock, log, timings }: Options,
  { store, microsoft, wake, hostTime }: Parts,
): UsecasePorts {
  const { requests, changes, outsideJobs } = store;
  const { backup, directory, audit } = microsoft;
  const { windows, recoveryDisabled } = config;
  const settings = { windows, isRecoveryDisabled: recoveryDisabled, ...rulesOf(config), startTimeoutMs: timings?.startTimeoutMs }; // prettier-ignore
  return {
    requests,
    changes,
    outsideJobs,
    backup,
    directory,
    audit,
    wake,
    clock,
    ticker: processTicker,
    hostTime,
    log,
    settings,
  };
}

export function rulesOf({ quorum, personAliases, privilegedGroupIds }: Config): RuleSettings {
  return { quorum, personAliases, privilegedGroupIds };
}
