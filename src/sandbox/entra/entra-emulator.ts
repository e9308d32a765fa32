/**
 * A pretend Microsoft Entra for one tenant: keys, discovery, authorize page, token endpoint, with real signatures.
 * It knows the people and applications of cast.ts and nobody else.
 */
import { Hono } from 'hono';
import type { Clock } from '../../shared/clock';
import { TENANT_ID, VOUCHING_IDENTITY, type CastMember } from '../cast';
import { AuthorizationCodes } from './authorization-codes';
import { authorize } from './authorize';
import { pickPage, stoppedPage } from './authorize-page';
import { createManagedIdentities, type ManagedIdentities } from './managed-identities';
import { SigningKeys } from './signing-keys';
import { allWell, type Switches } from './switches';
import { grantToken, type Form } from './token-endpoint';
import { errorBody, tokenError } from './token-error';
import { Tokens, type Forgery, type GraphCaller } from './tokens';

/** What was asked at the token endpoint: no secrets, no tokens. */
interface TokenRequest {
  readonly grant: string;
  readonly clientId: string;
  readonly scope: string;
  /** As it was sent. */
  readonly claims: string | undefined;
  /** The object id of the managed identity that vouched for the application; undefined where it brought a secret. */
  readonly vouchedBy?: string | undefined;
  /** Undefined where a token was given. */
  readonly refusal?: string | undefined;
}

export interface EntraEmulator {
  /** Serve it with serveOnLoopback. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly switches: Switches;
  /** Every request since the start, oldest first. */
  readonly tokenRequests: readonly TokenRequest[];
  /** How often the key endpoint was asked. */
  keyRequests(): number;
  /** The tenant signs with a new key from now on. */
  rotateKeys(): void;
  /** Registers where the sign-on application may send browsers back to. */
  allowRedirectTo(uri: string): void;
  /** What Teams would get silently for this person. */
  issueSignOnToken(person: CastMember, forgery?: Forgery): string;
  /** What a managed identity would present for the sign-on application instead of a secret. */
  issueFederatedAssertion(): string;
  /** The address of the machine at which its managed identities are asked (IDENTITY_ENDPOINT). */
  readonly managedIdentities: ManagedIdentities;
  /** @returns the object id of the identity whose token for this resource it is */
  holderOf(token: string, resource: string): string | undefined;
  /**
   * What this application has by now is refused from now on, as after a revocation; with `claims` (JSON) also what it gets without them,
   * and Graph's refusal asks for them.
   */
  revokeTokensOf(clientId: string, claims?: string): void;
  /** For the pretend Graph: what a refused token's challenge asks for. */
  challengeOf(bearer: string | undefined): string | undefined;
  /** For the pretend Graph: whom a bearer token speaks for. `undefined`: answer 401. */
  verifyGraphBearer(bearer: string | undefined): GraphCaller | undefined;
  /** For the pretend Bot Connector: the application a bearer token speaks for. `undefined`: answer 401. */
  verifyConnectorBearer(bearer: string | undefined): string | undefined;
}

export interface EntraEmulatorOptions {
  readonly clock: Clock;
  /** `https://localhost:<port>`, asked for at each request: the port is known after the server listens. */
  readonly getOrigin: () => string;
}

export function createEntraEmulator({ clock, getOrigin }: EntraEmulatorOptions): EntraEmulator {
  const keys = new SigningKeys();
  const tokens = new Tokens({ keys, clock, getOrigin });
  const state = { clock, getOrigin, keys, tokens, codes: new AuthorizationCodes(clock), switches: allWell(), redirectUris: new Set<string>(), tokenRequests: new Array<TokenRequest>(), keyRequests: 0 }; // prettier-ignore
  const app = routesOf(state);
  return {
    fetch: (request) => app.fetch(request),
    switches: state.switches,
    tokenRequests: state.tokenRequests,
    keyRequests: () => state.keyRequests,
    rotateKeys: () => {
      keys.rotate();
    },
    allowRedirectTo: (uri) => {
      state.redirectUris.add(uri);
    },
    issueSignOnToken: (person, forgery) => tokens.signOn(person, forgery),
    issueFederatedAssertion: () => tokens.federatedAssertion(VOUCHING_IDENTITY),
    managedIdentities: createManagedIdentities(tokens),
    holderOf: (token, resource) => tokens.holderOf(token, resource),
    revokeTokensOf: (clientId, claims) => {
      tokens.revoke(clientId, claims);
    },
    challengeOf: (bearer) => tokens.refusalOf(bearer)?.claims,
    verifyGraphBearer: (bearer) => tokens.graphCaller(bearer),
    verifyConnectorBearer: (bearer) => tokens.connectorCaller(bearer),
  };
}

interface State extends EntraEmulatorOptions {
  readonly keys: SigningKeys;
  readonly tokens: Tokens;
  readonly codes: AuthorizationCodes;
  readonly switches: Switches;
  readonly redirectUris: Set<string>;
  readonly tokenRequests: TokenRequest[];
  keyRequests: number;
}

function routesOf(state: State): Hono {
  const app = new Hono();
  app.use('/:tenant/*', async (context, next) => {
    if (context.req.param('tenant') !== TENANT_ID)
      return context.json(errorBody(tokenError('unknownTenant'), state.clock.now()), 400);
    await next();
    return undefined;
  });
  app.get('/:tenant/v2.0/.well-known/openid-configuration', (context) => context.json(discoveryOf(state)));
  app.get('/:tenant/discovery/v2.0/keys', (context) => {
    state.keyRequests += 1;
    return state.switches.keysAnswer ? context.json(state.keys.jwks) : context.text('Service Unavailable', 503);
  });
  app.get('/:tenant/oauth2/v2.0/authorize', (context) => {
    const answer = authorize(context.req.query(), state);
    switch (answer.kind) {
      case 'stopped':
        return context.html(stoppedPage(answer.error), 400);
      case 'pick':
        return context.html(pickPage(answer.people, (person) => withPerson(context.req.url, person)));
      case 'goBack':
        return context.redirect(answer.to);
    }
  });
  app.post('/:tenant/oauth2/v2.0/token', async (context) => {
    const form = Object.fromEntries(new URLSearchParams(await context.req.text()));
    if (state.switches.tokenEndpointStatus >= 500)
      return new Response('<html>busy</html>', { status: state.switches.tokenEndpointStatus });
    const answer = answerTo(form, state);
    return 'error' in answer
      ? context.json(errorBody(answer, state.clock.now()), answer.error === 'invalid_client' ? 401 : 400)
      : context.json(answer);
  });
  return app;
}

function answerTo(form: Form, state: State) {
  const answer = grantToken(form, state);
  const { grant_type: grant = '', client_id: clientId = '', scope = '', claims, client_assertion: assertion } = form;
  const vouchedBy = assertion === undefined ? undefined : state.tokens.voucherOf(assertion);
  const refusal = 'error' in answer ? answer.error : undefined;
  state.tokenRequests.push({ grant, clientId, scope, claims, vouchedBy, refusal });
  return answer;
}

function withPerson(url: string, { id }: CastMember): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set('pretend_person', id);
  return `${pathname}?${searchParams.toString()}`;
}

function discoveryOf({ getOrigin, tokens: { issuer } }: State) {
  const base = `${getOrigin()}/${TENANT_ID}`;
  return {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
  };
}
