import { z } from 'zod/v4';
import { isGuid, type PersonId } from '../shared/ids';

/** Who signed on, and how. */
export interface SignedOnPerson {
  readonly kind: 'person';
  readonly personId: PersonId;
  /** Authentication contexts that this sign-on fulfils (`acrs`). */
  readonly authContexts: readonly string[];
  /** When the person last proved who they are (`auth_time`). */
  readonly authTime?: Date | undefined;
}

/** Claims that both kinds of proof have: Teams' sign-on token and the sign-in page's id token. */
export const personClaimsSchema = z.object({
  tid: z.string().optional(),
  oid: z.string().optional(),
  /** 0 a member, 1 a guest; an optional claim. */
  acct: z.union([z.number(), z.string()]).optional(),
  acrs: z.union([z.string().transform((context) => [context]), z.array(z.string())]).default([]),
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
