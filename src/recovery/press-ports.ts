/** What is remembered of messages and presses for minutes or hours only. It may be lost at any time; nothing runs twice for it. */
import type { Place } from '../approvals/approval';
import type { Refusal } from '../approvals/refusal';
import type { StepUp } from '../approvals/step-up';
import type { PersonId, PressId } from '../shared/ids';
import type { JsonObject } from '../shared/json';
import type { DelegatedScope, PressVerb } from './acts';
import type { Power } from './ports';
import type { WantedFile } from '../requests/wanted-file';

/** A press that waits for its person to finish on the sign-in page. It carries no power. */
export interface HeldPress {
  readonly id: PressId;
  readonly personId: PersonId;
  readonly personName: string;
  readonly place: Place;
  readonly zone?: string | undefined;
  readonly verb: PressVerb;
  /** What the card's button carried: request id, revision, inputs. Judged when the press is finished. */
  readonly data: JsonObject;
  readonly heldAt: Date;
}

export interface HeldPresses {
  /** Keeps it for five minutes under a fresh random id. */
  hold(press: Omit<HeldPress, 'id'>): Promise<PressId>;
  /** Without using it up: what the sign-in page needs before it sends the browser to Entra. */
  find(id: PressId): Promise<HeldPress | undefined>;
  /** Atomically gives it to the first taker only; then it is found no more. */
  take(id: PressId): Promise<HeldPress | undefined>;
  /** True once it was taken, for as long as anybody may still have its page open. */
  isUsed(id: PressId): Promise<boolean>;
}

export type SignOnAnswer =
  | Refusal
  | { readonly kind: 'power'; readonly power: Power }
  /** Entra wants to see the person (consent, Conditional Access, step-up): the sign-in page. */
  | { readonly kind: 'needsPage' };

/** The silent door: the token that Teams put beside the press, verified and exchanged for this person's power. */
export interface SignOn {
  byToken(press: {
    readonly token: string;
    readonly personId: PersonId;
    readonly scopes: readonly DelegatedScope[];
    /** What the press demands of the sign-on besides; where it is not fulfilled, only the page can help. */
    readonly stepUp?: StepUp | undefined;
  }): Promise<SignOnAnswer>;
}

export interface SeenActivities {
  /** True for the first caller with this id within 24 hours; repeated deliveries get false. */
  isFirst(activityId: string): Promise<boolean>;
}

/**
 * What somebody's client sends. `refresh`: by itself, nobody said anything. `stop`: what stops something, which no chatter may hold up.
 * Each has a limit of its own, and none uses up another's.
 */
export type Utterance = 'word' | 'refresh' | 'stop';

export interface SpeakingLimits {
  /** False when this person has sent too much of this kind lately (in 60 s: 30 words, 120 refreshes, 30 stops); others are not affected. */
  mayStillSpeak(personId: PersonId, utterance: Utterance): Promise<boolean>;
}

/** A file that was offered to a person. It holds nothing of the file, which is made when the person takes it. */
export interface FileOffer {
  readonly personId: PersonId;
  readonly file: WantedFile;
  readonly offeredAt: Date;
}

export interface FileOffers {
  /** Keeps it for an hour under a fresh random id. */
  hold(offer: FileOffer): Promise<string>;
  /** Without using it up. */
  find(id: string): Promise<FileOffer | undefined>;
  /** Atomically gives it to the first taker only. */
  take(id: string): Promise<FileOffer | undefined>;
}
