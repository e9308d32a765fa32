/**
 * Ages and times left are true at one moment only, and a card may be read at any later one: wherever a card says an age, it says of
 * which moment. Cards are not drawn again for it, because an edit wipes what somebody is writing into them.
 */
import { formatInstant } from '../times/print-time';
import type { Json } from '../shared/json';
import type { Card } from './card';

export interface Moment {
  readonly now: Date;
  /** IANA zone. */
  readonly zone: string;
}

const AGE = /(?:\d+ d )?(?:\d+ h )?(?:\d+ (?:min|h|d)|less than a minute) (?:ago|old|left)/;
const AS_OF = 'Ages and times left as of ';

/** The same card with its moment as the last line, if there is an age on it. */
export function withAsOf(card: Card, { now, zone }: Moment): Card {
  if (!AGE.test(JSON.stringify(card))) return card;
  const body: readonly Json[] = Array.isArray(card['body']) ? card['body'] : [];
  const text = `${AS_OF}${formatInstant(now, zone)}`;
  return { ...card, body: [...body, { type: 'TextBlock', text, size: 'Small', isSubtle: true, wrap: true }] };
}

/** What of a card's JSON stays the same while nothing but time passes. */
export function withoutAges(json: string): string {
  return json.replaceAll(new RegExp(AGE, 'g'), '').replaceAll(new RegExp(`${AS_OF}[^"]*`, 'g'), '');
}
