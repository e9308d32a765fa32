/** Microsoft as the product sees it: what the reading identity reads, and the power that one press brings. */
import type { Config } from './config';
import { createAuditReader } from './graph/audit-reader';
import { createBackupReader } from './graph/backup-reader';
import { createGraphClient, type GraphSettings } from './graph/client';
import { createDirectoryReader } from './graph/directory-reader';
import { createPower } from './graph/power';
import {
  createBotCredential,
  createFederatedAssertion,
  createReadingCredential,
  createSignOnProof,
} from './identity/application-credential';
import type { ClientProof, ClientSettings } from './identity/client-proof';
import { createCodeFlow, type CodeFlow } from './identity/code-flow';
import type { OwnSignIn } from './identity/own-sign-ins';
import { createPersonExchange } from './identity/person-exchange';
import { createSignOn } from './identity/sign-on';
import { createSignOnVerifier } from './identity/sign-on-verifier';
import type { AuditReader, BackupReader, DirectoryReader, Power } from './recovery/ports';
import type { SignOn } from './recovery/press-ports';
import type { AccessToken } from './shared/access-token';
import type { Clock } from './shared/clock';
import type { PersonId } from './shared/ids';
import type { Log } from './shared/log';

export interface Microsoft {
  readonly backup: BackupReader;
  readonly directory: DirectoryReader;
  readonly audit: AuditReader;
  readonly signOn: SignOn;
  readonly codeFlow: CodeFlow;
  readonly powerOf: (personId: PersonId, accessToken: string) => Power;
  /** Of the reading identity, towards Graph. */
  readonly readingToken: AccessToken;
  /** Towards the Bot Connector. */
  readonly botToken: AccessToken;
  /** Those that this process needs: the worker has none of the bot's. */
  readonly signIns: readonly OwnSignIn[];
}

/** Shorter than the listing's lag: a start that was not answered by then is looked for in the list, never still on its way. */
const PERSON_TIMEOUT_MS = 10_000;

export function microsoftOf({
  config,
  clock,
  log,
}: {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}): Microsoft {
  const { authorityHost, tenantId, administratorRoleIds, readerRoleIds } = config;
  const authority = { authorityHost, tenantId };
  const roles = { administratorRoleIds, readerRoleIds };
  const graph: GraphSettings = { ...config.graph, log };
  const readingToken = toldWhenRefused(createReadingCredential({ ...authority, ...config.reading }).accessToken, log);
  const assertion = createFederatedAssertion(config.managedIdentity.clientId);
  const botToken = toldWhenRefused(botCredentialOf(config, assertion).accessToken, log);
  const reading = createGraphClient(graph, readingToken);
  const powerOf = (personId: PersonId, accessToken: string) =>
    createPower({ graph: { ...graph, timeoutMs: PERSON_TIMEOUT_MS }, accessToken, personId, reading, ...roles });
  const client: ClientSettings = { ...authority, clientId: config.signOn.clientId, ...proofOf(config, assertion) };
  return {
    backup: createBackupReader({ client: reading }),
    directory: createDirectoryReader({ client: reading, clock, ...roles }),
    audit: createAuditReader(graph, readingToken),
    signOn: createSignOn({
      verifier: createSignOnVerifier({ ...authority, audience: config.signOn.clientId, clock }),
      exchange: createPersonExchange(client),
      clock,
      powerOf,
    }),
    codeFlow: createCodeFlow({ ...client, clock }),
    powerOf,
    readingToken,
    botToken,
    signIns: signInsOf(config, { readingToken, botToken, client }),
  };
}

/** As an application with a secret, one that the managed identity vouches for, or that identity itself. */
function botCredentialOf({ bot, channel: { loginUrl } }: Config, assertion: () => Promise<string>) {
  const identity = { loginUrl, clientId: bot.id, clientSecret: bot.secret };
  return createBotCredential(bot.isManagedIdentity ? identity : { ...identity, assertion });
}

interface Own {
  readonly readingToken: AccessToken;
  readonly botToken: AccessToken;
  readonly client: ClientSettings;
}

function signInsOf(config: Config, { readingToken, botToken, client }: Own): readonly OwnSignIn[] {
  const settings = settingsOf(config);
  const reading = { who: 'the reading identity', prove: () => readingToken(), settings: settings.reading };
  if (config.role === 'worker') return [reading];
  return [
    reading,
    { who: 'the bot', prove: () => botToken(), settings: settings.bot },
    { who: 'the sign-on application', prove: createSignOnProof(client), settings: settings.signOn },
  ];
}

/** A refusal is replaced in silence, so the log is the only place where somebody can see that it happens. */
function toldWhenRefused(accessToken: AccessToken, log: Log): AccessToken {
  return async (refused) => {
    if (refused) log.warn({ isChallenge: refused.claims !== undefined }, 'a token of Rewind’s own was refused before its time'); // prettier-ignore
    return await accessToken(refused);
  };
}

/** Where there is no secret, the managed identity itself is named, or the one that vouches. */
function settingsOf({ reading, bot, signOn, channel, authorityHost, tenantId, managedIdentity }: Config) {
  const isOwnTenant = channel.loginUrl === `${authorityHost}/${tenantId}`;
  const tenant = 'TENANT_ID';
  const botProof = bot.isManagedIdentity ? 'BOT_ID' : managedIdentity.setting;
  return {
    reading: { id: 'WORKER_CLIENT_ID', proof: reading.clientSecret === undefined ? 'WORKER_CLIENT_ID' : 'WORKER_CLIENT_SECRET', tenant }, // prettier-ignore
    bot: { id: 'BOT_ID', proof: bot.secret === undefined ? botProof : 'BOT_SECRET', tenant: isOwnTenant ? tenant : 'CHANNEL_LOGIN_URL' }, // prettier-ignore
    signOn: {
      id: 'SSO_CLIENT_ID',
      proof: signOn.clientSecret === undefined ? managedIdentity.setting : 'SSO_CLIENT_SECRET',
      tenant,
    },
  };
}

/** The sign-on application's secret, or the word of the managed identity. */
function proofOf({ signOn: { clientSecret } }: Config, assertion: () => Promise<string>): ClientProof {
  return clientSecret === undefined ? { assertion } : { clientSecret };
}
