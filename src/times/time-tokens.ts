/**
 * Words of a time, and what Rewind itself prints around one: `yesterday → Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 12 h old`.
 * An age is true at one moment only and names no time; the time in UTC has to agree with the one it stands behind.
 */
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET_CLOCK = /^\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})$/i;
/** With a minus it might be the end of a span: `09:00-10:00`. */
const CLOCK_WITH_ZONE = /^(\d{1,2}:\d{2}(?::\d{2})?)(z|\+\d{2}:?\d{2})$/i;

/** One token of two that belong together: `9 am`, `UTC +9`, and ISO days with a clock and its offset. */
function joinedPair(last: string, token: string): string | undefined {
  if (/^[ap]m$/i.test(token) && /^\d{1,2}(?::\d{2})?$/.test(last)) return last + token;
  if (/^(?:utc|gmt)$/i.test(last) && /^[+-]\d/.test(token)) return last + token;
  return ISO_DAY.test(last) && OFFSET_CLOCK.test(token) ? `${last}T${token}` : undefined;
}

function joined(tokens: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const token of tokens) {
    const pair = joinedPair(result.at(-1) ?? '', token);
    if (pair === undefined) result.push(token);
    else result[result.length - 1] = pair;
  }
  return result;
}

function apart(token: string): readonly string[] {
  const [, clock, zone] = CLOCK_WITH_ZONE.exec(token) ?? [];
  return clock === undefined || zone === undefined ? [token] : [clock, zone];
}

/** @param text - at most a few hundred characters: the caller limits it */
export function tokensOf(text: string): readonly string[] {
  const words = text
    .replace(/[\s,]+/g, ' ')
    .trim()
    .replace(/([ap])\.m\./gi, '$1m')
    .replace(/[.!?;:]+$/, '');
  return words === '' ? [] : joined(words.split(' ')).flatMap(apart);
}

export interface WrittenTime {
  readonly tokens: readonly string[];
  /** The same time once more, in UTC. */
  readonly restated?: readonly string[] | undefined;
  /** How old or how far it was when it was printed. */
  readonly hasAge: boolean;
}

const AGE = String.raw`(?:(?:\d+ d )?(?:\d+ h )?\d+ (?:min|h|d)|less than a minute)`;
const AGE_IN_BRACKETS = new RegExp(String.raw`^(?:${AGE} (?:ago|left(?: at \d\d:\d\d)?)|over)$`, 'i');
const AGE_BEHIND = new RegExp(String.raw`^(.*), ${AGE} (?:ago|old)$`, 'i');
const BRACKETS = /^(.*?) ?\(([^()]*)\)$/;
const UTC_AT_END = /:\d\d utc$/i;

/** What stands in brackets behind a time: its age, the same time in UTC, or its zone. */
function withBrackets(words: string, inside: string): Omit<WrittenTime, 'hasAge'> & { readonly isAge: boolean } {
  const isAge = AGE_IN_BRACKETS.test(inside);
  if (isAge) return { tokens: tokensOf(words), isAge };
  if (UTC_AT_END.test(inside)) return { tokens: tokensOf(words), restated: tokensOf(inside), isAge };
  return { tokens: tokensOf(`${words} ${inside}`), isAge };
}

/** @param text - at most a few hundred characters */
export function writtenTime(text: string): WrittenTime {
  const before = AGE_BEHIND.exec(text)?.[1];
  const hasAge = before !== undefined;
  const time = before ?? text;
  const [, words, inside] = BRACKETS.exec(time) ?? [];
  if (words === undefined || inside === undefined) return { tokens: tokensOf(time), hasAge };
  const { isAge, ...written } = withBrackets(words, inside);
  return { ...written, hasAge: hasAge || isAge };
}
