/**
 * Tokens of our own applications: the reading identity for Graph, and the bot for the Bot Connector. A secret where there is one,
 * otherwise the managed identity of the place Rewind runs in. None of them can start anything in Microsoft.
 */
import { ClientSecretCredential, ManagedIdentityCredential } from '@azure/identity';
import { RewindError, UnavailableError } from '../shared/errors';
import { splitLoginUrl, type AuthoritySettings } from './authority';
import { EntraLine } from './entra-line';
import { noTokenOf } from './token-answer';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';
const FEDERATION_SCOPE = 'api://AzureADTokenExchange/.default';

export interface ApplicationCredential {
  /**
   * Kept until shortly before it expires; people asking at the same time share one question.
   *
   * @throws UnavailableError when it cannot be had now; RewindError `identity/…` when Entra refuses the application
   */
  accessToken(): Promise<string>;
}

export interface ApplicationIdentity {
  readonly clientId: string;
  /** Unset: `clientId` is a managed identity. */
  readonly clientSecret?: string | undefined;
}

/** The reading identity, for Graph. */
export function createReadingCredential(settings: AuthoritySettings & ApplicationIdentity): ApplicationCredential {
  return createCredential(settings, GRAPH_SCOPE);
}

/** The bot, for the Bot Connector. `loginUrl` is the authority with the tenant (CHANNEL_LOGIN_URL). */
export function createBotCredential({
  loginUrl,
  ...identity
}: ApplicationIdentity & { readonly loginUrl: string }): ApplicationCredential {
  return createCredential({ ...splitLoginUrl(loginUrl), ...identity }, CONNECTOR_SCOPE);
}

/** What the sign-on application presents instead of a secret: the managed identity's word (federated credential). */
export function createFederatedAssertion(managedIdentityId: string): () => Promise<string> {
  const ask = askManagedIdentity(managedIdentityId, FEDERATION_SCOPE);
  return async () => await ask();
}

function createCredential(settings: AuthoritySettings & ApplicationIdentity, scope: string): ApplicationCredential {
  const { clientId, clientSecret } = settings;
  const ask =
    clientSecret === undefined
      ? askManagedIdentity(clientId, scope)
      : askWithSecret({ ...settings, clientSecret }, scope);
  let asking: Promise<string> | undefined;
  return {
    accessToken: () => {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}

function askWithSecret(
  { clientSecret, ...settings }: AuthoritySettings & ApplicationIdentity & { readonly clientSecret: string },
  scope: string,
): () => Promise<string> {
  const line = new EntraLine(settings);
  const { tenantId, clientId } = settings;
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, line.credentialOptions());
  return async () => {
    line.forget();
    try {
      return (await credential.getToken(scope)).token;
    } catch (error) {
      const noToken = noTokenOf(line.heard, error);
      const why = noToken.kind === 'refused' ? `${noToken.error} ${String(noToken.code ?? '')}`.trim() : noToken.kind;
      throw new RewindError('identity/application-refused', `Entra refused the application ${clientId}: ${why}`, {
        cause: error,
      });
    }
  };
}

function askManagedIdentity(clientId: string, scope: string): () => Promise<string> {
  const credential = new ManagedIdentityCredential({ clientId });
  return async () => {
    try {
      return (await credential.getToken(scope)).token;
    } catch (cause) {
      // An identity that is not there yet looks the same as one whose endpoint is away.
      throw new UnavailableError('identity/managed-identity-away', 'the managed identity gave no token', { cause });
    }
  };
}
