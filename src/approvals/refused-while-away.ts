import { DISK_FULL, type Outside, type UnavailableError } from '../shared/errors';
import { refused, type Refusal } from './refusal';

/** What a person hears while something outside is away: never of one what is true of another. */
const awayReason = <Away extends Outside>(outside: Away): `${Away}Away` => `${outside}Away`;

/** @param facts - `mayBeDone` where it is not known whether something was done before it went away */
export function refusedWhileAway(
  { code, outside, retryAfterMs }: Pick<UnavailableError, 'code' | 'outside' | 'retryAfterMs'>,
  facts: Refusal['facts'] = {},
): Refusal {
  return refused(awayReason(outside), {
    ...(retryAfterMs === undefined ? {} : { minutes: String(Math.max(1, Math.ceil(retryAfterMs / 60_000))) }),
    ...(code === DISK_FULL ? { diskFull: 'yes' } : {}),
    ...facts,
    reference: code,
  });
}
