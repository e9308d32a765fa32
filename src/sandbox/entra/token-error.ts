/** A refusal in the shape and with the numbers of Microsoft Entra. Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
import { randomUUID } from 'node:crypto';

const REFUSALS = {
  interactionRequired: ['interaction_required', 50076, 'you must use multi-factor authentication to access the resource'],
  consentMissing: ['invalid_grant', 65001, 'The user or administrator has not consented to use the application'],
  wrongSecret: ['invalid_client', 7000215, 'Invalid client secret provided.'],
  expiredSecret: ['invalid_client', 7000222, 'The provided client secret keys are expired.'],
  wrongAssertion: ['invalid_client', 700213, 'No matching federated identity record found for presented assertion.'],
  unknownApplication: ['unauthorized_client', 700016, 'Application was not found in the directory.'],
  unknownTenant: ['invalid_request', 90002, 'Tenant not found.'],
  unknownResource: ['invalid_resource', 500011, 'The resource principal was not found in the tenant.'],
  scopeNotDefault: ['invalid_scope', 1002012, 'The provided value for scope is not valid: client credential flows use /.default.'],
  unknownGrant: ['unsupported_grant_type', 70003, 'The app requested an unsupported grant type.'],
  badAssertion: ['invalid_grant', 500133, 'Assertion is not within its valid time range, or its signature is invalid.'],
  assertionOfAnotherApplication: ['invalid_grant', 500131, 'Assertion audience does not match the Client app presenting the assertion.'],
  codeUsedOrUnknown: ['invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed.'],
  wrongVerifier: ['invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'],
  wrongRedirect: ['invalid_request', 50011, 'The redirect URI does not match the redirect URIs configured for the application.'],
  challengeMissing: ['invalid_request', 9002325, 'Proof Key for Code Exchange is required, with code_challenge_method S256.'],
  responseTypeNotCode: ['unsupported_response_type', 700054, 'Only response_type=code is enabled for the application.'],
} as const satisfies Record<string, readonly [error: string, code: number, text: string]>; // prettier-ignore
export type TokenRefusal = keyof typeof REFUSALS;

export interface TokenError {
  readonly kind: 'error';
  readonly error: string;
  readonly code: number;
  readonly text: string;
  /** What Conditional Access wants, as JSON text for the `claims` parameter. */
  readonly claims?: string | undefined;
}

export function tokenError(refusal: TokenRefusal, claims?: string): TokenError {
  const [error, code, text] = REFUSALS[refusal];
  return { kind: 'error', error, code, text: `AADSTS${String(code)}: ${text}`, claims };
}

export function errorBody({ error, code, text, claims }: TokenError, now: Date) {
  return {
    error,
    error_description: text,
    error_codes: [code],
    timestamp: now.toISOString(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    ...(error === 'interaction_required' ? { suberror: 'basic_action' } : {}),
    ...(claims === undefined ? {} : { claims }),
  };
}
