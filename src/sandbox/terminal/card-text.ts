/** A card as text, for people at a terminal: what stands on it from top to bottom, its buttons in [brackets]. */
import type { Json, JsonObject } from '../../shared/json';
import { wrapped } from './wrapped';

const WIDTH = 100;

export function cardText(card: JsonObject, width = WIDTH): string {
  const lines = [
    ...elementsOf(card['body']).flatMap((element) => linesOf(element, width)),
    ...buttonLines(card, width),
  ];
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linesOf(element: JsonObject, width: number): readonly string[] {
  const before = element['separator'] === true ? [''] : [];
  return [...before, ...contentOf(element, width)];
}

function contentOf(element: JsonObject, width: number): readonly string[] {
  switch (wordsOf(element['type'])) {
    case 'TextBlock':
      return wrapped(plainText(element['text']), width);
    case 'FactSet':
      return factLines(elementsOf(element['facts']), width);
    case 'Input.Text':
      return wrapped(`${wordsOf(element['label'])} ____ (${wordsOf(element['id'])}=…)`, width);
    case 'ActionSet':
      return buttonLines(element, width);
    default:
      return ['items', 'columns', 'body'].flatMap((name) => elementsOf(element[name]).flatMap((inner) => linesOf(inner, width))); // prettier-ignore
  }
}

function factLines(facts: readonly JsonObject[], width: number): readonly string[] {
  const titles = facts.map(({ title }) => plainText(title));
  const indent = Math.max(0, ...titles.map(({ length }) => length)) + 2;
  return facts.flatMap(({ value }, index) => {
    const [first = '', ...rest] = wrapped(plainText(value), width - indent);
    return [`${(titles[index] ?? '').padEnd(indent)}${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)];
  });
}

function buttonLines(holder: JsonObject, width: number): readonly string[] {
  const labels = elementsOf(holder['actions']).map(buttonLabel);
  return labels.length === 0 ? [] : wrapped(labels.join(' '), width);
}

/** A card that opens under a button is shown as what it asks for, or as the buttons it holds. */
function buttonLabel(action: JsonObject): string {
  const title = plainText(action['title']);
  if (action['type'] !== 'Action.ShowCard') return `[${title}]`;
  const elements = elementsOf((action['card'] as JsonObject | undefined)?.['body']);
  const inputs = elements.filter(({ type }) => type === 'Input.Text').map(({ id }) => ` ${wordsOf(id)}=…`);
  if (inputs.length > 0) return `[${title}${inputs.join('')}]`;
  const held = elements.flatMap(({ actions }) => elementsOf(actions).map(buttonLabel));
  return `${title}: ${held.join(' ')}`;
}

/** What a message or a card says, without Markdown's marks and without anything that a terminal would obey. */
export function plainText(value: Json | undefined): string {
  return wordsOf(value)
    .replace(/<at>(.*?)<\/at>/g, '@$1')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/\r/g, '')
    .replace(/(?!\n)\p{Cc}/gu, ' ');
}

const wordsOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const elementsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonObject[]) : [];
