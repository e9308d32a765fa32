/** What is drawn, for whom, and with which facts beside the request. Everything is handed in: a card asks nobody. */
import type { Draft } from '../approvals/approval';
import type { Quorum } from '../approvals/quorum';
import type { PersonId } from '../shared/ids';
import type { JsonObject } from '../shared/json';
import type { Change } from '../recovery/change';
import type { DifferenceRows } from '../recovery/recheck';
import type { ForeseenRefusals } from '../recovery/acts';
import type { Standing } from '../recovery/terms';

export type Card = JsonObject;

export interface DrawnCard {
  readonly card: Card;
  /** Plain text that helps as a toast. */
  readonly summary: string;
}

export interface Viewer {
  readonly personId?: PersonId | undefined;
  readonly standing: Standing | 'unknown';
  /** The shared card that everybody in the conversation sees. */
  readonly isShared: boolean;
}

/** Person and object ids with their display names, as the directory tells them: raw. */
export type Names = ReadonlyMap<string, string>;

/** Something the approver has to type before *Approve* (A21, A22). The answer arrives in the press's data under `id`. */
export interface ApprovalInput {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
}

/** How many approvals it takes, and by whom. */
export interface QuorumView {
  readonly quorum: Quorum;
  /** Names of those who could still approve, raw: now, or after activating the role. */
  readonly active: readonly string[];
  readonly eligible: readonly string[];
  /** Of those who could, if the changes did not touch their own power. */
  readonly touched?: readonly string[] | undefined;
}

export interface Viewing {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly names: Names;
  /** Soft-deletes first (up to 20), then others. */
  readonly rows: readonly Change[];
  /** In place of the rows, where a re-check found other changes than the approved ones. */
  readonly differences?: DifferenceRows | undefined;
  readonly mayShowValues: boolean;
  /** What is posted where the card stands may hold values: a personal chat, or a configured conversation. */
  readonly mayPostValues: boolean;
  /** Sentences that only the caller can know: another open request, who was reached, what the quorum is. */
  readonly notes: readonly string[];
  readonly windows: {
    readonly approvalMinutes: number;
    readonly executionMinutes: number;
    readonly previewMaxAgeMinutes: number;
  };
  /** Where approval is asked for, or was to be. */
  readonly quorum?: QuorumView | undefined;
  readonly approvalInputs?: readonly ApprovalInput[] | undefined;
  /** A reason that was typed for this card, where this viewer gets it. */
  readonly draft?: Draft | undefined;
  /** Presses of this viewer that would be refused, as far as that is known without one, and why. */
  readonly refusals?: ForeseenRefusals | undefined;
}
