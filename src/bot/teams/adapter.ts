/** The SDK's adapter: its real validation of channel tokens, our own credentials towards the channel, and no other door. */
import { TeamsAdapter } from '@microsoft/teams-ai';
import type { AccessToken } from '../../shared/access-token';
import { createConnectorHttp } from './connector-http';
import { areChannelClaims } from './guard';
import type { TeamsSettings } from './teams-settings';

/** The SDK reads these two by their shape; its package with the classes is not imported. */
type Shape<Value> = Pick<Value, keyof Value>;
type CredentialsFactory = Shape<NonNullable<ConstructorParameters<typeof TeamsAdapter>[1]>>;
type Authentication = Shape<NonNullable<ConstructorParameters<typeof TeamsAdapter>[2]>>;

const CONNECTOR_SCOPE = 'https://api.botframework.com';

export function createAdapter(settings: TeamsSettings, botToken: AccessToken): TeamsAdapter {
  const { botId, tenantId, openIdMetadataUrl, tokenIssuer } = settings;
  const configuration = {
    MicrosoftAppId: botId,
    MicrosoftAppTenantId: tenantId,
    ValidateAuthority: true,
    ToChannelFromBotLoginUrl: 'unused: the bot brings its own token',
    ToChannelFromBotOAuthScope: CONNECTOR_SCOPE,
    ToBotFromChannelTokenIssuer: tokenIssuer,
    OAuthUrl: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
    // The emulator's door is shut by validateClaims; if it were ever tried, it would find the channel's keys.
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  };
  const authentication: Authentication = {
    requiredEndorsements: [],
    validateClaims: (claims) => {
      const named = Object.fromEntries(claims.map(({ type, value }): [string, unknown] => [type, value]));
      return areChannelClaims(named, settings) ? Promise.resolve() : Promise.reject(new Error('not a channel token'));
    },
  };
  const http = { httpClient: createConnectorHttp(settings, botToken) };
  return new TeamsAdapter(configuration, credentialsOf(botId, botToken), authentication, http);
}

/** The SDK's own credentials cannot use another authority than Microsoft's. */
function credentialsOf(botId: string, botToken: AccessToken): CredentialsFactory {
  return {
    isValidAppId: (id) => Promise.resolve(id === botId),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () =>
      Promise.resolve({
        signRequest: async (request) => {
          request.headers.set('authorization', `Bearer ${await botToken()}`);
          return request;
        },
      }),
  };
}
