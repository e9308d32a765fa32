/** What is wrong with `<scope> from <time>`, and whole plans to offer instead. */
import { scopeTokens } from '../recovery/scope-tokens';
import { EXCEPT } from '../recovery/scope-vocabulary';
import { parseScope, type ScopeRefusal } from '../recovery/scope-words';
import { parseTime, type TimeRefusal } from '../times/parse-time';
import { timePhraseIn } from '../times/time-phrase';
import { typedTimes } from '../times/typed-time';
import type { MalformedReason } from './parsed-command';
import {
  FROM,
  isContradiction,
  readPlanWords,
  scopeIn,
  splitsOf,
  timeIn,
  type Hearing,
  type Split,
} from './plan-words';
import { shownPart, wordsOutsideQuotes } from './words';

export interface PlanFault {
  readonly because: MalformedReason;
  readonly facts: Readonly<Record<string, string>>;
  /** Scope and time without the verb; candidates, not yet tried. */
  readonly rewrites: readonly string[];
}

const STARTERS: readonly string[] = ['from', 'before', 'after', 'since', 'as', 'on', 'at'];
const ANNOUNCES = /^(?:from|since|before|after)\s/i;

/** Where no time was typed: with its date. */
function someTimes({ here }: Hearing): readonly string[] {
  const yesterday = timePhraseIn('yesterday', here);
  return [...(yesterday ? typedTimes(yesterday, here) : []), 'latest'];
}

const ANNOUNCED = new RegExp(` (?:${STARTERS.join('|')}) `, 'gi');

const join = (scope: string, time: string): string => `${scope} from ${time.replace(FROM, '')}`;

const refusedScope = (text: string, { people }: Hearing): ScopeRefusal | undefined => {
  const scope = parseScope(text, people);
  return scope.kind === 'refusedScope' ? scope : undefined;
};

const refusedTime = (text: string, { here }: Hearing): TimeRefusal | undefined => {
  const time = parseTime(text.slice(0, 300), here);
  return time.kind === 'refusedTime' ? time : undefined;
};

const hasException = (text: string): boolean =>
  scopeTokens(text).some((token) => token.kind === 'word' && EXCEPT.includes(token.text.toLowerCase()));

/** Of two parts that somebody kept apart with a word such as `from`, which one is refused? */
function faultOfSplit({ scopeText, timeText }: Split, hearing: Hearing): PlanFault {
  const scope = refusedScope(scopeText, hearing);
  const time = refusedTime(timeText, hearing);
  const scopes = scope ? scope.rewrites : [scopeText];
  const times = time ? time.rewrites : [timeText];
  const rewrites = scopes.flatMap((scopeWords) => times.map((timeWords) => join(scopeWords, timeWords)));
  if (scopeText === '') {
    return { because: 'scopeMissing', facts: {}, rewrites: [] }; // any scope would be more than was said
  }
  if (/^from$/i.test(timeText)) {
    const offered = scopes.flatMap((words) => someTimes(hearing).map((time) => join(words, time)));
    return { because: 'timeMissing', facts: {}, rewrites: offered };
  }
  if (scope) return { because: 'scopeRefused', facts: { fault: scope.because, typed: shownPart(scopeText) }, rewrites };
  return faultOfTime(timeText, time, rewrites);
}

function faultOfTime(timeText: string, time: TimeRefusal | undefined, rewrites: readonly string[]): PlanFault {
  if (hasException(timeText)) return { because: 'scopeRefused', facts: { fault: 'exceptEmpty' }, rewrites: [] };
  // Both halves are understood: what stands between them is not.
  if (!time) return { because: 'wrongOrder', facts: {}, rewrites };
  const typed = shownPart(timeText.replace(/^from\b\s*/i, ''));
  return { because: 'timeRefused', facts: { fault: time.because, typed }, rewrites };
}

/** The split at a word that announces a time: the first with a scope before it, or else the last one. */
function announced(text: string, hearing: Hearing): Split | undefined {
  const splits = splitsOf(text).filter(({ timeText }) => STARTERS.includes(timeText.split(' ', 1)[0]?.toLowerCase() ?? '')); // prettier-ignore
  return (
    splits.find(({ scopeText }) => scopeIn(scopeText, hearing) !== undefined) ??
    splits.find(({ timeText }) => timeIn(timeText, hearing) !== undefined) ??
    splits.at(-1)
  );
}

/** `yesterday users`, `from yesterday restore users`: time first. */
function turned(text: string, hearing: Hearing): PlanFault | undefined {
  for (const { start } of wordsOutsideQuotes(text).slice(1, 16)) {
    const time = text.slice(0, start).trim();
    const scope = text.slice(start).trim();
    if (timeIn(time, hearing) && scopeIn(scope, hearing)) {
      return { because: 'wrongOrder', facts: {}, rewrites: [join(scope, time)] };
    }
  }
  return undefined;
}

/** `from` or `since` behind a whole scope announces a time, and is no part of a name without quotes. */
const announces = (text: string, hearing: Hearing): boolean =>
  splitsOf(text).some(
    ({ scopeText, timeText }) => ANNOUNCES.test(timeText) && scopeIn(scopeText, hearing) !== undefined,
  );

function halfOf(text: string, hearing: Hearing): PlanFault | undefined {
  if (text === '' || timeIn(text, hearing)) return { because: 'scopeMissing', facts: {}, rewrites: [] };
  if (!scopeIn(text, hearing) || announces(text, hearing)) return undefined;
  return { because: 'timeMissing', facts: {}, rewrites: someTimes(hearing).map((time) => join(text, time)) };
}

/** Nothing announces the time: the longest scope that is understood, or the longest time. */
function unannounced(text: string, hearing: Hearing): Split | undefined {
  const splits = splitsOf(text);
  const withScope = splits.findLast(({ scopeText }) => scopeText !== '' && scopeIn(scopeText, hearing) !== undefined);
  return withScope ?? splits.find(({ timeText }) => timeIn(timeText, hearing) !== undefined);
}

/** `restore usrs form yesterday`: the word between the halves is misspelt, too. */
function misspeltFrom(text: string): string {
  const words = wordsOutsideQuotes(text);
  if (words.some(({ word }) => STARTERS.includes(word.toLowerCase()))) return text;
  const from = words.find(({ word }) => ['form', 'frm', 'fro', 'fromm', 'to'].includes(word.toLowerCase())); // prettier-ignore
  return from ? `${text.slice(0, from.start)}from${text.slice(from.start + from.word.length)}` : text;
}

function scopeFault(text: string, hearing: Hearing): PlanFault {
  const scope = refusedScope(text, hearing);
  const facts = { fault: scope?.because ?? 'unknownWord', typed: shownPart(text) };
  return {
    because: 'scopeRefused',
    facts,
    rewrites: (scope?.rewrites ?? []).flatMap((words) => someTimes(hearing).map((time) => join(words, time))),
  };
}

/** `group "Finance from yesterday`: the quotation ends where a time is announced, if that is one place only. */
function unclosed(text: string, hearing: Hearing): PlanFault | undefined {
  const open = text.lastIndexOf('"');
  if (text.split('"').length % 2 === 1) return undefined;
  const facts = { fault: 'unclosedQuote', typed: shownPart(text) };
  if (text.indexOf('"') !== open) return { because: 'scopeRefused', facts, rewrites: [] }; // nobody knows which one is missing
  const ends = Array.from(text.slice(open).matchAll(ANNOUNCED), ({ index }) => open + index).slice(-16);
  const closed = ends.map((end) => `${text.slice(0, end)}"${text.slice(end)}`);
  const [only, ...others] = closed.filter((candidate) => readPlanWords(candidate, hearing) !== undefined);
  const rewrites = only !== undefined && others.length === 0 ? [only] : [];
  return { because: 'scopeRefused', facts, rewrites };
}

/** A weekday beside a date that is another day is no shorter time behind a longer name. */
function disagreeing(text: string, hearing: Hearing): Split | undefined {
  return splitsOf(text).find(
    ({ scopeText, timeText }) => isContradiction(timeText, hearing) && scopeIn(scopeText, hearing) !== undefined,
  );
}

export function planFaultOf(typed: string, hearing: Hearing): PlanFault {
  const contradiction = disagreeing(typed, hearing);
  if (contradiction) return faultOfSplit(contradiction, hearing);
  const half = unclosed(typed, hearing) ?? halfOf(typed, hearing) ?? turned(typed, hearing);
  if (half) return half;
  const text = misspeltFrom(typed);
  const split = announced(text, hearing) ?? unannounced(text, hearing);
  return split ? faultOfSplit(split, hearing) : scopeFault(text, hearing);
}
