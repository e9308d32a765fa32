/** Codes that the authorize page hands out: for one application, one address, one PKCE challenge, ten minutes, and once. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock';
import { tokenError, type TokenError } from './token-error';
import type { SignOn } from './tokens';

const LIFETIME_MS = 10 * 60_000;

export interface Authorization {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly nonce?: string | undefined;
  readonly signOn: SignOn;
}

export interface Redemption {
  readonly code: string | undefined;
  readonly verifier: string | undefined;
  readonly clientId: string;
  readonly redirectUri: string | undefined;
}

export class AuthorizationCodes {
  private readonly issued = new Map<string, { readonly authorization: Authorization; readonly expiresAt: number }>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  issue(authorization: Authorization): string {
    const code = randomBytes(32).toString('base64url');
    this.issued.set(code, { authorization, expiresAt: this.clock.now().getTime() + LIFETIME_MS });
    return code;
  }

  redeem({ code = '', verifier = '', clientId, redirectUri }: Redemption): Authorization | TokenError {
    const found = this.issued.get(code);
    this.issued.delete(code);
    if (!found || found.expiresAt <= this.clock.now().getTime() || found.authorization.clientId !== clientId)
      return tokenError('codeUsedOrUnknown');
    if (found.authorization.redirectUri !== redirectUri) return tokenError('wrongRedirect');
    if (challengeOf(verifier) !== found.authorization.codeChallenge) return tokenError('wrongVerifier');
    return found.authorization;
  }
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
