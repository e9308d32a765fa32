/**
 * Directory data is data: whatever a name or a value holds, Teams shows it as those characters and nothing else.
 *
 * No escaping by backslash: clients disagree about it, and toasts and button titles know no Markdown. A character that could mean
 * something is replaced by one that looks the same and means nothing, only where it could mean something. What is replaced:
 *
 * | could become                    | is                                            |
 * | ------------------------------- | --------------------------------------------- |
 * | emphasis, code                  | star, backtick, tilde; underscore where not inside a word |
 * | link                            | `](`, `://`, the dots of a bare domain         |
 * | mention, HTML, entity           | `<`, `>`, `&…;`                               |
 * | list, heading, table, rule      | the mark at the start, alone, too             |
 * | template, Teams' DATE()         | `${`, `{{`                                    |
 * | another text than what is there | controls, line breaks, bidi, zero-width, piles of marks |
 */

/** Text is not even looked at beyond this many times of what may be shown: no pattern runs over a megabyte. */
const READ_AHEAD = 4;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** The empty Braille pattern is no space to Unicode, and nothing to the eye. */
const BLANK = /[\s\u2800]+/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const CONTROL = /\p{Cc}/gu;
const MAIL_ADDRESS = /^[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*[,;.)]*$/u;
const ONE_DOT_LEADER = '\u2024';
const SET_MINUS = '\u2216';

const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/</g, '\u2039'],
  [/>/g, '\u203a'],
  [/&(?=#?\w{1,40};)/g, '\uff06'],
  [/\*/g, '\u2217'],
  [/`/g, '\u02cb'],
  [/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\u02cd'],
  [/~(?=~)|(?<=~)~/g, '\u223c'],
  [/\](?=[([:])/g, '] '],
  [/:\/\//g, ':\u2215\u2215'],
  [/\\(?![\p{L}\p{N}\s])/gu, SET_MINUS],
  [/\$(?=\{)/g, '$ '],
  [/\{(?=\{)/g, '{ '],
  [/^[-+](?=\s|$)|^-(?=-+$)/, '\u2011'],
  [/^=(?==*$)/, '\uff1d'],
  [/^#(?=#{0,5}(?:\s|$))/, '\uff03'],
  [/^\|/, '\u2223'],
  [/^(\d{1,9})[.)](?=\s|$)/, `$1${ONE_DOT_LEADER}`],
];

/** One line of visible characters. */
function plain(text: string): string {
  return text
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(BLANK, ' ')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function withoutDomain(word: string): string {
  if (MAIL_ADDRESS.test(word)) return word;
  return word.replace(/(?<=[\p{L}\p{N}-])\.(?=[\p{L}\p{N}-]*\p{L})/gu, ONE_DOT_LEADER);
}

function harmless(text: string): string {
  const replaced = REPLACEMENTS.reduce((shorter, [pattern, by]) => shorter.replace(pattern, by), text);
  return replaced.split(' ').map(withoutDomain).join(' ');
}

/**
 * Safe in a card, in a message's Markdown, in a toast and on a button.
 *
 * @param maxLength - in characters; what is longer is cut and says how long it was
 */
export function neutralise(text: string, { maxLength }: { readonly maxLength: number }): string {
  const read = text.slice(0, maxLength * READ_AHEAD);
  const characters = Array.from(plain(read));
  const isWhole = read.length === text.length;
  if (isWhole && characters.length <= maxLength) return harmless(characters.join(''));
  const length = (isWhole ? characters.length : text.length).toLocaleString('en-US');
  return `${harmless(characters.slice(0, maxLength).join('').trimEnd())}… (${length} characters)`;
}
