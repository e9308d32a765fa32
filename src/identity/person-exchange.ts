/**
 * A verified sign-on token becomes a Graph token of the same person. Every press has a credential of its own, whose cache dies with
 * it: a role that was taken away a minute ago is not hidden by a token from before.
 */
import { OnBehalfOfCredential } from '@azure/identity';
import type { ClientSettings } from './client-proof';
import { EntraLine } from './entra-line';
import { noTokenOf, type NoToken } from './token-answer';

type Exchanged = { readonly kind: 'token'; readonly accessToken: string } | NoToken;

export interface PersonExchange {
  /**
   * @param token - already verified by SignOnVerifier
   * @param scopes - whole names, `https://graph.microsoft.com/User.Read`
   * @throws UnavailableError when Entra is busy or away
   */
  exchangeOnBehalfOf(token: string, scopes: readonly string[]): Promise<Exchanged>;
}

export function createPersonExchange(settings: ClientSettings): PersonExchange {
  return {
    exchangeOnBehalfOf: async (token, scopes) => {
      const line = new EntraLine(settings);
      try {
        const { token: accessToken } = await credentialFor(token, settings, line).getToken([...scopes]);
        return { kind: 'token', accessToken };
      } catch (error) {
        return noTokenOf(line.heard, error);
      }
    },
  };
}

function credentialFor(userAssertionToken: string, settings: ClientSettings, line: EntraLine): OnBehalfOfCredential {
  const { tenantId, clientId, clientSecret, assertion } = settings;
  const options = { ...line.credentialOptions(), tenantId, clientId, userAssertionToken };
  return clientSecret === undefined
    ? new OnBehalfOfCredential({ ...options, getAssertion: assertion })
    : new OnBehalfOfCredential({ ...options, clientSecret });
}
