/** The checks that every token gets, whatever it is for: size, signature, issuer, audience, lifetime. */
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../shared/clock';
import { UnavailableError } from '../shared/errors';

const MAX_CHARACTERS = 16_384;
const SKEW_SECONDS = 60;

/** Which check a token did not pass. It goes to the log, not to the person. */
export type FailedCheck =
  | 'size' | 'form' | 'signature' | 'expired' | 'notYetValid' | 'issuer' | 'audience' | 'lifetime'
  | 'tenant' | 'version' | 'client' | 'scope' | 'application' | 'accountKind' | 'nonce' | 'person'; // prettier-ignore

export interface TokenExpectation {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
}

/** @throws UnavailableError when the signing keys cannot be had */
export async function verifyToken(
  token: string,
  { keys, issuer, audience, clock }: TokenExpectation,
): Promise<JWTPayload | FailedCheck> {
  if (token.length > MAX_CHARACTERS) return 'size';
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer,
      audience,
      clockTolerance: SKEW_SECONDS,
      currentDate: clock.now(),
      requiredClaims: ['exp', 'iat'],
    });
    return payload.aud === audience ? payload : 'audience';
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    if (error instanceof errors.JOSEError) return checkOf(error);
    throw error;
  }
}

const CHECK_OF_CLAIM: Readonly<Record<string, FailedCheck>> = {
  iss: 'issuer',
  aud: 'audience',
  nbf: 'notYetValid',
  exp: 'lifetime',
  iat: 'lifetime',
};

function checkOf(error: errors.JOSEError): FailedCheck {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return CHECK_OF_CLAIM[error.claim] ?? 'form';
  const isForm = error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid;
  return isForm ? 'form' : 'signature';
}
