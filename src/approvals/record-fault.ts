/** What may be wrong with the record, or with a request beside it, and where. */
import type { RecordHead } from './record-entry';
import type { RequestRow, RowFault, StoryFault } from './recorded-request';

/** What a request says of its own last entry, and of itself. */
export interface RequestHead extends RecordHead {
  readonly requestId: string;
  readonly state: string;
  readonly row: RequestRow;
}

type Because =
  | 'unreadable'
  | 'contentChanged'
  | 'linkBroken'
  | 'missing'
  | 'outOfOrder'
  | 'beginMissing'
  | 'beginChanged'
  | 'tailMissing'
  | 'chainHeadDiffers'
  | 'requestHeadDiffers'
  | StoryFault
  | RowFault
  | 'requestGone'
  | 'knownHeadDiffers'
  | 'knownHeadPruned'
  | 'prunedTooEarly'
  | 'checkpointUnfit';

export interface RecordFault {
  readonly because: Because;
  /** The first entry that is broken or missing. */
  readonly number: number;
  readonly requestId?: string | undefined;
  /** The last one of several that are missing. */
  readonly last?: number | undefined;
  /** `outOfOrder`: the number before it. */
  readonly behind?: number | undefined;
  /** `requestHeadDiffers`: the request's last entry as the record has it. */
  readonly found?: number | undefined;
  /** `stateDiffers`: the state that the last entry left the request in, and the one that the request is in. */
  readonly said?: string | undefined;
  readonly state?: string | undefined;
  /** `prunedTooEarly`: what was written at this time or later had to stay. */
  readonly limit?: Date | undefined;
}
