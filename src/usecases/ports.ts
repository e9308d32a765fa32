/** What a use case works with. main.ts hands it in once; a press adds its `Power`. */
import type { Place } from '../approvals/approval';
import type { Aliases } from '../approvals/humans';
import type { QuorumLimits } from '../approvals/quorum';
import type { Refusal } from '../approvals/refusal';
import type { Windows } from '../approvals/windows';
import type { AuditReader, BackupReader, DirectoryReader, Wake } from '../recovery/ports';
import type { OutsideJobStore } from '../recovery/outside-job';
import type { OutcomeNote } from '../recovery/outcome-note';
import type { RecoveryRequest } from '../recovery/request';
import type { ChangeStore, RequestStore } from '../recovery/store-ports';
import type { StartPatience } from '../recovery/start-window';
import type { Clock, Ticker } from '../shared/clock';
import type { HostTime } from '../shared/host-time';
import type { ObjectId, PersonId } from '../shared/ids';
import type { Log } from '../shared/log';

export interface UsecasePorts {
  readonly requests: RequestStore;
  readonly changes: ChangeStore;
  readonly outsideJobs: Pick<OutsideJobStore, 'starterOf'>;
  readonly backup: BackupReader;
  readonly directory: DirectoryReader;
  readonly audit: AuditReader;
  readonly wake: Wake;
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly hostTime: Pick<HostTime, 'isOff'>;
  readonly log: Log;
  readonly settings: RuleSettings &
    StartPatience & {
      readonly windows: Windows;
      /** The kill switch: nothing can be started, previews included. */
      readonly isRecoveryDisabled: boolean;
    };
}

/** What a tenant may set about who has to approve. */
export interface RuleSettings {
  readonly quorum: QuorumLimits;
  /** Accounts that belong to the same person (A4). */
  readonly personAliases: Aliases;
  readonly privilegedGroupIds: readonly ObjectId[];
}

/** Who asks, and from where. */
export interface Sender {
  readonly personId: PersonId;
  readonly place: Place;
  /** IANA zone in which this person's words about time are read. */
  readonly zone: string;
}

/** What came of a press on a request: the request as it is now, and a sentence where the card alone does not say it. */
export type Outcome =
  Refusal | { readonly kind: 'done'; readonly request: RecoveryRequest; readonly note?: OutcomeNote };
