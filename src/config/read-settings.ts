import { RewindError } from '../shared/errors';
import { misspeltSettings } from './misspelt-settings';
import { SETTING_NAMES, settingsSchema, type Problem, type Settings } from './settings';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Names every missing, wrong or misspelt setting, and prints no value. */
export class ConfigError extends RewindError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ setting, problem }) => `  ${setting} ${problem}`);
    super('config/invalid', ['Rewind cannot start with these settings:', ...lines].join('\n'));
    this.problems = problems;
  }
}

/** Says one thing about each setting: the first. */
export function stopAt(problems: readonly Problem[]): void {
  const first = problems.filter(({ setting }, at) => problems.findIndex((other) => other.setting === setting) === at);
  if (first.length > 0) throw new ConfigError(first);
}

export interface ReadSettings {
  /** Where a setting has a wrong form, its default stands here, so that the other rules can still be asked. */
  readonly settings: Settings;
  readonly problems: readonly Problem[];
  /** App Service and Container Apps say where their managed identities are asked. */
  readonly hasIdentityEndpoint: boolean;
}

export function readSettings(environment: Environment): ReadSettings {
  const given = presentIn(environment);
  const ours = Object.fromEntries(SETTING_NAMES.flatMap((name) => (name in given ? [[name, given[name]]] : [])));
  const problems = problemsOfForm(ours);
  const wrong = new Set(problems.map(({ setting }) => setting));
  const right = Object.fromEntries(Object.entries(ours).filter(([name]) => !wrong.has(name)));
  return {
    settings: settingsSchema.parse(right),
    problems: [...misspeltSettings(Object.keys(given)), ...problems],
    hasIdentityEndpoint: 'IDENTITY_ENDPOINT' in given,
  };
}

function problemsOfForm(ours: Readonly<Record<string, unknown>>): readonly Problem[] {
  const issues = settingsSchema.safeParse(ours).error?.issues ?? [];
  return issues.map(({ path, message }) => ({ setting: String(path[0]), problem: message }));
}

/** An empty value counts as missing. */
export function presentIn(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const text = value?.trim() ?? '';
      return text === '' ? [] : [[name, text]];
    }),
  );
}
