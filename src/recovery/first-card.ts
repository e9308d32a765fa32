import { minutesAfter } from '../shared/clock';

const LATE_AFTER_MINUTES = 1;

/** Whoever saves a request shows its card at once. An open one that has stood still since before then has lost its first card. */
export const firstCardIsLateSince = (now: Date): Date => minutesAfter(now, -LATE_AFTER_MINUTES);
