/** What one setting needs of another. */
import { managedIdentityOf, speaks } from './managed-identity';
import type { Problem, SettingName, Settings } from './settings';

/** Without these there is no Rewind. */
const REQUIRED = [
  'TENANT_ID', 'BOT_ID', 'BOT_TYPE', 'SSO_CLIENT_ID', 'SSO_RESOURCE', 'PUBLIC_URL', 'WORKER_CLIENT_ID',
] as const satisfies readonly SettingName[]; // prettier-ignore

interface Rule {
  readonly setting: SettingName;
  readonly problem: string;
  readonly isBroken: (settings: Settings) => boolean;
}

const GENERAL: readonly Rule[] = [
  {
    setting: 'DATABASE_URL',
    problem: 'must be postgres:// where REWIND_ROLE is not all: several processes cannot share SQLite',
    isBroken: ({ REWIND_ROLE, DATABASE_URL }) => REWIND_ROLE !== 'all' && !DATABASE_URL?.startsWith('postgres'),
  },
  {
    setting: 'HEALTH_PORT',
    problem: 'is the same as PORT',
    isBroken: ({ PORT, HEALTH_PORT }) => PORT === HEALTH_PORT && PORT !== 0,
  },
  {
    setting: 'POLL_MIN_MS',
    problem: 'is more than POLL_MAX_MS',
    isBroken: ({ POLL_MIN_MS, POLL_MAX_MS }) => POLL_MIN_MS > POLL_MAX_MS,
  },
];

const MICROSOFT: readonly Rule[] = [
  ...REQUIRED.map((setting) => ({
    setting,
    problem: 'is missing',
    isBroken: (settings: Settings) => settings[setting] === undefined,
  })),
  {
    setting: 'BOT_SECRET',
    problem: 'is set, but BOT_TYPE UserAssignedMSI has no secret',
    isBroken: ({ BOT_TYPE, BOT_SECRET }) => BOT_TYPE === 'UserAssignedMSI' && BOT_SECRET !== undefined,
  },
  {
    setting: 'BOT_TYPE',
    problem: 'is SingleTenant, but BOT_ID is the managed identity AZURE_CLIENT_ID: that is UserAssignedMSI',
    isBroken: ({ BOT_TYPE, BOT_ID, AZURE_CLIENT_ID }) =>
      BOT_TYPE === 'SingleTenant' && BOT_ID !== undefined && BOT_ID === AZURE_CLIENT_ID,
  },
  {
    setting: 'SSO_CLIENT_ID',
    problem: 'is the same as BOT_ID: sign-on needs a registration of its own',
    isBroken: ({ SSO_CLIENT_ID, BOT_ID }) => BOT_ID !== undefined && SSO_CLIENT_ID === BOT_ID,
  },
  {
    setting: 'SSO_RESOURCE',
    problem: 'is neither api://botid-<BOT_ID> nor api://<host of PUBLIC_URL>/botid-<BOT_ID>',
    isBroken: (settings) => settings.SSO_RESOURCE !== undefined && !isResourceOfBot(settings),
  },
];

/** What these would promise is not there yet, and a start that ignored them would pretend that it is. */
const NOT_BUILT = ['CLI_CLIENT_ID'] as const satisfies readonly SettingName[];

const OUTSIDE_SANDBOX: readonly Rule[] = [
  ...NOT_BUILT.map((setting) => ({
    setting,
    problem: 'is not built yet: leave it out',
    isBroken: (settings: Settings) => settings[setting] !== undefined,
  })),
  {
    setting: 'REDIS_URL',
    problem: 'is missing, and so is REDIS_HOST',
    isBroken: ({ REDIS_URL, REDIS_HOST }) => REDIS_URL === undefined && REDIS_HOST === undefined,
  },
  {
    setting: 'REDIS_HOST',
    problem: 'is set, and so is REDIS_URL: one of them',
    isBroken: ({ REDIS_URL, REDIS_HOST }) => REDIS_URL !== undefined && REDIS_HOST !== undefined,
  },
];

const SECRET_OR_WORD = 'is missing, and there is no managed identity that could vouch instead (AZURE_CLIENT_ID)';

/** Who has no secret needs somebody who vouches: without a managed identity the start would only look like one. */
export function unvouchedProblems(settings: Settings, hasIdentityEndpoint: boolean): readonly Problem[] {
  // Where there is no reading identity either, that is said on its own.
  if (!speaks(settings) || !settings.WORKER_CLIENT_ID || hasIdentityEndpoint || managedIdentityOf(settings)) return [];
  const ofBot = settings.BOT_TYPE === 'SingleTenant' && settings.BOT_SECRET === undefined;
  const ofSignOn = settings.SSO_CLIENT_SECRET === undefined;
  return [
    ...(ofBot ? [{ setting: 'BOT_SECRET', problem: SECRET_OR_WORD }] : []),
    ...(ofSignOn ? [{ setting: 'SSO_CLIENT_SECRET', problem: SECRET_OR_WORD }] : []),
  ];
}

function isResourceOfBot({ SSO_RESOURCE = '', BOT_ID, PUBLIC_URL }: Settings): boolean {
  // Without a bot or an address of its own there is nothing to compare with; that is said on its own.
  if (BOT_ID === undefined || PUBLIC_URL === undefined) return true;
  const { host, hostname } = new URL(PUBLIC_URL);
  const allowed = ['', `${host}/`, `${hostname}/`].map((prefix) => `api://${prefix}botid-${BOT_ID}`);
  return allowed.includes(SSO_RESOURCE.toLowerCase());
}

const brokenOf = (rules: readonly Rule[], settings: Settings): readonly Problem[] =>
  rules.filter(({ isBroken }) => isBroken(settings)).map(({ setting, problem }) => ({ setting, problem }));

export const generalProblems = (settings: Settings): readonly Problem[] => brokenOf(GENERAL, settings);
export const microsoftProblems = (settings: Settings): readonly Problem[] => brokenOf(MICROSOFT, settings);
export const productionProblems = (settings: Settings): readonly Problem[] => brokenOf(OUTSIDE_SANDBOX, settings);
