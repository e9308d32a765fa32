/** What the compose box offers while somebody types: people after an at sign, commands at the start. Pure. */
import type { CommandHint, ShownPerson } from '../wire';

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  /** The whole text once it is taken. */
  readonly text: string;
}

export interface Suggestions {
  readonly kind: 'people' | 'commands' | 'none';
  readonly items: readonly Suggestion[];
}

const NONE: Suggestions = { kind: 'none', items: [] };
const MOST = 6;

interface Known {
  readonly commands: readonly CommandHint[];
  readonly people: readonly ShownPerson[];
}

/** @param text - up to the caret */
export function suggestionsFor(text: string, { commands, people }: Known): Suggestions {
  const mention = /(?:^|\s)@([\p{L} ]{0,30})$/u.exec(text);
  if (mention) return peopleLike(text, mention[1] ?? '', people);
  const typed = text.trimStart().toLowerCase();
  if (typed === '') return NONE;
  const items = commands.filter((command) => isMeant(command, typed)).map(({ usage, summary, example }) => ({ label: usage, detail: summary, text: example })); // prettier-ignore
  return items.length === 0 ? NONE : { kind: 'commands', items: items.slice(0, MOST) };
}

function peopleLike(text: string, typed: string, people: readonly ShownPerson[]): Suggestions {
  const wanted = typed.trim().toLowerCase();
  const isComplete = people.some(({ name }) => name.toLowerCase() === wanted);
  const found = people.filter(({ name }) => name.toLowerCase().split(' ').some((_, index, words) => words.slice(index).join(' ').startsWith(wanted))); // prettier-ignore
  if (isComplete || found.length === 0) return NONE;
  const before = text.slice(0, text.length - typed.length);
  return { kind: 'people', items: found.map(({ name, standing }) => ({ label: name, detail: standing, text: `${before}${name} ` })) }; // prettier-ignore
}

/** While the verb is typed: whatever begins so. Behind the verb: its grammar, until the text leaves it for good. */
function isMeant({ usage }: CommandHint, typed: string): boolean {
  const verb = usage.split(' ')[0] ?? '';
  const [word = ''] = typed.split(' ');
  return typed.includes(' ') ? word === verb && usage.includes(' ') : verb.startsWith(word) && word !== '';
}
