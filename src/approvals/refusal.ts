/**
 * A refusal is a value: it says why, and it changed nothing. Each reason completes "refused because …" and has one sentence
 * with the way out in src/cards/refusal-sentences.ts. `facts` fill that sentence (names, times, ids; plain text, not yet neutralised).
 *
 * @internal Tests go through all of them.
 */
export const REFUSAL_REASONS = [
  // who
  'roleMissing', 'readerMayNotAsk', 'roleNotActive', 'roleUnknown', 'guest', 'voterIsRequester', 'voterChangedRequest', 'sameHuman',
  'humanUnknown', 'voterInChanges',
  'notRequester', 'notRequesterOrApprover', 'someoneElsesSignOn', 'signOnInvalid', 'contextMissing', 'signOnTooOld', 'signOnTimeUnknown',
  // what
  'noSuchRequest', 'changedSinceShown', 'notAwaitingApproval', 'notReadYet', 'notPlanned', 'notApproved', 'votesNotEnough', 'notRunning', 'alreadyRunning',
  'previewRunning', 'alreadyStopping', 'atRest', 'nothingToSplit', 'alreadySplit', 'asksNobody', 'asksByItself',
  'alreadyVoted', 'alreadyPreviewed', 'changesNotKept', 'keptChangesDiffer', 'recordDiffers', 'stillRecovering', 'notRunYet', 'nothingRan', 'nothingFailed', 'nothingToRecover', 'unknownKindOfPress',
  // when
  'windowOver', 'snapshotGone', 'tooFewApprovers', 'reasonMissing', 'reasonTooShort', 'numberNotTyped', 'policyNotNamed',
  // outside
  'slotBusy', 'recoveryDisabled', 'clockOff', 'databaseAway', 'redisAway', 'entraAway', 'graphAway', 'teamsAway', 'ownSignInRefused', 'signInNotTaken', 'conditionalAccess', 'consentMissing', 'graphRefused', 'readingRefused', 'answerUnreadable', 'noSnapshotListed', 'startUnclear', 'tooManyObjects',
  'cannotBePinned', 'tooManyLeft', 'exceptedRidesAlong', 'notFound', 'unknownId',
] as const; // prettier-ignore
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export interface Refusal {
  readonly kind: 'refused';
  readonly because: RefusalReason;
  readonly facts: Readonly<Record<string, string>>;
}

export function refused(because: RefusalReason, facts: Readonly<Record<string, string>> = {}): Refusal {
  return { kind: 'refused', because, facts };
}

/** The first reason whose condition holds, in the order in which they are to be said. */
export function firstRefusal(
  reasons: readonly (readonly [holds: boolean, because: RefusalReason])[],
): Refusal | undefined {
  const first = reasons.find(([holds]) => holds);
  return first && refused(first[1]);
}
