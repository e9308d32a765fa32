import { DISK_FULL, type AwayCode, type Outside, type UnavailableError } from '../shared/errors';
import { refused, type Refusal, type RefusalReason } from './refusal';

/** What a person hears while something outside is away: never of one what is true of another. */
const awayReason = <Away extends Outside>(outside: Away): `${Away}Away` => `${outside}Away`;

/** No outage: Microsoft takes a sign-in no more. Waiting mends neither, and nobody is busy. */
const NOT_TAKEN: ReadonlyMap<AwayCode, RefusalReason> = new Map<AwayCode, RefusalReason>([
  ['identity/application-refused', 'ownSignInRefused'],
  ['graph/sign-on-refused', 'ownSignInRefused'],
  ['teams/sign-on-refused', 'ownSignInRefused'],
  ['graph/person-refused', 'signInNotTaken'],
  ['graph/role-unknown', 'roleUnknown'],
]);

/** @param facts - `mayBeDone` where it is not known whether something was done before it went away */
export function refusedWhileAway(
  { code, outside, retryAfterMs }: Pick<UnavailableError, 'code' | 'outside' | 'retryAfterMs'>,
  facts: Refusal['facts'] = {},
): Refusal {
  return refused(NOT_TAKEN.get(code) ?? awayReason(outside), {
    ...(retryAfterMs === undefined ? {} : { minutes: String(Math.max(1, Math.ceil(retryAfterMs / 60_000))) }),
    ...(code === DISK_FULL ? { diskFull: 'yes' } : {}),
    ...facts,
    reference: code,
  });
}
