/** A21: why a recovery is asked for, in the requester's words: at least 10 characters, or a case number such as `INC-4711`. */
import { refused, type Refusal } from './refusal';
import { visibleText } from './visible-text';

export type Reason = string;

const MINIMUM_LENGTH = 10;
const CASE_NUMBER = /^#?[A-Za-z]{0,10}[-_ ]?\d{3,12}$/;

export function needsReason(reason: Reason | undefined): Refusal | undefined {
  const given = visibleText(reason);
  if (given === '') return refused('reasonMissing');
  if (given.length < MINIMUM_LENGTH && !CASE_NUMBER.test(given))
    return refused('reasonTooShort', { limit: String(MINIMUM_LENGTH) });
  return undefined;
}
