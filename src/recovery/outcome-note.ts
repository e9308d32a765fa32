/** What a press came to, where the card alone does not say it. The words are in cards/outcome-sentence.ts. */

/** Whether nothing is known to run by the press: its card looks as before, or as if all were well, so a sentence is owed. */
const STARTED_NOTHING = {
  slotBusy: true,
  startWasLost: true,
  startUnclear: true,
  slotUnclear: true,
  voteCounted: false,
  voteWithdrawn: false,
  cancelAsked: false,
} as const;

export type OutcomeNote = keyof typeof STARTED_NOTHING;

export const startedNothing = (note: OutcomeNote | undefined): boolean => note !== undefined && STARTED_NOTHING[note];
