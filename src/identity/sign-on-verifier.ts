/**
 * The token that Teams puts beside a press, verified before anything is done with it. It must be of this tenant, for this application,
 * from a Teams client, of a member, and of the very person who pressed. Whatever cannot be proved is refused.
 * Source: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
import type { JWTPayload } from 'jose';
import { z } from 'zod/v4';
import { refused, type Refusal } from '../approvals/refusal';
import type { Clock } from '../shared/clock';
import { authorityOf, type AuthoritySettings } from './authority';
import { personClaimsSchema, personOf, type SignedOnPerson } from './signed-on-person';
import { createTenantKeys } from './tenant-keys';
import { verifyToken, type FailedCheck, type TokenExpectation } from './verify-token';

/** Teams on the desktop and the phone, and Teams in the browser. */
const TEAMS_CLIENTS = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];
const SCOPE = 'access_as_user';

export interface SignOnVerifier {
  /**
   * @param expected - `expectedOid` is the channel's own word for who pressed (`from.aadObjectId`)
   * @returns a refusal `someoneElsesSignOn`, `guest`, or `signOnInvalid` with the failed check in `facts.check`
   * @throws UnavailableError when the tenant's keys cannot be read
   */
  verify(token: string, expected: { readonly expectedOid: string }): Promise<SignedOnPerson | Refusal>;
}

export interface SignOnSettings extends AuthoritySettings {
  /** SSO_CLIENT_ID: tokens are v2.0, so the audience is the application's id. */
  readonly audience: string;
  readonly clock: Clock;
}

export function createSignOnVerifier({ audience, clock, ...settings }: SignOnSettings): SignOnVerifier {
  const { issuer, keysUrl } = authorityOf(settings);
  const expectation: TokenExpectation = { keys: createTenantKeys(keysUrl, clock), issuer, audience, clock };
  return {
    verify: async (token, { expectedOid }) => {
      const claims = await verifyToken(token, expectation);
      if (typeof claims === 'string') return invalid(claims);
      return judge(claims, { tenantId: settings.tenantId, expectedOid });
    },
  };
}

/**
 * What is read of it. Those that Entra leaves out unless it is asked, the sign-on application has to ask for.
 *
 * @internal Tests compare it with what the registration asks for.
 */
export const signOnClaimsSchema = personClaimsSchema.extend({
  ver: z.string().optional(),
  azp: z.string().optional(),
  scp: z.string().default(''),
  idtyp: z.string().optional(),
});
type SignOnClaims = z.infer<typeof signOnClaimsSchema>;

function judge(
  payload: JWTPayload,
  { tenantId, expectedOid }: { readonly tenantId: string; readonly expectedOid: string },
): SignedOnPerson | Refusal {
  const { data: claims } = signOnClaimsSchema.safeParse(payload);
  if (!claims) return invalid('form');
  const failed = FAILS.find(([, fails]) => fails(claims, tenantId));
  if (failed) return invalid(failed[0]);
  if (isGuest(claims)) return refused('guest');
  const person = personOf(claims);
  if (!person) return invalid('person');
  return person.personId === expectedOid.toLowerCase() ? person : refused('someoneElsesSignOn');
}

const FAILS: readonly (readonly [FailedCheck, (claims: SignOnClaims, tenantId: string) => boolean])[] = [
  ['tenant', ({ tid }, tenantId) => tid !== tenantId],
  ['version', ({ ver }) => ver !== '2.0'],
  ['client', ({ azp }) => azp === undefined || !TEAMS_CLIENTS.includes(azp)],
  ['application', ({ idtyp }) => idtyp !== undefined && idtyp !== 'user'],
  ['scope', ({ scp }) => !scp.split(' ').includes(SCOPE)],
  // An optional claim: a token without it proves nothing about guests.
  ['accountKind', (claims) => !isGuest(claims) && !isMember(claims)],
];

const isMember = ({ acct }: SignOnClaims): boolean => String(acct) === '0';
const isGuest = ({ acct }: SignOnClaims): boolean => String(acct) === '1';

const invalid = (check: FailedCheck): Refusal => refused('signOnInvalid', { check });
