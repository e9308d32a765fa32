/**
 * A visit of the sign-in page. All its secrets follow from one that only the browser keeps: nothing is stored, so that no number of
 * openings ends anybody's visit, and what one browser began no other one can finish.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Secrets of one page visit. Only `state`, `nonce` and `codeChallenge` travel to Entra. */
export interface Visit {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly codeChallenge: string;
}

const random = (): string => randomBytes(32).toString('base64url');
const BROWSER_SECRET = /^[\w-]{43}$/;

export const newBrowserSecret = random;

export const isBrowserSecret = (text: string | undefined): text is string => BROWSER_SECRET.test(text ?? '');

/** @param about - what is visited; it stands at the beginning of the state */
export function beginVisit(about: string, browserSecret: string): Visit {
  const visited = `${about}.${random()}`;
  return visitIn(`${visited}.${derived(browserSecret, 'state', visited)}`, browserSecret);
}

/** @returns `undefined` where another browser began it, or nobody */
export function resumeVisit(state: string, browserSecret: string): Visit | undefined {
  const end = state.lastIndexOf('.');
  const seal = Buffer.from(state.slice(end + 1));
  const expected = Buffer.from(derived(browserSecret, 'state', state.slice(0, Math.max(end, 0))));
  return seal.length === expected.length && timingSafeEqual(seal, expected) ? visitIn(state, browserSecret) : undefined;
}

function visitIn(state: string, browserSecret: string): Visit {
  const verifier = derived(browserSecret, 'verifier', state);
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
  return { state, nonce: derived(browserSecret, 'nonce', state), verifier, codeChallenge };
}

const derived = (browserSecret: string, what: 'state' | 'nonce' | 'verifier', text: string): string =>
  createHmac('sha256', browserSecret).update(`${what} ${text}`).digest('base64url');
