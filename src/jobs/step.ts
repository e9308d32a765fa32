/**
 * One step of a request: it reads the state it is in, asks the reading ports, and says what follows. It moves nothing, posts nothing,
 * never sleeps, and cannot start anything in Microsoft: only a press can.
 */
import type { AuditReader, BackupReader, DirectoryReader } from '../recovery/ports';
import type { RecoveryIn, RecoveryState, RecoveryStateName } from '../recovery/request';
import type { createHazardJudge } from '../recovery/hazards';
import type { ChangeStore, Move, NoticeStore, RequestStore } from '../recovery/store-ports';
import type { ListingPatience } from '../recovery/start-window';
import type { Clock } from '../shared/clock';
import type { HostTime } from '../shared/host-time';
import type { Patience } from '../shared/patience';
import type { Log } from '../shared/log';
import type { RuleSettings } from '../usecases/ports';

type HazardQuestion = Parameters<typeof createHazardJudge>[0];

export interface StepSettings
  extends Pick<HazardQuestion, 'emergencyAccountIds' | 'privilegedGroupIds'>, RuleSettings, ListingPatience {
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
  readonly approvalWindowMinutes: number;
  readonly executionWindowMinutes: number;
  readonly planWindowMinutes: number;
  readonly previewMaxAgeMinutes: number;
  readonly incidentConversationId?: string | undefined;
}

export interface Reading {
  readonly requests: Pick<RequestStore, 'slotHolder' | 'open' | 'since' | 'get'>;
  readonly changes: ChangeStore;
  readonly notices: Pick<NoticeStore, 'ofRequest'>;
  readonly backup: BackupReader;
  readonly directory: Pick<
    DirectoryReader,
    | 'approverCandidates'
    | 'accountsOf'
    | 'accountsWithEmployeeId'
    | 'factsOf'
    | 'policiesNow'
    | 'membershipsOf'
    | 'accessOf'
    | 'goneAmong'
    | 'namesOf'
  >;
  readonly audit: AuditReader;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly hostTime: Pick<HostTime, 'isOff'>;
  readonly log: Log;
  readonly settings: StepSettings;
  /** Aborted when this process wants to end: long reading stops between two pages and is begun again elsewhere. */
  readonly stopping: AbortSignal;
}

export type StepResult =
  | {
      readonly kind: 'moveTo';
      readonly state: RecoveryState;
      readonly move: Omit<Move, 'by'>;
      /** Set where nothing is to be done at once in the new state. */
      readonly thenWaitMs?: number | undefined;
    }
  | {
      readonly kind: 'wait';
      readonly delayMs: number;
      /** Microsoft was not asked: whether it can be read is as unknown as before. */
      readonly hasReadNothing?: true;
    }
  | { readonly kind: 'rest' };

export type Step<Name extends RecoveryStateName> = (request: RecoveryIn<Name>, reading: Reading) => Promise<StepResult>;

export const moveTo = (state: RecoveryState, move: Omit<Move, 'by'> = {}): StepResult => ({
  kind: 'moveTo',
  state,
  move,
});

/** @param delayMs - negative when the time has come already */
export const wait = (delayMs: number): StepResult => ({ kind: 'wait', delayMs: Math.max(0, delayMs) });

/** Nobody was asked for anything. */
export const waitUnread = (delayMs: number): StepResult => ({ kind: 'wait', delayMs: Math.max(0, delayMs), hasReadNothing: true }); // prettier-ignore

export const rest = (): Promise<StepResult> => Promise.resolve({ kind: 'rest' });
