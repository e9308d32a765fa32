/**
 * One name, several spellings: keyboards and documents bend apostrophes and dashes, and the directory holds either. Whoever looks a name
 * up looks for all of them; whoever compares two names compares them straightened.
 */

const APOSTROPHES = /[\u2018-\u201B\u2032\uFF07]/g;
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFF0D]/g;
/** What Rewind prints in place of a dot that would make a link: it is copied from cards and typed back. */
const PRINTED_DOTS = /\u2024/g;

/** Straight apostrophes, plain dashes, dots. */
export const straightened = (text: string): string => withDots(text).replace(APOSTROPHES, "'").replace(DASHES, '-');

export const withDots = (text: string): string => text.replace(PRINTED_DOTS, '.');

/** `O'Neil` → `O’Neil`, `Sales - EMEA` → `Sales – EMEA`: as documents write them. */
const bent = (text: string): string => text.replaceAll("'", '\u2019').replaceAll(' - ', ' \u2013 ');

/** As typed first; each once. */
export function spellingsOf(name: string): readonly string[] {
  const straight = straightened(name);
  return [...new Set([name, straight, bent(straight)])];
}

const comparable = (text: string): string => straightened(text.normalize('NFC')).trim().toLowerCase();

export const isSameName = (left: string, right: string): boolean => comparable(left) === comparable(right);
export const beginsWithName = (name: string, start: string): boolean => comparable(name).startsWith(comparable(start));
export const hasNamePart = (name: string, part: string): boolean => comparable(name).includes(comparable(part));

/** Microsoft puts a deleted person's object id, without dashes, before the sign-in name: what it was before. */
export function signInNameOf(name: string, id: string): string {
  const prefix = id.replaceAll('-', '').toLowerCase();
  return prefix !== '' && name.toLowerCase().startsWith(prefix) ? name.slice(prefix.length) : name;
}
