/** Microsoft's renderer draws a card; what the person has typed, opened or focused stays when it is drawn again. */
import { type Action, AdaptiveCard, ExecuteAction, HostConfig, SubmitAction } from 'adaptivecards';
import type { Json, JsonObject } from '../../../shared/json';
import { CARD_LOOK } from '../card-look';
import { htmlOf } from './markdown';

const TEAMS_LOOK = new HostConfig(CARD_LOOK);

interface Pressed {
  readonly button: string;
  readonly position: number;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface Drawing {
  readonly card: JsonObject;
  readonly mentions: readonly string[];
  /** Told of every button but those that only open a part of the card. */
  readonly onPress: (pressed: Pressed) => void;
}

/** Draws it into the element, where an earlier drawing of the same card may stand. */
export function drawCard(element: HTMLElement, drawing: Drawing, before: AdaptiveCard | undefined): AdaptiveCard {
  const focused = focusIn(element);
  const opened = openedIn(element);
  const drawn = prepared(drawing, before ? typedInto(before) : new Map<string, string>());
  const rendered = drawn.render();
  element.replaceChildren(...(rendered ? [rendered] : []));
  for (const button of buttonsIn(element)) if (opened.has(button.innerText)) button.click();
  if (focused !== undefined) (buttonsIn(element).find(({ innerText }) => innerText === focused) ?? element).focus();
  return drawn;
}

function prepared({ card, mentions, onPress }: Drawing, typed: ReadonlyMap<string, string>): AdaptiveCard {
  const drawn = new AdaptiveCard();
  drawn.hostConfig = TEAMS_LOOK;
  drawn.onExecuteAction = (action) => {
    onPress({ button: action.title ?? '', position: Number(action.id ?? -1), inputs: inputsWith(action) });
  };
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = htmlOf(text, mentions);
    result.didProcess = true;
  };
  drawn.parse(withTyped(card, typed));
  return drawn;
}

function withTyped(value: Json, typed: ReadonlyMap<string, string>): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => withTyped(item, typed));
  const object = value as JsonObject;
  const { id } = object;
  const own = typeof id === 'string' && typed.has(id) ? { value: typed.get(id) ?? '' } : {};
  return { ...Object.fromEntries(Object.entries(object).map(([name, inner]) => [name, withTyped(inner, typed)])), ...own }; // prettier-ignore
}

/** Only inputs have such ids; buttons are numbered. */
const typedInto = (drawn: AdaptiveCard): ReadonlyMap<string, string> =>
  new Map(drawn.getAllInputs().flatMap(({ id, value }) => (id && typeof value === 'string' && value !== '' ? [[id, value]] : []))); // prettier-ignore

const buttonsIn = (element: HTMLElement): readonly HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('[role=button], button'),
];

function focusIn(element: HTMLElement): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && element.contains(activeElement) ? activeElement.innerText : undefined;
}

const openedIn = (element: HTMLElement): ReadonlySet<string> =>
  new Set(buttonsIn(element).filter((button) => button.getAttribute('aria-expanded') === 'true').map(({ innerText }) => innerText)); // prettier-ignore

function inputsWith(action: Action): Readonly<Record<string, string>> {
  if (!(action instanceof SubmitAction || action instanceof ExecuteAction)) return {};
  const data = (action.data ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(data).filter((pair): pair is [string, string] => typeof pair[1] === 'string')); // prettier-ignore
}
