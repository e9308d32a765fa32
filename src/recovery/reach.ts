/** Who sees the approval card of a request from a personal chat. Names of people. */
export interface Reach {
  readonly reached: readonly string[];
  readonly inIncidentConversation: boolean;
  /** Rewind was never there, or may not write to them. */
  readonly notInstalled: readonly string[];
  /** Teams took nothing for them for half an hour. */
  readonly givenUp: readonly string[];
  /** Teams does not take it now, and it is tried again. */
  readonly notYet: readonly string[];
}

/** People who would have been told something that is still true, and were not told it anywhere. */
export interface Untold {
  /** Names. */
  readonly people: readonly string[];
  /** The error's code. */
  readonly because: string;
}
