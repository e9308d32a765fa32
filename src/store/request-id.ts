import { randomInt } from 'node:crypto';
import type { RequestId } from '../shared/ids';

/** Without I, L, O, 0 and 1, which are mistaken for each other when people read an id aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const SHORTEST = 4;
const LONGEST = 8;
const ATTEMPTS_A_LENGTH = 3;

/** How often a free id is looked for before something else must be wrong. */
export const ID_ATTEMPTS = (LONGEST - SHORTEST + 1) * ATTEMPTS_A_LENGTH;

/** A random id; one character longer after every third that was taken. */
export function randomRequestId(attempt: number): RequestId {
  const length = Math.min(LONGEST, SHORTEST + Math.floor(attempt / ATTEMPTS_A_LENGTH));
  const characters = Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return `R-${characters.join('')}` as RequestId;
}
