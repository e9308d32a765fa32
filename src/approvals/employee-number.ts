/** An `employeeId` as people read it: what nobody sees in it, its width and its case make nobody a second person (A4). */
import { visibleText } from './visible-text';

/** @returns `undefined` where nothing of it is seen: it is none */
export function employeeNumberOf(employeeId: string | undefined): string | undefined {
  return written(employeeId).toLowerCase() || undefined;
}

/** What forms and imports leave around a number. */
const PADDINGS = [' ', '\u00a0', '\u200b', '\ufeff', '\t'] as const;

/** How one number may stand in the directory, which compares letter by letter: 13 at most, and one question may list 15. */
export function spellingsOf(employeeId: string): readonly string[] {
  const number = written(employeeId);
  if (number === '') return [];
  const padded = PADDINGS.flatMap((padding) => [`${padding}${number}`, `${number}${padding}`]);
  return [...new Set([number, fullWidthOf(number), ...padded, employeeId])];
}

const written = (employeeId: string | undefined): string => visibleText(employeeId?.normalize('NFKC'));

/** The same signs as Chinese and Japanese keyboards write them. */
const fullWidthOf = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
