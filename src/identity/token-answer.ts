/**
 * What the token endpoint said, read from its own answer. Microsoft's libraries fold everything into one error with a text;
 * the answer itself has an error, a number and the claims.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import { z } from 'zod/v4';
import { UnavailableError } from '../shared/errors';

/** Why there is no token. */
export type NoToken =
  /** The person has to be asked (multi-factor, Conditional Access): only the sign-in page can. `claims` is for its address. */
  | { readonly kind: 'interactionRequired'; readonly claims?: string | undefined }
  | { readonly kind: 'consentMissing' }
  /** `error` is OAuth's word, `code` Entra's number (AADSTS…). Both may be logged. */
  | { readonly kind: 'refused'; readonly error: string; readonly code?: number | undefined };

/** One answer of the token endpoint; without one, the network failed. */
export interface Heard {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: string | undefined;
}

const CONSENT_MISSING = 65001;
const INTERACTION = ['interaction_required', 'login_required'];
const BUSY = ['temporarily_unavailable', 'server_error'];

const errorSchema = z.object({
  error: z.string(),
  error_codes: z.array(z.number()).default([]),
  suberror: z.string().optional(),
  claims: z.string().optional(),
});

/** @throws UnavailableError where the endpoint did not answer, or could not */
export function noTokenOf(heard: Heard | undefined, cause: unknown): NoToken {
  const refusal = heard === undefined || isBusy(heard) ? undefined : refusalIn(heard.body);
  if (!refusal || BUSY.includes(refusal.error)) throw entraAway(heard, cause);
  const { error, error_codes: codes, suberror, claims } = refusal;
  if (codes.includes(CONSENT_MISSING) || [error, suberror].includes('consent_required'))
    return { kind: 'consentMissing' };
  if (INTERACTION.includes(error)) return { kind: 'interactionRequired', claims };
  return { kind: 'refused', error, code: codes[0] };
}

const isBusy = ({ status }: Heard): boolean => status === 429 || status >= 500;

function refusalIn(body: string): z.infer<typeof errorSchema> | undefined {
  try {
    return errorSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function entraAway(heard: Heard | undefined, cause: unknown): UnavailableError {
  const seconds = Number(heard?.retryAfter ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
  const what = heard ? `answered ${String(heard.status)}` : 'did not answer';
  return new UnavailableError('identity/entra-away', `the token endpoint ${what}`, { cause, retryAfterMs });
}
