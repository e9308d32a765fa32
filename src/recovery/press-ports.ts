/** What is remembered of messages and presses for minutes or hours only. It may be lost at any time; nothing runs twice for it. */
import type { Place } from '../approvals/approval';
import type { PersonId, PressId } from '../shared/ids';
import type { JsonObject } from '../shared/json';
import type { PressVerb } from './terms';

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
  /** Atomically gives it to the first taker only. */
  take(id: PressId): Promise<HeldPress | undefined>;
  /** Secrets of one page visit (PKCE verifier, nonce), bound to the press; the newest visit wins. */
  rememberVisit(id: PressId, visit: JsonObject): Promise<void>;
  visitOf(id: PressId): Promise<JsonObject | undefined>;
}

export interface SeenActivities {
  /** True for the first caller with this id within 24 hours; repeated deliveries get false. */
  isFirst(activityId: string): Promise<boolean>;
}

export interface SpeakingLimits {
  /** False when this person has said too much lately (30 messages in 60 s); others are not affected. */
  mayStillSpeak(personId: PersonId): Promise<boolean>;
}
