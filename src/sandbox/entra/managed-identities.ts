/**
 * The managed identities of the place Rewind runs in, as App Service and Container Apps hand out their tokens.
 * Source: https://learn.microsoft.com/azure/container-apps/managed-identity#rest-endpoint-reference
 */
import { APPLICATIONS, VOUCHING_IDENTITY } from '../cast';
import { BOT_FRAMEWORK, FEDERATION_AUDIENCE, GRAPH, REGISTRATIONS } from './registrations';
import type { Tokens } from './tokens';

const API_VERSION = '2019-08-01';
/** The bot and the reading identity may be managed identities themselves. */
const IDENTITIES: readonly string[] = [VOUCHING_IDENTITY, APPLICATIONS.bot.id, APPLICATIONS.reading.id];
const STORES = ['https://redis.azure.com', 'https://ossrdbms-aad.database.windows.net'];
const LIFETIME_S = 3600;

export interface ManagedIdentities {
  readonly fetch: (request: Request) => Response;
  /** What X-IDENTITY-HEADER has to be. */
  readonly header: string;
  /** Every token that was handed out, oldest first. */
  readonly handedOut: readonly { readonly clientId: string; readonly resource: string }[];
}

export function createManagedIdentities(tokens: Tokens): ManagedIdentities {
  const header = 'pretend-identity-header';
  const handedOut: { clientId: string; resource: string }[] = [];
  return {
    header,
    handedOut,
    fetch: (request) => {
      const asked = askedIn(request);
      if (asked.header !== header || asked.version !== API_VERSION) return refusal(401, 'not from this machine');
      const { clientId, resource } = asked;
      const token = IDENTITIES.includes(clientId) ? tokenFor(clientId, resource, tokens) : undefined;
      if (token === undefined) return refusal(400, 'no such identity or resource');
      handedOut.push({ clientId, resource });
      const expires_on = String(Math.floor(Date.now() / 1000) + LIFETIME_S);
      return Response.json({ access_token: token, expires_on, resource, client_id: clientId, token_type: 'Bearer' });
    },
  };
}

function askedIn({ url, headers }: Request) {
  const { searchParams } = new URL(url);
  const said = (name: string): string => searchParams.get(name) ?? '';
  return {
    clientId: said('client_id'),
    resource: said('resource'),
    version: said('api-version'),
    header: headers.get('x-identity-header'),
  };
}

function tokenFor(clientId: string, resource: string, tokens: Tokens): string | undefined {
  if (resource === FEDERATION_AUDIENCE) return tokens.federatedAssertion(clientId);
  if (resource === BOT_FRAMEWORK || STORES.includes(resource))
    return tokens.forApplication(clientId, { resource, roles: [] });
  if (resource !== GRAPH) return undefined;
  const roles = REGISTRATIONS.find(({ id }) => id === clientId)?.roles ?? [];
  return tokens.forApplication(clientId, { resource, roles });
}

const refusal = (status: number, message: string): Response =>
  Response.json({ statusCode: status, message }, { status });
