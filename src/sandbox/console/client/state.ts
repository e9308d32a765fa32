/** Everything the page knows, and the only place where it changes. */
import type { PressAnswer, ShownMessage, ShownTenant, SignInPage, Welcome } from '../wire';
import type { Looking } from './address';

export interface Toast {
  readonly id: string;
  readonly place: ShownMessage['place'];
  readonly from: string;
  readonly text: string;
}

/** What Teams shows the presser alone, under the card. */
export interface OwnNote {
  readonly kind: PressAnswer['kind'];
  readonly text: string;
  /** The sign-in page that a button opens. */
  readonly url?: string | undefined;
}

export interface SignInWindow {
  readonly person: string;
  readonly url: string;
  readonly messageKey: string;
  readonly page?: SignInPage | undefined;
  readonly error?: string | undefined;
}

export type Panel = 'places' | 'chat' | 'tenant';

export interface Display {
  readonly theme: 'system' | 'light' | 'dark';
  /** An old phone knows Submit buttons only. */
  readonly width: 'desktop' | 'phone' | 'oldPhone';
}

export interface State {
  readonly looking: Looking;
  readonly connection: 'connecting' | 'live' | 'lost' | 'paused';
  readonly welcome?: Welcome | undefined;
  /** By `keyOf`, for the person who looks. */
  readonly messages: ReadonlyMap<string, ShownMessage>;
  readonly hasMessages: boolean;
  readonly tenant?: ShownTenant | undefined;
  /** When the tenant was told, in ms of this page. */
  readonly tenantAt: number;
  /** By person and message. */
  readonly notes: ReadonlyMap<string, OwnNote>;
  /** The newest message that was looked at, by person and place. */
  readonly seen: ReadonlyMap<string, string>;
  readonly toasts: readonly Toast[];
  readonly signIn?: SignInWindow | undefined;
  readonly display: Display;
  readonly panel: Panel;
  /** In the thread of this message; channels only. */
  readonly replyTo?: string | undefined;
  /** The message that a link leads to, until it is shown. */
  readonly wanted?: string | undefined;
  /** How often a button was pressed whose answer may be a new message. */
  readonly asked: number;
  readonly announcement: string;
  readonly error?: string | undefined;
}

export const keyOf = ({ place, id }: Pick<ShownMessage, 'place' | 'id'>): string => `${place}/${id}`;
export const noteKey = (person: string, messageKey: string): string => `${person}:${messageKey}`;
export const seenKey = ({ person, place }: Looking): string => `${person}/${place}`;

export class Store {
  private current: State;
  private readonly listeners = new Set<() => void>();

  constructor(first: State) {
    this.current = first;
  }

  get state(): State {
    return this.current;
  }

  set(change: Partial<State> | ((state: State) => Partial<State>)): void {
    this.current = { ...this.current, ...(typeof change === 'function' ? change(this.current) : change) };
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export function firstState(looking: Looking, display: Display): State {
  return {
    looking,
    display,
    connection: 'connecting',
    messages: new Map(),
    hasMessages: false,
    tenantAt: 0,
    notes: new Map(),
    seen: new Map(),
    toasts: [],
    panel: 'chat',
    asked: 0,
    announcement: '',
  };
}
