/** What an entry of the record says was done, where the new state's name alone does not tell. */
import type { RequestId } from '../shared/ids';
import type { RecoveryStateName } from './request';

type Deed =
  // presses
  | 'startedPreview'
  | 'askedForRecovery'
  | 'approved, quorum 2 not reachable'
  | 'pressedRunNow'
  | 'withdrewVote'
  | 'stoppedRecheck'
  | 'askedToCancel'
  | 'askedToBeTold'
  | 'checkedResult'
  | 'retriedFailed'
  | `splitFrom ${RequestId}`
  | `splitInto ${string}`
  // starts
  | 'jobAccepted'
  | 'adoptedEarlierStart'
  | 'adoptedPreview'
  | 'adoptedRecheck'
  | 'adoptedRecovery'
  | 'startRefused'
  | 'startTooLate'
  | 'graphAway'
  | 'startedInVain'
  | 'slotBusy'
  | 'slotSaidBusy'
  | 'slotFree'
  | 'gaveSlotBack'
  | 'previewStartWasLost'
  | 'recheckStartWasLost'
  | 'recoveryStartWasLost'
  // what Microsoft did, or did not tell
  | 'recheckPreviewed'
  | 'recheckFoundNothingNew'
  | 'recheckFoundNothingLeft'
  | 'recheckDiffers'
  | 'previewWentOn'
  | 'recoveryWentOn'
  | 'overtaken'
  | 'cannotRead'
  | 'saidAway'
  | 'toldAway'
  | 'readAgain'
  // people
  | 'tooFewApprovers'
  | 'reminded'
  | 'escalated'
  | 'nobodyElseToAsk';

export type RecordWord = Deed | RecoveryStateName;
