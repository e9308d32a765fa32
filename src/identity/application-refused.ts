import { UnavailableError } from '../shared/errors';
import type { NoToken } from './token-answer';

/** What Entra found wrong. Its numbers may change: they choose words for whoever mends it, and decide nothing. */
export type Blamed = 'proof' | 'application' | 'tenant' | 'unknown';

/**
 * Entra refuses an application of ours: a definite no, which the people who run Rewind can mend (a new secret, consent, another tenant).
 * Work that needs the token waits for that, as it waits for whatever is away.
 */
export class ApplicationRefusedError extends UnavailableError {
  readonly blamed: Blamed;
  /** OAuth's word, and Entra's number (AADSTS…) where there is one. Both may be logged. */
  readonly why: string;

  constructor(
    clientId: string,
    { why, blamed }: { readonly why: string; readonly blamed: Blamed },
    options?: ErrorOptions,
  ) {
    super('identity/application-refused', `Entra refused the application ${clientId}: ${why}`, options);
    this.why = why;
    this.blamed = blamed;
  }
}

/** @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const NO_SUCH_TENANT = [90002, 900021, 900023];

export function applicationRefused(clientId: string, noToken: NoToken, options: ErrorOptions): ApplicationRefusedError {
  if (noToken.kind !== 'refused')
    return new ApplicationRefusedError(clientId, { why: noToken.kind, blamed: 'unknown' }, options);
  const { error, code } = noToken;
  return new ApplicationRefusedError(
    clientId,
    { why: `${error} ${String(code ?? '')}`.trim(), blamed: blamedIn(error, code) },
    options,
  );
}

function blamedIn(error: string, code: number | undefined): Blamed {
  if (code !== undefined && NO_SUCH_TENANT.includes(code)) return 'tenant';
  if (error === 'invalid_client') return 'proof';
  return error === 'unauthorized_client' ? 'application' : 'unknown';
}
