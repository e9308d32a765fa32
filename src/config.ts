/**
 * Environment → Config, once. A missing or wrong setting stops the start; nothing is guessed, and nothing falls back to the sandbox.
 *
 * In the sandbox, Microsoft's half of the settings is made by the sandbox itself: `modeOf` tells, `readGeneralConfig` says what is
 * needed before it runs, and `readConfig` reads the environment together with the sandbox's settings.
 */
import { addressProblems, fileHostsOf } from './config/address-rules';
import { placeIdentityOf, type PlaceIdentity } from './config/managed-identity';
import { presentIn, readSettings, stopAt, type Environment } from './config/read-settings';
import { generalProblems, microsoftProblems, productionProblems, unvouchedProblems } from './config/setting-rules';
import { checked, databaseUrlOf } from './config/setting-values';
import { MICROSOFT_SETTINGS, type Problem, type Settings } from './config/settings';
import type { Windows } from './approvals/windows';
import type { ObjectId, PersonId, TenantId } from './shared/ids';

export type Mode = 'sandbox' | 'production';

/** What does not depend on Microsoft. */
export interface GeneralConfig {
  readonly role: 'all' | 'bot' | 'worker';
  /** 0 takes a free one. */
  readonly port: number;
  readonly healthPort: number;
  /** `sqlite:<file>` or `postgres://…`. */
  readonly databaseUrl: string;
  /** Where neither is set, in the sandbox, an embedded server does. */
  readonly redisUrl: string | undefined;
  /** Opened with tokens of the managed identity, over TLS. */
  readonly redisHost: { readonly host: string; readonly port: number } | undefined;
  readonly defaultZone: string;
  readonly windows: Windows;
  readonly quorum: { readonly objects: number; readonly softDeletes: number; readonly isStrict: boolean };
  /** Template ids: the built-in roles of SPEC section 2 and the configured ones. */
  readonly administratorRoleIds: readonly string[];
  readonly readerRoleIds: readonly string[];
  /** Pairs of accounts that belong to one human (A4). */
  readonly personAliases: readonly (readonly [PersonId, PersonId])[];
  readonly emergencyAccountIds: readonly ObjectId[];
  readonly privilegedGroupIds: readonly ObjectId[];
  readonly detailConversationIds: readonly string[];
  readonly incidentConversationId: string | undefined;
  readonly stepUp: { readonly context: string | undefined; readonly maxAgeMinutes: number | undefined };
  readonly polling: { readonly pollMinMs: number; readonly pollMaxMs: number };
  readonly recoveryDisabled: boolean;
  readonly retention: { readonly days: number; readonly changesDays: number };
  readonly logLevel: Settings['LOG_LEVEL'];
}

export interface Config extends GeneralConfig {
  readonly mode: Mode;
  readonly tenantId: TenantId;
  readonly authorityHost: string;
  readonly graph: { readonly baseUrl: string; readonly version: 'v1.0' | 'beta' };
  /** Base address of the sign-in page, without a trailing slash. */
  readonly publicUrl: string;
  /** `secret` unset: a managed identity itself, or an application that the managed identity vouches for. The worker has none of the secrets. */
  readonly bot: { readonly id: string; readonly secret: string | undefined; readonly isManagedIdentity: boolean };
  readonly signOn: { readonly clientId: string; readonly clientSecret: string | undefined; readonly resource: string };
  readonly reading: { readonly clientId: string; readonly clientSecret: string | undefined };
  readonly managedIdentity: PlaceIdentity;
  readonly channel: {
    readonly openIdMetadataUrl: string;
    readonly tokenIssuer: string;
    /** The authority with the tenant, where the bot gets its own token. */
    readonly loginUrl: string;
    readonly serviceUrlHosts: readonly string[];
  };
  /** Hosts, `*.` allowed in front. */
  readonly fileHosts: readonly string[];
  readonly allowLoopback: boolean;
  readonly cliClientId: string | undefined;
}

/**
 * What the settings mean, before any is judged: without a word of Microsoft's, and outside NODE_ENV production, the sandbox.
 *
 * @throws ConfigError where REWIND_MODE is neither of the two
 */
export function modeOf(environment: Environment): Mode {
  const { settings, problems } = readSettings(environment);
  stopAt(problems.filter(({ setting }) => setting === 'REWIND_MODE'));
  const given = presentIn(environment);
  const isMeant = MICROSOFT_SETTINGS.some((name) => name in given) || given['NODE_ENV'] === 'production';
  return settings.REWIND_MODE ?? (isMeant ? 'production' : 'sandbox');
}

/**
 * What the sandbox needs to know before it runs.
 *
 * @throws ConfigError also where a setting of Microsoft's is there: the sandbox would not use it
 */
export function readGeneralConfig(environment: Environment): GeneralConfig {
  const { settings, problems } = readSettings(environment);
  const given = presentIn(environment);
  stopAt([
    ...problems,
    ...MICROSOFT_SETTINGS.filter((name) => name in given).map((setting) => ({
      setting,
      problem: 'has no meaning in the sandbox: remove it, or set REWIND_MODE=production',
    })),
    ...(settings.REWIND_ROLE === 'all' ? [] : [{ setting: 'REWIND_ROLE', problem: 'must be all in the sandbox' }]),
    ...generalProblems(settings),
  ]);
  return generalConfig(settings);
}

/**
 * @param isSandbox - the settings of Microsoft's half are the sandbox's own: Redis may be embedded
 * @throws ConfigError
 */
export function readConfig(environment: Environment, { isSandbox = false } = {}): Config {
  const { settings, problems, hasIdentityEndpoint } = readSettings(environment);
  stopAt([
    ...problems,
    ...(settings.REWIND_MODE === 'sandbox' && !isSandbox ? [ASKED_FOR_SANDBOX] : []),
    ...microsoftProblems(settings),
    ...unvouchedProblems(settings, hasIdentityEndpoint),
    ...addressProblems(settings),
    ...generalProblems(settings),
    ...(isSandbox ? [] : productionProblems(settings)),
  ]);
  return { ...generalConfig(settings), ...microsoftConfig(settings), mode: isSandbox ? 'sandbox' : 'production' };
}

const ASKED_FOR_SANDBOX: Problem = { setting: 'REWIND_MODE', problem: 'asks for the sandbox' };

function generalConfig(settings: Settings): GeneralConfig {
  return {
    role: settings.REWIND_ROLE,
    port: settings.PORT,
    healthPort: settings.HEALTH_PORT,
    databaseUrl: databaseUrlOf(settings),
    redisUrl: settings.REDIS_URL,
    redisHost: settings.REDIS_HOST,
    defaultZone: settings.DEFAULT_ZONE,
    windows: {
      plan: settings.PLAN_WINDOW_MINUTES,
      approval: settings.APPROVAL_WINDOW_MINUTES,
      execution: settings.EXECUTION_WINDOW_MINUTES,
      previewMaxAge: settings.PREVIEW_MAX_AGE_MINUTES,
    },
    quorum: { objects: settings.QUORUM_OBJECTS, softDeletes: settings.QUORUM_SOFT_DELETES, isStrict: settings.QUORUM_STRICT }, // prettier-ignore
    administratorRoleIds: withBuiltIn(ADMINISTRATORS, settings.ADMINISTRATOR_ROLE_IDS),
    readerRoleIds: withBuiltIn(READERS, settings.READER_ROLE_IDS),
    personAliases: settings.PERSON_ALIASES,
    emergencyAccountIds: settings.EMERGENCY_ACCOUNTS,
    privilegedGroupIds: settings.PRIVILEGED_GROUPS,
    detailConversationIds: settings.DETAIL_CONVERSATIONS,
    incidentConversationId: settings.INCIDENT_CONVERSATION,
    stepUp: { context: settings.APPROVAL_AUTH_CONTEXT, maxAgeMinutes: settings.APPROVAL_AUTH_MAX_AGE_MINUTES },
    polling: { pollMinMs: settings.POLL_MIN_MS, pollMaxMs: settings.POLL_MAX_MS },
    recoveryDisabled: settings.RECOVERY_DISABLED,
    retention: { days: settings.RETENTION_DAYS, changesDays: settings.CHANGES_RETENTION_DAYS },
    logLevel: settings.LOG_LEVEL,
  };
}

/** Entra Backup Administrator, Global Administrator. */
const ADMINISTRATORS = ['b6a27b2b-f905-4b2e-81b5-0d90e0ef1fdb', '62e90394-69f5-4237-9190-012177145e10'];
/** Entra Backup Reader. */
const READERS = ['f42252d9-5400-4d7b-b9ef-cc582dbb8577'];

const withBuiltIn = (builtIn: readonly string[], configured: readonly string[]): readonly string[] => [
  ...new Set([...builtIn, ...configured]),
];

function microsoftConfig(settings: Settings): Omit<Config, keyof GeneralConfig | 'mode'> {
  const tenantId = checked(settings.TENANT_ID) as TenantId;
  return {
    tenantId,
    authorityHost: settings.AUTHORITY_HOST,
    graph: { baseUrl: settings.GRAPH_BASE_URL, version: settings.GRAPH_VERSION },
    publicUrl: checked(settings.PUBLIC_URL),
    bot: {
      id: checked(settings.BOT_ID),
      secret: settings.BOT_SECRET,
      isManagedIdentity: settings.BOT_TYPE === 'UserAssignedMSI',
    },
    signOn: {
      clientId: checked(settings.SSO_CLIENT_ID),
      clientSecret: settings.SSO_CLIENT_SECRET,
      resource: checked(settings.SSO_RESOURCE),
    },
    reading: { clientId: checked(settings.WORKER_CLIENT_ID), clientSecret: settings.WORKER_CLIENT_SECRET },
    managedIdentity: placeIdentityOf(settings),
    channel: {
      openIdMetadataUrl: settings.CHANNEL_OPENID_METADATA_URL,
      tokenIssuer: settings.CHANNEL_TOKEN_ISSUER,
      loginUrl: settings.CHANNEL_LOGIN_URL ?? `${settings.AUTHORITY_HOST}/${tenantId}`,
      serviceUrlHosts: settings.SERVICE_URL_HOSTS,
    },
    fileHosts: fileHostsOf(settings),
    allowLoopback: settings.ALLOW_LOOPBACK,
    cliClientId: settings.CLI_CLIENT_ID,
  };
}
