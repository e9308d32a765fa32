/**
 * What a person's Teams client does with a button. The silent sign-on is tried only where the real one works: in personal and group
 * chats, with the app installed for the person. Elsewhere Teams reports `signin/failure` to the bot and shows the person nothing.
 */
import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../shared/json';
import type { CastMember } from '../cast';
import { invokeActivity, submitActivity, type Scene } from './activities';
import type { BotLine } from './bot-line';
import { findButton, inputsOf, type CardButton } from './card-reading';
import type { Chat, TeamsMessage } from './chat';

export type Pressed =
  /** The presser's own view of the card from now on. */
  | { readonly kind: 'card'; readonly card: JsonObject }
  | { readonly kind: 'sentence'; readonly text: string }
  /** A sign-in button appears; its page is `pendingSignIn` now. */
  | { readonly kind: 'signIn'; readonly url: string; readonly text: string }
  /** A Submit went out; what the bot has to say is posted. */
  | { readonly kind: 'posted' }
  | { readonly kind: 'link'; readonly url: string }
  /** The client does not send a card whose required inputs are empty. */
  | { readonly kind: 'inputMissing'; readonly ids: readonly string[] }
  /** The person sees nothing at all. */
  | { readonly kind: 'nothing'; readonly because: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

export interface Press {
  readonly message: TeamsMessage;
  readonly button: string;
  readonly position?: number | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  readonly form: 'execute' | 'submit';
  readonly scene: Scene;
}

interface Execution {
  readonly press: Pick<Press, 'message' | 'scene'>;
  readonly action: JsonObject;
}

export interface PendingSignIn {
  readonly url: string;
  readonly text: string;
}

export interface PressesParts {
  readonly chat: Chat;
  readonly line: BotLine;
  /** What the pretend Entra gives Teams silently; `undefined`: it gives nothing. */
  readonly signOnToken: (person: CastMember) => string | undefined;
  /** Everything the bot answers is also said. */
  readonly onAnswer: (words: JsonObject | string) => void;
}

export class Presses {
  private readonly parts: PressesParts;
  private readonly pending = new Map<string, PendingSignIn & { readonly execution: Execution }>();

  constructor(parts: PressesParts) {
    this.parts = parts;
  }

  pendingSignIn(person: CastMember): PendingSignIn | undefined {
    return this.pending.get(person.id);
  }

  async press(press: Press): Promise<Pressed> {
    const { chat, line } = this.parts;
    const card = chat.cardOf(press.message, press.scene.person) ?? {};
    const button = findButton(card, press.button, press.position);
    if (!button) throw new Error(`${press.scene.person.name} sees no button "${press.button}"`);
    if (button.action['type'] === 'Action.OpenUrl') return { kind: 'link', url: textOf(button.action['url']) };
    const action = press.form === 'execute' ? button.action : fallbackOf(button);
    const { values, missing } =
      action['associatedInputs'] === 'none' ? NO_INPUTS : inputsOf(card, press.inputs, button.action);
    if (missing.length > 0) return { kind: 'inputMissing', ids: missing };
    const filled = { ...action, data: { ...(action['data'] as JsonObject | undefined), ...values } };
    if (action['type'] === 'Action.Execute') return await this.execute({ press, action: filled });
    await line.deliver(submitActivity(press.scene, filled.data, press.message.id));
    return { kind: 'posted' };
  }

  /** The sign-in page has closed: Teams repeats the press with the page's state beside it. */
  async signedIn(person: CastMember, state: string): Promise<Pressed> {
    const pending = this.pending.get(person.id);
    if (!pending) throw new Error(`${person.name} is not asked to sign in`);
    this.pending.delete(person.id);
    return await this.read(pending.execution, await this.send(pending.execution, { state }));
  }

  /** Teams' own refresh, as when a conversation is opened: whatever fails is not seen, nor what was asked for before an edit. */
  async refresh(execution: Execution): Promise<void> {
    const { chat } = this.parts;
    const { message, scene } = execution.press;
    const body = await this.send(execution, { trigger: 'automatic' });
    chat.answered(message, scene.person);
    const isEdited = chat.find(message.id)?.content !== message.content;
    if (typeof body !== 'string' && isCard(body) && !isEdited) this.show(execution, body['value'] as JsonObject);
  }

  private async execute(execution: Execution): Promise<Pressed> {
    const body = await this.send(execution, { trigger: 'manual' });
    const login = typeof body === 'string' ? undefined : loginRequestOf(body);
    if (!login) return await this.read(execution, body);
    return login.silent ? await this.exchange(execution, login) : this.askToSignIn(execution, login);
  }

  private async exchange(execution: Execution, login: LoginRequest): Promise<Pressed> {
    const { person, place } = execution.press.scene;
    if (place.type === 'channel') return await this.failSilently(execution, 'resourcematchfailed');
    if (!this.parts.chat.hasApp(person)) return await this.failSilently(execution, 'installedappnotfound');
    const token = this.parts.signOnToken(person);
    if (token === undefined) return await this.failSilently(execution, 'tokenmissing');
    const authentication = { id: randomUUID(), connectionName: login.connectionName, token };
    const body = await this.send(execution, { trigger: 'manual', authentication });
    const isRefused = typeof body !== 'string' && (body['statusCode'] === 412 || loginRequestOf(body) !== undefined);
    return isRefused ? this.askToSignIn(execution, login) : await this.read(execution, body);
  }

  private async failSilently({ press: { scene } }: Execution, code: string): Promise<Pressed> {
    await this.parts.line.invoke(invokeActivity(scene, 'signin/failure', { value: { code, message: 'pretended' } }));
    return { kind: 'nothing', because: code };
  }

  private askToSignIn(execution: Execution, { url, text }: LoginRequest): Pressed {
    this.pending.set(execution.press.scene.person.id, { url, text, execution });
    return { kind: 'signIn', url, text };
  }

  /** @returns the body of the bot's answer, or why there is none */
  private async send({ press, action }: Execution, beside: JsonObject): Promise<JsonObject | string> {
    const value = { action: { type: 'Action.Execute', id: '', ...pick(action) }, ...beside };
    const activity = invokeActivity(press.scene, 'adaptiveCard/action', { value, replyToId: press.message.id });
    const answer = await this.parts.line.invoke(activity);
    if (!answer) return 'the bot did not answer in time';
    return answer.status === 200 && answer.body ? answer.body : `the bot answered ${answer.status}`;
  }

  private async read(execution: Execution, body: JsonObject | string): Promise<Pressed> {
    if (typeof body === 'string') return { kind: 'error', code: 'noAnswer', message: body };
    const { type, value } = body;
    const login = loginRequestOf(body);
    if (login) return this.askToSignIn(execution, login);
    if (isCard(body)) return this.show(execution, value as JsonObject);
    if (type === 'application/vnd.microsoft.activity.message') {
      this.parts.onAnswer(textOf(value));
      return { kind: 'sentence', text: textOf(value) };
    }
    const { code, message } = (value ?? {}) as JsonObject;
    return await Promise.resolve({ kind: 'error', code: textOf(code), message: textOf(message) });
  }

  private show({ press: { message, scene } }: Execution, card: JsonObject): Pressed {
    this.parts.chat.setView(message, scene.person, card);
    this.parts.chat.answered(message, scene.person);
    this.parts.onAnswer(card);
    return { kind: 'card', card };
  }
}

interface LoginRequest {
  readonly url: string;
  readonly text: string;
  readonly connectionName: string;
  readonly silent: boolean;
}

/** Teams ignores a request to sign in without a connection name and exactly one signin button. */
function loginRequestOf({ type, statusCode, value }: JsonObject): LoginRequest | undefined {
  if (type !== 'application/vnd.microsoft.activity.loginRequest' || statusCode !== 401) return undefined;
  const { text, connectionName, tokenExchangeResource, buttons } = value as JsonObject;
  const [button, ...others] = buttons as readonly JsonObject[];
  if (!textOf(connectionName) || button?.['type'] !== 'signin' || others.length > 0) return undefined;
  return {
    url: textOf(button['value']),
    text: textOf(text),
    connectionName: textOf(connectionName),
    silent: tokenExchangeResource !== undefined,
  };
}

const NO_INPUTS = { values: {}, missing: [] as readonly string[] };

const isCard = ({ type }: JsonObject): boolean => type === 'application/vnd.microsoft.card.adaptive';

function fallbackOf({ action, title }: CardButton): JsonObject {
  if (action['type'] === 'Action.Submit') return action;
  const fallback = action['fallback'] as JsonObject | undefined;
  if (fallback?.['type'] !== 'Action.Submit') throw new Error(`the button "${title}" has no Submit behind it`);
  return fallback;
}

const pick = ({ title, verb, data }: JsonObject): JsonObject => ({
  ...(title === undefined ? {} : { title }),
  ...(verb === undefined ? {} : { verb }),
  data: data ?? {},
});

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
