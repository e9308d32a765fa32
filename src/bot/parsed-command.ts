/** What a message asks for, told apart by `kind`. A new command that is forgotten somewhere does not compile. */
import type { ScopePhrase } from '../recovery/scope';
import type { ChangeFilter } from '../recovery/store-ports';
import type { TimePhrase } from '../times/time-phrase';
import type { RequestId } from '../shared/ids';
import type { CommandName } from './command-words';

export interface PlanWords {
  readonly scope: ScopePhrase;
  readonly time: TimePhrase;
  /** As it would be typed again: mentions by id, without the verb. For the commands of choices. */
  readonly scopeText: string;
  /** As it was typed, without `from`. For the echo. */
  readonly timeText: string;
}

/** Why a known command could not be read; facts fill the sentence (see malformed-sentence.ts). */
export type MalformedReason =
  | 'scopeMissing'
  | 'timeMissing'
  /** facts: `fault` (a TimeFault), `typed` */
  | 'timeRefused'
  /** facts: `fault` (a ScopeFault), `typed` */
  | 'scopeRefused'
  /** `restore yesterday users` */
  | 'wrongOrder'
  | 'idMissing'
  /** facts: `typed` */
  | 'idUnreadable'
  /** I, L, O, 0 and 1 are in no request's id; facts: `typed` */
  | 'idLookalike'
  /** facts: `typed` */
  | 'leftOver'
  /** facts: `typed` */
  | 'filterUnknown'
  | 'pageUnreadable'
  | 'daysUnreadable'
  /** facts: `limit`, in characters */
  | 'reasonTooLong'
  | 'becauseMissing'
  /** facts: `typed` */
  | 'previewTakesNoReason'
  | 'whoChangedWhat'
  | 'sinceMissing'
  /** Today's own weekday; facts: `typed` */
  | 'todayOrLastWeek'
  /** Several objects, or exceptions. */
  | 'oneObject'
  | 'noSuchCommand'
  | 'tooLong';

export interface Malformed {
  readonly kind: 'malformed';
  readonly command: CommandName;
  readonly because: MalformedReason;
  /** What was typed, cut short; data, not yet neutralised. */
  readonly facts: Readonly<Record<string, string>>;
  /** At least one; each is a whole command that parses. */
  readonly rewrites: readonly string[];
  /** What it asks for if the words that are no scope words are names: only the directory can tell. */
  readonly ifNames?: Named | undefined;
}

export type Named = Extract<Understood, { kind: 'preview' | 'restore' | 'whoChanged' }>;

interface Unknown {
  readonly kind: 'unknown';
  /** Cut short; data, not yet neutralised. */
  readonly typed: string;
  /** The nearest valid command, to be offered and never executed. */
  readonly nearest: string;
}

interface About {
  readonly id: RequestId;
}

export type Understood =
  | { readonly kind: 'snapshots' }
  | ({ readonly kind: 'preview' } & PlanWords)
  | ({ readonly kind: 'restore'; readonly reason?: string | undefined } & PlanWords)
  | { readonly kind: 'requests' }
  | ({ readonly kind: 'status' } & About)
  | ({ readonly kind: 'changes'; readonly page: number; readonly filter?: ChangeFilter | undefined; readonly filterWords?: string | undefined } & About)
  | ({ readonly kind: 'approve'; readonly reason?: string | undefined } & About)
  | ({ readonly kind: 'reject'; readonly reason?: string | undefined } & About)
  | ({ readonly kind: 'withdraw' } & About)
  | ({ readonly kind: 'cancel' } & About)
  | ({ readonly kind: 'start' } & About)
  | ({ readonly kind: 'ask'; readonly reason?: string | undefined } & About)
  | ({ readonly kind: 'runNow' } & About)
  | ({ readonly kind: 'check' } & About)
  | ({ readonly kind: 'retry' } & About)
  | ({ readonly kind: 'split' } & About)
  | ({ readonly kind: 'failed' } & About)
  | ({ readonly kind: 'evidence' } & About)
  | { readonly kind: 'whoChanged'; readonly scope: ScopePhrase; readonly scopeText: string; readonly since: Date; readonly page: number }
  | { readonly kind: 'whoCanApprove' }
  | { readonly kind: 'history'; readonly days: number }
  /** `here`: print the conversation's id. */
  | { readonly kind: 'help'; readonly command?: CommandName | undefined; readonly here: boolean }; // prettier-ignore

export type ParsedCommand = Understood | Malformed | Unknown;
