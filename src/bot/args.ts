/** What follows a command: a request's id, a page, a filter, days. Each is read whole or not at all. */
import { WORDS_FOR_ALL, WORDS_FOR_ONE } from '../recovery/scope-vocabulary';
import type { ChangeFilter } from '../recovery/store-ports';
import type { RequestId } from '../shared/ids';

const ID = /^(?:R[- ]?)?([0-9A-Z]{4,8})$/;
/** I, L, O, 0 and 1 are in no id. */
const SHORT_DIGEST = /^[0-9A-F]{8}$/;
const SAYABLE = /^[2-9A-HJKMNP-Z]{4,8}$/;

export type IdReading =
  { readonly kind: 'id'; readonly id: RequestId } | { readonly kind: 'lookalike' } | { readonly kind: 'unreadable' };

/** `R-7K3Q`, `r7k3q`, `7k3q` */
export function readId(typed: string): IdReading {
  const upper = typed.length > 12 ? '' : typed.toUpperCase();
  const code = ID.exec(upper)?.[1];
  // Without the dash, only a digit tells an id from a word: `request`; and eight hex digits are the button's short digest.
  if (code === undefined || SHORT_DIGEST.test(upper) || !(upper.startsWith('R-') || /\d/.test(upper)))
    return { kind: 'unreadable' };
  return SAYABLE.test(code) ? { kind: 'id', id: `R-${code}` as RequestId } : { kind: 'lookalike' };
}

const ACTIONS: ReadonlyMap<string, NonNullable<ChangeFilter['action']>> = new Map([
  ...['deletes', 'deletions', 'deleted', 'delete'].map((word) => [word, 'softDelete'] as const),
  ...['updates', 'updated', 'update'].map((word) => [word, 'update'] as const),
  ...['restores', 'restored', 'restore'].map((word) => [word, 'restore'] as const),
]);

/** `users`, `deletes`, `"Finance"`; one of them. */
export function readFilter(words: string): ChangeFilter | undefined {
  const quoted = /^"([^"]{1,200})"$/.exec(words)?.[1]?.trim();
  if (quoted) return { text: quoted };
  const lower = words.toLowerCase();
  const action = ACTIONS.get(lower);
  if (action !== undefined) return { action };
  const type = WORDS_FOR_ALL.get(lower) ?? WORDS_FOR_ONE.get(lower);
  return type === undefined ? undefined : { type };
}

const PAGE = /(?:^|\s)page (\S{1,12})$/i;

/** @returns the words before `page N`; `page` is undefined where N is no number from 1 */
export function splitPage(words: string): { readonly before: string; readonly page: number | undefined } {
  const match = PAGE.exec(words.slice(-40));
  if (!match) return { before: words, page: 1 };
  const page = /^\d{1,6}$/.test(match[1] ?? '') ? Number(match[1]) : 0;
  return { before: words.slice(0, words.length - match[0].length).trim(), page: page > 0 ? page : undefined };
}

const DEFAULT_DAYS = 30;
/** Longer than anything is kept. */
const MOST_DAYS = 1000;
const DAYS = /^(?:last )?(\d{1,4}) ?(?:d|day|days)?$/i;

/** `30d`, `30 days`, `30`; nothing is 30 days. */
export function readDays(words: string): number | undefined {
  if (words === '') return DEFAULT_DAYS;
  const days = Number(DAYS.exec(words)?.[1] ?? 0);
  return days >= 1 && days <= MOST_DAYS ? days : undefined;
}
