/** What a person's client reads on a card: its buttons, its inputs, its words. */
import type { Json, JsonObject } from '../../shared/json';
import type { MessageContent } from './chat';

export interface CardButton {
  readonly title: string;
  /** The Execute or OpenUrl action, or another. */
  readonly action: JsonObject;
  readonly verb: string | undefined;
}

/** What a card carries besides what it shows. */
const NOT_FACES = ['fallback', 'refresh', 'data'];

const isButton = ({ type }: JsonObject): boolean =>
  typeof type === 'string' && type.startsWith('Action.') && type !== 'Action.ShowCard';

/** Every button, also those inside the body, under More, and on cards that open inside the card. */
export function buttonsOf(card: JsonObject): readonly CardButton[] {
  return objectsIn(card, NOT_FACES)
    .filter(isButton)
    .map((action) => ({ title: textOf(action['title']), action, verb: textOf(action['verb']) || undefined }));
}

/** The same card, each of its buttons with its position among `buttonsOf` as `id`. */
export function withNumberedButtons(card: JsonObject): JsonObject {
  let position = 0;
  const number = (value: Json, name = ''): Json => {
    if (NOT_FACES.includes(name) || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item: Json) => number(item));
    const object = value as JsonObject;
    const id = isButton(object) ? { id: String(position++) } : {};
    return { ...Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, number(inner, key)])), ...id };
  };
  return number(card) as JsonObject;
}

/** @param position - which of all buttons it is, where several have the same title; it counts only if the title is still there */
export function findButton(card: JsonObject, titleOrVerb: string, position = -1): CardButton | undefined {
  const buttons = buttonsOf(card);
  if (buttons[position]?.title === titleOrVerb) return buttons[position];
  return buttons.find(({ title }) => title === titleOrVerb) ?? buttons.find(({ verb }) => verb === titleOrVerb);
}

/**
 * What the inputs hold when the person types these values and presses; `missing` are required ones that stay empty. A card that opens
 * inside the card keeps its inputs to its own buttons.
 */
export function inputsOf(card: JsonObject, typed: Readonly<Record<string, string>>, pressed: JsonObject) {
  const inputs = objectsIn(withoutOtherCards(card, pressed), NOT_FACES).filter(({ type }) =>
    textOf(type).startsWith('Input.'),
  );
  const values = inputs.map((input): [string, Json] => {
    const id = textOf(input['id']);
    return [id, typed[id] ?? input['value'] ?? ''];
  });
  const missing = inputs.filter((input, index) => input['isRequired'] === true && values[index]?.[1] === '');
  return { values: Object.fromEntries(values), missing: missing.map((input) => textOf(input['id'])) };
}

function withoutOtherCards(value: Json, pressed: JsonObject): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutOtherCards(item, pressed));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  if (object['type'] === 'Action.ShowCard' && !objectsIn(object, []).includes(pressed)) return null;
  return Object.fromEntries(Object.entries(object).map(([name, item]) => [name, withoutOtherCards(item, pressed)]));
}

const SPOKEN = ['text', 'title', 'value', 'label', 'placeholder', 'errorMessage', 'fallbackText', 'speak', 'altText'];

/** All words of a card that somebody could read. */
export function wordsOf(card: JsonObject): readonly string[] {
  return objectsIn(card, ['data', 'refresh', 'msteams']).flatMap((element) =>
    SPOKEN.map((name) => element[name]).filter((value): value is string => typeof value === 'string' && value !== ''),
  );
}

/** All words of a message: its text, its toast and its card. */
export function wordsIn({ text = '', summary = '', card }: MessageContent): readonly string[] {
  return [text, summary, ...(card ? wordsOf(card) : [])].filter((words) => words !== '');
}

function objectsIn(value: Json, leftOut: readonly string[]): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => objectsIn(item, leftOut));
  if (typeof value !== 'object' || value === null) return [];
  const object = value as JsonObject;
  const inner = Object.entries(object).filter(([name]) => !leftOut.includes(name));
  return [object, ...inner.flatMap(([, item]) => objectsIn(item, leftOut))];
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
