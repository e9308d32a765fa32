/** The clock was set back (two instants have this local time) or forward (none has). Both are said to the person. */
export const TIME_NOTES = ['doubledLocalTime', 'missingLocalTime'] as const;
export type TimeNote = (typeof TIME_NOTES)[number];
