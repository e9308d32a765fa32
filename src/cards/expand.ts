/** The template shows, the binder decides: a template filled with a view. */
// The package's door declares types by a path into another package's sources, which then would be compiled as ours.
import { Template } from 'adaptivecards-templating/lib/template-engine';
import type { Json, JsonObject } from '../shared/json';
import type { Card } from './card';

/** Execute and refresh need 1.5; body elements stay at 1.2, which phones show. */
const CARD_VERSION = '1.5';

/** A view has no null and no undefined: the library throws on the one and prints the expression for the other. */
type ViewValue = string | number | boolean | readonly ViewValue[] | View;
export interface View {
  readonly [key: string]: ViewValue;
}

/** Parsing takes twenty times as long as filling, and every drawing fills the same few templates. */
const prepared = new WeakMap<object, Template>();

function preparedFrom(template: object): Template {
  const known = prepared.get(template) ?? new Template(template);
  prepared.set(template, known);
  return known;
}

export function expand(template: object, view: View): Card {
  const filled = preparedFrom(template).expand({ $root: view }) as JsonObject;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: CARD_VERSION,
    msteams: { width: 'Full' },
    ...fallbackOf(filled),
    ...filled,
  };
}

/** What a client says that cannot show the card: its title. */
function fallbackOf(value: Json): { readonly fallbackText?: string } {
  const text = firstText(value);
  return text === undefined ? {} : { fallbackText: text };
}

function firstText(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, text: shown } = value as JsonObject;
  if (type === 'TextBlock' && typeof shown === 'string') return shown;
  for (const inside of Object.values(value)) {
    const text = firstText(inside);
    if (text !== undefined) return text;
  }
  return undefined;
}
