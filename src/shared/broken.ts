/** What people read of a bug, in front of what else is known of it. Nothing of the exception reaches them. */
export const BROKE = 'Something broke here.';

/** Where nothing else is known. @param reference - stands in the log beside the exception */
export const brokenLine = (reference: string): string => `${BROKE} Reference ${reference}`;
