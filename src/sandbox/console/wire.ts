/** What the console's server and its page say to each other: types only, all of it JSON. */
import type { JsonObject } from '../../shared/json';
import type { PlaceName } from '../teams/places';

export type { PlaceName };

export interface ShownPerson {
  /** How the page and its address name the person. */
  readonly alias: string;
  readonly name: string;
  /** Role in a few words, as of the start. */
  readonly standing: string;
}

/** A place as one person finds it. */
export interface ShownPlace {
  readonly key: PlaceName;
  readonly name: string;
  readonly type: 'personal' | 'groupChat' | 'channel';
  /** Why this person cannot open it. */
  readonly closedBecause?: string | undefined;
  readonly peopleCount: number;
}

/** A command as people may type it; `example` works when pasted. */
export interface CommandHint {
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
}

export interface Choice {
  readonly key: string;
  readonly title: string;
  readonly description: string;
}

/** First on every connection, and again after everything started anew. */
export interface Welcome {
  /** Another one than before: nothing that was seen before counts any more. */
  readonly worldId: string;
  readonly people: readonly ShownPerson[];
  readonly places: readonly ShownPlace[];
  readonly commands: readonly CommandHint[];
  readonly incidents: readonly Choice[];
  readonly troubles: readonly Choice[];
  /** Why *Start anew* is not offered. */
  readonly noResetBecause?: string | undefined;
}

export type ShownFile =
  /** A person gave it to the bot. `isFetched`: the bot has asked for its bytes. */
  | { readonly kind: 'handed'; readonly name: string; readonly isFetched: boolean }
  /** The bot offers it, and waits for consent. */
  | { readonly kind: 'offered'; readonly name: string; readonly description: string; readonly bytes: number }
  /** It lies in the person's pretend storage, and can be read at this address of the console. */
  | { readonly kind: 'sent'; readonly name: string; readonly address: string };

/** A message as one person sees it. */
export interface ShownMessage {
  readonly id: string;
  readonly place: PlaceName;
  /** The first message of the thread; channels only. */
  readonly threadId?: string | undefined;
  /** An alias, or the bot. */
  readonly from: string;
  readonly at: string;
  readonly text?: string | undefined;
  readonly summary?: string | undefined;
  readonly card?: JsonObject | undefined;
  /** How often it was edited. */
  readonly edits: number;
  /** Somebody's view of their own, not what everybody sees. */
  readonly isOwnView: boolean;
  /** Names that the bot mentions, as they stand in its text. */
  readonly mentions: readonly string[];
  readonly mentionsMe: boolean;
  readonly file?: ShownFile | undefined;
}

export interface ShownSlot {
  readonly kind: 'preview' | 'recovery';
  readonly status: string;
  readonly byName: string;
  readonly isFromPortal: boolean;
  readonly startedAt: string;
}

/** How far people have come since the newest incident. */
export interface ShownStory {
  readonly stage: 'nothing' | 'planned' | 'previewing' | 'awaitingApproval' | 'recovering' | 'finished';
  /** What people would type now to go back to before the incident. */
  readonly wish: string;
  /** Alias of whoever asked. */
  readonly by?: string | undefined;
  /** Somebody has looked at all changes. */
  readonly hasLooked: boolean;
}

export interface ShownTenant {
  readonly now: string;
  /** Pretend seconds in a second. */
  readonly speed: number;
  /** Newest first. */
  readonly snapshots: readonly { readonly id: string; readonly at: string }[];
  readonly slot?: ShownSlot | undefined;
  readonly last?: ShownSlot | undefined;
  /** Goes up whenever the tenant's objects may differ from before. */
  readonly writes: number;
  /** Faults that still wait to happen, by the key of their trouble. */
  readonly troubles: Readonly<Record<string, number>>;
  readonly story: ShownStory;
  /** People whose role has to be activated first. */
  readonly eligible: readonly { readonly alias: string; readonly isActive: boolean }[];
  /** Messages of the bot in each person's personal chat. */
  readonly personalChats: Readonly<Record<string, number>>;
}

export interface ShownDifference {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly what: string;
}

/** One answer of the sign-in window: the address that its bar shows, and the page. */
export type SignInPage =
  | { readonly kind: 'pick'; readonly address: string; readonly scopes: readonly string[] }
  | { readonly kind: 'words'; readonly address: string; readonly isDone: boolean; readonly words: readonly string[] };

/** What came of a press, as the presser's Teams shows it. */
export type PressAnswer =
  /** The presser's own view of the card; it comes with the messages. */
  | { readonly kind: 'card' }
  | { readonly kind: 'sentence'; readonly text: string }
  /** A sign-in button appears, which opens the window at this address. */
  | { readonly kind: 'signIn'; readonly url: string; readonly text: string }
  /** What the bot has to say is posted. */
  | { readonly kind: 'posted' }
  /** `isSignIn`: it opens the sign-in window; any other link a tab of the browser. */
  | { readonly kind: 'link'; readonly url: string; readonly isSignIn: boolean }
  | { readonly kind: 'inputMissing'; readonly ids: readonly string[] }
  | { readonly kind: 'nothing'; readonly because: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };
