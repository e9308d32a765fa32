import { z } from 'zod/v4';
import type { SignOnProof } from '../approvals/step-up';
import { isGuid, type PersonId } from '../shared/ids';

/** Who signed on, and how. */
export interface SignedOnPerson extends SignOnProof {
  readonly kind: 'person';
  readonly personId: PersonId;
}

/** Claims that both kinds of proof have: Teams' sign-on token and the sign-in page's id token. */
export const personClaimsSchema = z.object({
  tid: z.string().optional(),
  oid: z.string().optional(),
  /** 0 a member, 1 a guest; an optional claim. */
  acct: z.union([z.number(), z.string()]).optional(),
  /** Authentication contexts that this sign-on fulfils. */
  acrs: z.union([z.string().transform((context) => [context]), z.array(z.string())]).default([]),
  /** When the person last proved who they are, in seconds. */
  auth_time: z.number().optional(),
});
export type PersonClaims = z.infer<typeof personClaimsSchema>;

/** `undefined` where the claims name nobody. */
export function personOf({ oid, acrs, auth_time: authTime }: PersonClaims): SignedOnPerson | undefined {
  if (oid === undefined || !isGuid(oid)) return undefined;
  return {
    kind: 'person',
    personId: oid.toLowerCase() as PersonId,
    authContexts: acrs,
    ...(authTime === undefined ? {} : { authTime: new Date(authTime * 1000) }),
  };
}
