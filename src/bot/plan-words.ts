/**
 * `<scope> [from] <time>`: where the scope ends and the time begins. The split is the first one of which both parts are understood,
 * so the time is as long as it can be; a name that ends like a time has to stand in quotes. `from` may be left out before words that
 * can only be a time, never before a snapshot's id.
 */
import type { ScopePhrase } from '../recovery/scope';
import type { MentionedPerson } from '../recovery/scope-tokens';
import { scopePhraseIn } from '../recovery/scope-words';
import { readTime, timePhraseIn, type TimePhrase } from '../times/time-phrase';
import type { Here } from '../times/time-resolution';
import { typeable } from './clean-text';
import type { PlanWords } from './parsed-command';
import { wordsOutsideQuotes } from './words';

export interface Hearing {
  readonly people: readonly MentionedPerson[];
  readonly here: Here;
  /** Words that are no scope words may be people's names. */
  readonly takesNames?: boolean | undefined;
}

/** More words than any time has, and more characters. */
const TIME_WORDS = 20;
const TIME_LENGTH = 200;

export const FROM = /^from\s+/i;

export const scopeIn = (text: string, { people, takesNames }: Hearing): ScopePhrase | undefined =>
  scopePhraseIn(text, { mentions: people, takesNames });

/** A time, where one may stand: an id without `from` is none. */
export function timeIn(text: string, { here }: Hearing): TimePhrase | undefined {
  if (text === '' || text.length > TIME_LENGTH) return undefined;
  const time = timePhraseIn(text, here);
  return time?.kind === 'snapshotId' && !/^(?:from|on|as of)\s/i.test(text) ? undefined : time;
}

export interface Split {
  readonly scopeText: string;
  readonly timeText: string;
}

/** Every place where a time could begin, the longest time first. */
export function splitsOf(text: string): readonly Split[] {
  return wordsOutsideQuotes(text)
    .slice(-TIME_WORDS)
    .map(({ start }) => ({ scopeText: text.slice(0, start).trim(), timeText: text.slice(start).trim() }));
}

/** `fri 28 mar` on a Saturday: asked, never read as the shorter time behind a longer name. */
export function isContradiction(text: string, { here }: Hearing): boolean {
  if (text.length > TIME_LENGTH) return false;
  const outcome = readTime(text, here);
  return 'because' in outcome && outcome.because === 'disagrees';
}

export function readPlanWords(text: string, hearing: Hearing): PlanWords | undefined {
  for (const { scopeText, timeText } of splitsOf(text)) {
    if (isContradiction(timeText, hearing)) return undefined;
    const time = timeIn(timeText, hearing);
    const scope = time && scopeText !== '' ? scopeIn(scopeText, hearing) : undefined;
    if (!time || !scope) continue;
    return { scope, time, scopeText: typeable(scopeText, hearing.people), timeText: timeText.replace(FROM, '') };
  }
  return undefined;
}
