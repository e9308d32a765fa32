/**
 * Where the name of a person stands in a message's text. The marks are control characters: neutralise() lets none through, so that no name
 * and no reason can hold one.
 */
const [START, MIDDLE, END] = ['\u0002', '\u001f', '\u0003'];
const INNER = '([^\\p{Cc}]*)';
const MARK = new RegExp(`${START}${INNER}${MIDDLE}${INNER}${END}`, 'gu');

/** @param name - ready to be shown */
export const markPerson = (personId: string, name: string): string => `${START}${personId}${MIDDLE}${name}${END}`;

/** @param wordsFor - what is to stand there for the person */
export function withoutMarks(
  text: string,
  wordsFor: (personId: string, name: string) => string = (_, name) => name,
): string {
  return text.replace(MARK, (_, personId: string, name: string) => wordsFor(personId, name));
}
