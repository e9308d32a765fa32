/** `/oauth2/v2.0/token`: who asks is proved first, then one function per grant. Knows no HTTP. */
import { APPLICATIONS, TENANT_ID } from '../cast';
import type { AuthorizationCodes } from './authorization-codes';
import { GRAPH, readScopes, REGISTRATIONS, type AskedScopes, type Registration } from './registrations';
import type { Switches } from './switches';
import { tokenError, type TokenError } from './token-error';
import { memberOf, type SignOn, type Tokens } from './tokens';

const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const EXPIRES_IN_S = 3599;

export interface Issuer {
  readonly tokens: Tokens;
  readonly codes: AuthorizationCodes;
  readonly switches: Switches;
}

export type Form = Readonly<Record<string, string | undefined>>;

export interface TokenGrant {
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly access_token: string;
  readonly scope?: string;
  readonly id_token?: string;
  readonly client_info?: string;
}

export function grantToken(form: Form, issuer: Issuer): TokenGrant | TokenError {
  const application = provenApplication(form, issuer);
  if ('error' in application) return application;
  const asked = readScopes(form['scope'] ?? '');
  const { grant_type: grant } = form;
  if (grant === 'client_credentials') return grantToApplication({ application, asked, form }, issuer);
  if (grant === ON_BEHALF_OF) return grantOnBehalfOf({ application, asked, form }, issuer);
  if (grant === 'authorization_code') return grantForCode({ application, asked, form }, issuer);
  return tokenError('unknownGrant');
}

function provenApplication(form: Form, { tokens, switches }: Issuer): Registration | TokenError {
  const application = REGISTRATIONS.find(({ id }) => id === form['client_id']?.toLowerCase());
  if (!application) return tokenError('unknownApplication');
  const assertion = form['client_assertion'];
  if (assertion !== undefined)
    return application.vouchers.some((voucher) => voucher === tokens.voucherOf(assertion))
      ? application
      : tokenError('wrongAssertion');
  if (form['client_secret'] !== application.secret) return tokenError('wrongSecret');
  return switches.expiredSecretsOf.includes(application.id) ? tokenError('expiredSecret') : application;
}

function grantToApplication(
  { application: { id, roles }, asked: { resource, names }, form }: Asking,
  { tokens }: Issuer,
) {
  if (!resource) return tokenError('unknownResource');
  if (names.length !== 1 || names[0] !== '.default') return tokenError('scopeNotDefault');
  const access_token = tokens.forApplication(id, {
    resource,
    roles: resource === GRAPH ? roles : [],
    claims: form['claims'],
  });
  return { token_type: 'Bearer', expires_in: EXPIRES_IN_S, access_token } as const;
}

interface Asking {
  readonly application: Registration;
  readonly asked: AskedScopes;
  readonly form: Form;
}

function grantOnBehalfOf({ application, asked, form }: Asking, issuer: Issuer): TokenGrant | TokenError {
  const { aud, oid } = issuer.tokens.openAssertion(form['assertion'] ?? '') ?? {};
  const person = memberOf(oid);
  if (!person || form['requested_token_use'] !== 'on_behalf_of') return tokenError('badAssertion');
  if (aud !== application.id || aud !== APPLICATIONS.signOn.id) return tokenError('assertionOfAnotherApplication');
  if (issuer.switches.interactions.length > 0)
    return tokenError('interactionRequired', issuer.switches.interactions.shift());
  return grantToPerson({ person }, { application, asked, form }, issuer);
}

function grantForCode({ application, asked, form }: Asking, issuer: Issuer): TokenGrant | TokenError {
  const authorization = issuer.codes.redeem({
    code: form['code'],
    verifier: form['code_verifier'],
    clientId: application.id,
    redirectUri: form['redirect_uri'],
  });
  if ('error' in authorization) return authorization;
  const { signOn, nonce } = authorization;
  return grantToPerson(signOn, { application, asked, form, nonce }, issuer);
}

/** Exactly the scopes that were asked for; the real Entra may add every consented one. */
function grantToPerson(
  signOn: SignOn,
  { application, asked, nonce }: Asking & { readonly nonce?: string | undefined },
  { tokens, switches }: Issuer,
): TokenGrant | TokenError {
  if (asked.resource !== GRAPH) return tokenError('unknownResource');
  const scopes = asked.names.includes('.default') ? application.scopes : asked.names;
  if (!switches.isConsented || scopes.some((scope) => !application.scopes.includes(scope)))
    return tokenError('consentMissing');
  const clientId = application.id;
  return {
    token_type: 'Bearer',
    expires_in: EXPIRES_IN_S,
    access_token: tokens.graphForPerson(signOn.person, { clientId, scopes }),
    scope: scopes.map((scope) => `${GRAPH}/${scope}`).join(' '),
    ...(asked.wantsIdToken ? { id_token: tokens.idToken(signOn, { clientId, nonce }) } : {}),
    client_info: Buffer.from(JSON.stringify({ uid: signOn.person.id, utid: TENANT_ID })).toString('base64url'),
  };
}
