/**
 * The sign-in page's half of the sign-on: authorization code with PKCE, asking directly for the Graph scope of one press.
 * No refresh token is asked for, and each redemption has an MSAL application of its own: the token dies with the request.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
import { ClientAuthError, ConfidentialClientApplication, type AuthenticationResult } from '@azure/msal-node';
import { z } from 'zod/v4';
import { refused, type Refusal } from '../approvals/refusal';
import type { Clock } from '../shared/clock';
import { authorityOf, httpsNameOf } from './authority';
import type { ClientSettings } from './client-proof';
import { EntraLine } from './entra-line';
import { personClaimsSchema, personOf, type SignedOnPerson } from './signed-on-person';
import { createTenantKeys } from './tenant-keys';
import { noTokenOf, type NoToken } from './token-answer';
import { verifyToken, type FailedCheck } from './verify-token';
import type { Visit } from './visit';

export interface SignInQuestion extends Pick<Visit, 'state' | 'nonce' | 'codeChallenge'> {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Sign-in name of the person who is expected; saves them picking an account. */
  readonly loginHint?: string | undefined;
  /** JSON for step-up: claimsForContext, or what an exchange's `interactionRequired` brought. */
  readonly claims?: string | undefined;
  /** `login` makes the person prove themselves again, for a fresh `auth_time`. */
  readonly prompt?: 'login' | 'select_account' | undefined;
}

interface SignInAnswer extends Pick<Visit, 'verifier' | 'nonce'> {
  readonly code: string;
  /** The same as in the question. */
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

export type Redeemed =
  | { readonly kind: 'token'; readonly accessToken: string; readonly person: SignedOnPerson }
  | { readonly kind: 'signOnRefused'; readonly refusal: Refusal }
  | NoToken;

export interface CodeFlow {
  authorizeUrl(question: SignInQuestion): string;
  /**
   * The caller compares `person.personId` with the presser: a token of somebody else must not be used.
   *
   * @throws UnavailableError when Entra is busy or away
   */
  redeem(answer: SignInAnswer): Promise<Redeemed>;
}

/** The `claims` that ask for an authentication context, in both tokens. */
export function claimsForContext(context: string): string {
  const acrs = { essential: true, value: context };
  return JSON.stringify({ id_token: { acrs }, access_token: { acrs } });
}

export function createCodeFlow({ clock, ...settings }: ClientSettings & { readonly clock: Clock }): CodeFlow {
  const { issuer, keysUrl, authorizeUrl } = authorityOf(settings);
  const expectation = { keys: createTenantKeys(keysUrl, clock), issuer, audience: settings.clientId, clock };
  return {
    authorizeUrl: (question) => `${authorizeUrl}?${queryOf(question, settings.clientId).toString()}`,
    redeem: async (answer) => {
      const line = new EntraLine(settings);
      const result = await acquire(answer, { settings, line }).catch((error: unknown) => noResultOf(error, line));
      if ('kind' in result) return result;
      const claims = await verifyToken(result.idToken, expectation);
      const person = judge(claims, { tenantId: settings.tenantId, nonce: answer.nonce });
      if (person.kind === 'refused') return signOnRefused(person);
      return { kind: 'token', accessToken: result.accessToken, person };
    },
  };
}

function queryOf({ scopes, loginHint, ...question }: SignInQuestion, clientId: string): URLSearchParams {
  const { state, nonce, codeChallenge, redirectUri, claims, prompt } = question;
  return new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: redirectUri,
    scope: ['openid', 'profile', ...scopes].join(' '),
    state,
    nonce,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...(loginHint === undefined ? {} : { login_hint: loginHint }),
    ...(claims === undefined ? {} : { claims }),
    ...(prompt === undefined ? {} : { prompt }),
  });
}

interface Acquiring {
  readonly settings: ClientSettings;
  readonly line: EntraLine;
}

async function acquire(
  { code, verifier, nonce, redirectUri, scopes }: SignInAnswer,
  { settings, line }: Acquiring,
): Promise<AuthenticationResult> {
  const { tenantId, clientId, clientSecret, assertion } = settings;
  const host = httpsNameOf(settings.authorityHost);
  const application = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${host}/${tenantId}`,
      knownAuthorities: [new URL(host).host],
      ...(clientSecret === undefined ? { clientAssertion: assertion } : { clientSecret }),
    },
    system: { networkClient: line.networkClient() },
  });
  const request = { code, codeVerifier: verifier, nonce, redirectUri, scopes: [...scopes] };
  return await application.acquireTokenByCode(request);
}

/** MSAL compares the nonce too, and is faster than we are. */
function noResultOf(error: unknown, line: EntraLine): Exclude<Redeemed, { kind: 'token' }> {
  const isNonce = error instanceof ClientAuthError && error.errorCode === 'nonce_mismatch';
  return isNonce ? signOnRefused(invalid('nonce')) : noTokenOf(line.heard, error);
}

const signOnRefused = (refusal: Refusal) => ({ kind: 'signOnRefused', refusal }) as const;

const idClaimsSchema = personClaimsSchema.extend({ nonce: z.string().optional() });

function judge(
  payload: Awaited<ReturnType<typeof verifyToken>>,
  { tenantId, nonce }: { readonly tenantId: string; readonly nonce: string },
): SignedOnPerson | Refusal {
  if (typeof payload === 'string') return invalid(payload);
  const { data: claims } = idClaimsSchema.safeParse(payload);
  if (!claims) return invalid('form');
  if (claims.tid !== tenantId) return invalid('tenant');
  if (claims.nonce !== nonce) return invalid('nonce');
  // Who may press was decided at the channel's gate; here the claim is only an extra word against.
  if (String(claims.acct) === '1') return refused('guest');
  return personOf(claims) ?? invalid('person');
}

const invalid = (check: FailedCheck): Refusal => refused('signOnInvalid', { check });
