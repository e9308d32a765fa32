/** Two texts of the directory that look the same where they are cut: shown from where a difference begins to be seen. */
import { neutralise } from './neutralise';
import { grouped } from './wording';

/** So much of each is compared, from the first difference of any kind. */
const LOOKED_AT = 20_000;
/** Characters that are shown before the difference. */
const LEAD = 20;
/** A mark at the end of what was read may mean something else with what follows. */
const UNSURE = 4;

const LENGTH = /… \([\d,]+ characters\)$/;
const seen = (words: string): string => words.replace(LENGTH, '').normalize('NFC');

export const looksLike = (some: string, others: string): boolean => seen(some) === seen(others);

type Pair<T> = readonly [T, T];
const each = <From, To>([one, other]: Pair<From>, change: (item: From) => To): Pair<To> => [change(one), change(other)];

function firstDifference([one, other]: Pair<string> | Pair<readonly string[]>): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) if (one[index] !== other[index]) return index;
  return length;
}

/** Where to begin to read: with the text, or shortly before the difference; never in the middle of a character. */
function startBefore(difference: number, text: string): number {
  const start = Math.max(0, difference - LEAD);
  return start > 0 && /[\udc00-\udfff]/.test(text.charAt(start)) ? start - 1 : start;
}

interface Shown {
  readonly text: string;
  readonly start: number;
  readonly characters: readonly string[];
  readonly isWhole: boolean;
}

function shownFrom(start: number, text: string): Shown {
  const read = text.slice(start, start + LOOKED_AT);
  const characters = Array.from(neutralise(read, { maxLength: LOOKED_AT }).normalize('NFC'));
  return { text, start, characters, isWhole: start + read.length === text.length };
}

export type ToldApart =
  | { readonly kind: 'apart'; readonly words: Pair<string> }
  /** `unread`: they are too long to be compared to their end. */
  | { readonly kind: 'alike'; readonly because: 'invisible' | 'unread' };

/** From here to as much as may be shown; what is not the whole text says how long that is. */
function windowOf({ characters, isWhole, text, start }: Shown, from: number, maxLength: number): string {
  const rest = characters.slice(from);
  const [isBegun, isCut] = [start + from > 0, rest.length > maxLength || !isWhole];
  const part = `${isBegun ? '…' : ''}${rest.slice(0, maxLength).join('')}`;
  const words = neutralise(part, { maxLength: maxLength + 1 });
  return isBegun || isCut ? `${words}${isCut ? '…' : ''} (${grouped(text.length)} characters)` : words;
}

export function toldApart(texts: Pair<string>, { maxLength }: { readonly maxLength: number }): ToldApart {
  const first = firstDifference(texts);
  const start = first < maxLength ? 0 : startBefore(first, texts[0]);
  const shown = each(texts, (text) => shownFrom(start, text));
  const difference = firstDifference(each(shown, ({ characters }) => characters));
  if (shown.every(({ characters, isWhole }) => isWhole && characters.length === difference))
    return { kind: 'alike', because: 'invisible' };
  if (shown.some(({ characters, isWhole }) => !isWhole && difference >= characters.length - UNSURE))
    return { kind: 'alike', because: 'unread' };
  const from = start === 0 && difference < maxLength ? 0 : Math.max(0, difference - LEAD);
  return { kind: 'apart', words: each(shown, (one) => windowOf(one, from, maxLength)) };
}
