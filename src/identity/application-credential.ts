/**
 * Tokens of our own applications: the reading identity for Graph, and the bot for the Bot Connector. A secret where there is one,
 * otherwise the managed identity of the place Rewind runs in. None of them can start anything in Microsoft.
 */
import { ClientAssertionCredential, ClientSecretCredential, type AccessToken as LibraryToken } from '@azure/identity';
import { decodeJwt } from 'jose';
import type { AccessToken } from '../shared/access-token';
import { ApplicationRefusedError, applicationRefused } from './application-refused';
import { splitLoginUrl, type AuthoritySettings } from './authority';
import type { ClientProof, ClientSettings } from './client-proof';
import { EntraLine } from './entra-line';
import { keepToken, type AskForToken, type Granted } from './kept-token';
import { askManagedIdentity } from './managed-identity';
import { noTokenOf } from './token-answer';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';
const FEDERATION_SCOPE = 'api://AzureADTokenExchange/.default';

export interface ApplicationCredential {
  /**
   * Kept until shortly before it expires; people asking at the same time share one question.
   *
   * @throws UnavailableError when it cannot be had now; of these, ApplicationRefusedError when Entra refuses the application
   */
  readonly accessToken: AccessToken;
}

export interface ApplicationIdentity {
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Who vouches for the application. Without it, and without a secret, `clientId` is a managed identity itself. */
  readonly assertion?: (() => Promise<string>) | undefined;
}

/** The reading identity, for Graph, which may take a token back at any moment (continuous access evaluation): its client is told so. */
export function createReadingCredential(settings: AuthoritySettings & ApplicationIdentity): ApplicationCredential {
  return { accessToken: keepToken(ofTenant(settings, asking(settings, { scope: GRAPH_SCOPE, enableCae: true }))) };
}

/** The bot, for the Bot Connector. `loginUrl` is the authority with the tenant (CHANNEL_LOGIN_URL). */
export function createBotCredential({
  loginUrl,
  ...identity
}: ApplicationIdentity & { readonly loginUrl: string }): ApplicationCredential {
  return { accessToken: keepToken(asking({ ...splitLoginUrl(loginUrl), ...identity }, { scope: CONNECTOR_SCOPE })) };
}

/** What an application presents instead of a secret: the managed identity's word (federated credential). */
export function createFederatedAssertion(managedIdentityId: string | undefined): () => Promise<string> {
  const ask = askManagedIdentity(managedIdentityId, FEDERATION_SCOPE);
  return async () => (await ask()).token;
}

/** A proof costs Entra a token, which nobody uses. */
const PROVED_FOR_MS = 15 * 60_000;

/**
 * Whether Entra knows the sign-on application and takes its proof, asked without a person: its own token for Graph, which is thrown away
 * (the application has no permission of its own). What else Entra may refuse here says nothing about a person's sign-on.
 */
export function createSignOnProof(settings: ClientSettings): () => Promise<void> {
  const { tenantId, clientId, clientSecret, assertion } = settings;
  let provedUntil = 0;
  return async () => {
    if (Date.now() < provedUntil) return;
    const line = new EntraLine(settings);
    const proof = clientSecret === undefined ? { assertion } : { clientSecret };
    const credential = await provenBy(proof, { tenantId, clientId }, line);
    await credential.getToken(GRAPH_SCOPE).catch((cause: unknown) => {
      const refused = applicationRefused(clientId, noTokenOf(line.heard, cause), { cause });
      if (refused.blamed !== 'unknown') throw refused;
    });
    provedUntil = Date.now() + PROVED_FOR_MS;
  };
}

/** A managed identity has the tenant of the place it stands in, whatever TENANT_ID says: Rewind would read somebody else's directory. */
function ofTenant({ tenantId, clientId }: AuthoritySettings & ApplicationIdentity, ask: AskForToken): AskForToken {
  return async (refused) => {
    const granted = await ask(refused);
    const told = tenantIn(granted.token);
    if (told === undefined || told === tenantId.toLowerCase()) return granted;
    throw new ApplicationRefusedError(clientId, { why: 'a token of another tenant', blamed: 'tenant' });
  };
}

/** @returns `undefined` where the token cannot be read: it is Graph's, and its form is nobody's promise */
function tenantIn(token: string): string | undefined {
  try {
    const { tid } = decodeJwt(token);
    return typeof tid === 'string' ? tid.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}

interface Wanted {
  readonly scope: string;
  readonly enableCae?: boolean;
}

function asking(settings: AuthoritySettings & ApplicationIdentity, wanted: Wanted): AskForToken {
  const { clientId, clientSecret, assertion } = settings;
  if (clientSecret !== undefined) return askWithProof(settings, { clientSecret }, wanted);
  return assertion ? askWithProof(settings, { assertion }, wanted) : askManagedIdentity(clientId, wanted.scope);
}

/** A credential for each question: its own cache would give a refused token again. */
function askWithProof(
  settings: AuthoritySettings & Pick<ApplicationIdentity, 'clientId'>,
  proof: ClientProof,
  { scope, enableCae = false }: Wanted,
): AskForToken {
  const { clientId } = settings;
  return async (refused) => {
    const line = new EntraLine(settings);
    const credential = await provenBy(proof, settings, line);
    const claims = refused?.claims === undefined ? {} : { claims: refused.claims };
    try {
      return grantedOf(await credential.getToken(scope, { enableCae, ...claims }));
    } catch (cause) {
      throw applicationRefused(clientId, noTokenOf(line.heard, cause), { cause });
    }
  };
}

/** The assertion is had first: that the managed identity is away is not Entra's word. */
async function provenBy(
  proof: ClientProof,
  { tenantId, clientId }: { readonly tenantId: string; readonly clientId: string },
  line: EntraLine,
): Promise<ClientSecretCredential | ClientAssertionCredential> {
  const options = line.credentialOptions();
  if (proof.clientSecret !== undefined)
    return new ClientSecretCredential(tenantId, clientId, proof.clientSecret, options);
  const assertion = await proof.assertion();
  return new ClientAssertionCredential(tenantId, clientId, () => Promise.resolve(assertion), options);
}

const grantedOf = ({ token, expiresOnTimestamp, refreshAfterTimestamp }: LibraryToken): Granted => ({
  token,
  expiresAt: expiresOnTimestamp,
  refreshAt: refreshAfterTimestamp,
});
