/** Reads a card as a person does: texts, buttons and what they carry, inputs. Never by position. */
import type { Card } from '../../src/cards/card';
import type { Json, JsonObject } from '../../src/shared/json';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function nodesOf(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => nodesOf(item));
  if (!isObject(value)) return [];
  const inside = Object.entries(value).filter(([key]) => key !== 'data');
  return [value, ...inside.flatMap(([, item]) => nodesOf(item))];
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const SHOWN = ['text', 'title', 'value', 'label', 'placeholder'];

/** Everything a person can read on it. */
export function textsOf(card: Card): readonly string[] {
  return nodesOf(card).flatMap((node) => SHOWN.map((key) => node[key]).filter((text) => typeof text === 'string'));
}

export const wordsOf = (card: Card): string => textsOf(card).join('\n');

export function buttonsOf(card: Card): readonly JsonObject[] {
  return nodesOf(card).filter(({ type }) => type === 'Action.Execute');
}

export function titlesOf(card: Card): readonly string[] {
  return buttonsOf(card).map(({ title }) => text(title));
}

export function buttonOf(card: Card, title: string): JsonObject | undefined {
  return buttonsOf(card).find((button) => button['title'] === title);
}

/** Verbs that carry power; the others only read. */
export function powerOf(card: Card): readonly string[] {
  return buttonsOf(card)
    .map(({ verb }) => text(verb))
    .filter((verb) => !['say', 'refresh', 'showChanges'].includes(verb));
}

export function inputsOf(card: Card): readonly string[] {
  return nodesOf(card)
    .filter(({ type }) => type === 'Input.Text')
    .map(({ id }) => text(id));
}

/** As it travels: one message with the card attached. */
export function activityBytes(card: Card, summary: string): number {
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
  return Buffer.byteLength(JSON.stringify({ type: 'message', summary, attachments }));
}
