/**
 * Every setting there is, with its form and its default. What one needs of another is in setting-rules.ts.
 * `.env.example` has exactly these names; a test compares.
 */
import { z } from 'zod/v4';
import { address, aliases, databaseUrl, days, flag, guid, hostPatterns, hosts, list, minutes, name, objectIds, oneOf, port, redisHost, redisUrl, secret, wholeNumber, zone } from './setting-forms'; // prettier-ignore

const milliseconds = wholeNumber({ min: 1, max: 3_600_000 });
const objects = wholeNumber({ min: 1, max: 1_000_000 });

export const settingsSchema = z.object({
  REWIND_MODE: oneOf(['sandbox', 'production']).optional(),
  REWIND_ROLE: oneOf(['all', 'bot', 'worker']).default('all'),
  PORT: port.default(3978),
  HEALTH_PORT: port.default(8081),

  TENANT_ID: guid.optional(),
  BOT_ID: guid.optional(),
  BOT_TYPE: oneOf(['UserAssignedMSI', 'SingleTenant']).optional(),
  BOT_SECRET: secret.optional(),
  SSO_CLIENT_ID: guid.optional(),
  SSO_RESOURCE: name.optional(),
  SSO_CLIENT_SECRET: secret.optional(),
  PUBLIC_URL: address.optional(),
  WORKER_CLIENT_ID: guid.optional(),
  WORKER_CLIENT_SECRET: secret.optional(),
  CLI_CLIENT_ID: guid.optional(),
  /** Azure's own name for it: which managed identity of the place is meant. */
  AZURE_CLIENT_ID: guid.optional(),

  REDIS_URL: redisUrl.optional(),
  REDIS_HOST: redisHost.optional(),
  DATABASE_URL: databaseUrl.optional(),

  GRAPH_BASE_URL: address.default('https://graph.microsoft.com'),
  GRAPH_VERSION: oneOf(['v1.0', 'beta']).default('v1.0'),
  AUTHORITY_HOST: address.default('https://login.microsoftonline.com'),
  CHANNEL_OPENID_METADATA_URL: address.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  CHANNEL_TOKEN_ISSUER: name.default('https://api.botframework.com'),
  CHANNEL_LOGIN_URL: address.optional(),
  SERVICE_URL_HOSTS: hosts.default(['smba.trafficmanager.net']),
  /** By default `*.sharepoint.com`, and loopback where the other addresses are loopback. */
  FILE_HOSTS: hostPatterns.optional(),
  ALLOW_LOOPBACK: flag.default(false),

  DEFAULT_ZONE: zone.default('UTC'),
  APPROVAL_WINDOW_MINUTES: minutes.default(60),
  EXECUTION_WINDOW_MINUTES: minutes.default(15),
  PREVIEW_MAX_AGE_MINUTES: minutes.default(30),
  PLAN_WINDOW_MINUTES: minutes.default(30),
  QUORUM_OBJECTS: objects.default(500),
  QUORUM_SOFT_DELETES: objects.default(20),
  QUORUM_STRICT: flag.default(false),
  ADMINISTRATOR_ROLE_IDS: objectIds.default([]),
  READER_ROLE_IDS: objectIds.default([]),
  PERSON_ALIASES: aliases.default([]),
  EMERGENCY_ACCOUNTS: objectIds.default([]),
  PRIVILEGED_GROUPS: objectIds.default([]),
  DETAIL_CONVERSATIONS: list.default([]),
  INCIDENT_CONVERSATION: name.optional(),
  APPROVAL_AUTH_CONTEXT: z
    .string()
    .regex(/^c[1-9]\d?$/, 'is not an authentication context (c1 to c99)')
    .optional(),
  APPROVAL_AUTH_MAX_AGE_MINUTES: minutes.optional(),

  POLL_MIN_MS: milliseconds.default(5_000),
  POLL_MAX_MS: milliseconds.default(60_000),
  RECOVERY_DISABLED: flag.default(false),
  RETENTION_DAYS: days.default(400),
  CHANGES_RETENTION_DAYS: days.default(30),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const SETTING_NAMES = Object.keys(settingsSchema.shape) as readonly SettingName[];

/** What only somebody who means the real Microsoft (or a substitute for it) sets: with any of them there is no silent sandbox. */
export const MICROSOFT_SETTINGS = [
  'TENANT_ID', 'BOT_ID', 'BOT_TYPE', 'BOT_SECRET', 'SSO_CLIENT_ID', 'SSO_RESOURCE', 'SSO_CLIENT_SECRET', 'PUBLIC_URL',
  'WORKER_CLIENT_ID', 'WORKER_CLIENT_SECRET', 'CLI_CLIENT_ID', 'REDIS_HOST', 'GRAPH_BASE_URL', 'AUTHORITY_HOST',
  'CHANNEL_OPENID_METADATA_URL', 'CHANNEL_TOKEN_ISSUER', 'CHANNEL_LOGIN_URL', 'SERVICE_URL_HOSTS', 'FILE_HOSTS', 'ALLOW_LOOPBACK',
] as const satisfies readonly SettingName[]; // prettier-ignore

/** What is wrong with one setting, or with one that is missing. Never its value. */
export interface Problem {
  readonly setting: string;
  readonly problem: string;
}
