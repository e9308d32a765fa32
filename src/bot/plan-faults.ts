/** What is wrong with `<scope> from <time>`, and whole plans to offer instead. */
import { EXCEPT } from '../recovery/scope-vocabulary';
import { parseScope, type ScopeRefusal } from '../recovery/scope-words';
import { parseTime, type TimeRefusal } from '../recovery/parse-time';
import { nearestWord } from '../recovery/nearest-word';
import type { MalformedReason } from './parsed-command';
import { FROM, readPlanWords, scopeIn, splitsOf, timeIn, type Hearing, type Split } from './plan-words';
import { shownPart, wordsOutsideQuotes } from './words';

export interface PlanFault {
  readonly because: MalformedReason;
  readonly facts: Readonly<Record<string, string>>;
  /** Scope and time without the verb; candidates, not yet tried. */
  readonly rewrites: readonly string[];
}

const STARTERS: readonly string[] = ['from', 'before', 'after', 'since', 'as', 'on', 'at'];
/** Where only the other half was typed. */
const SCOPES = ['users', 'groups', 'everything'];
const TIMES = ['yesterday', 'latest'];

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
  wordsOutsideQuotes(text).some(({ word }) => EXCEPT.includes(word.toLowerCase()));

/** Of two parts that somebody kept apart with a word such as `from`, which one is refused? */
function faultOfSplit({ scopeText, timeText }: Split, hearing: Hearing): PlanFault {
  const scope = refusedScope(scopeText, hearing);
  const time = refusedTime(timeText, hearing);
  const scopes = scope ? scope.rewrites : [scopeText];
  const times = time ? time.rewrites : [timeText];
  const rewrites = scopes.flatMap((scopeWords) => times.map((timeWords) => join(scopeWords, timeWords)));
  if (scopeText === '') {
    return { because: 'scopeMissing', facts: {}, rewrites: SCOPES.map((words) => join(words, times[0] ?? '')) };
  }
  if (/^from$/i.test(timeText)) return { because: 'timeMissing', facts: {}, rewrites };
  if (scope) return { because: 'scopeRefused', facts: { fault: scope.because, typed: shownPart(scopeText) }, rewrites };
  return faultOfTime(timeText, time, rewrites);
}

function faultOfTime(timeText: string, time: TimeRefusal | undefined, rewrites: readonly string[]): PlanFault {
  if (hasException(timeText)) return { because: 'scopeRefused', facts: { fault: 'exceptEmpty' }, rewrites: [] };
  const typed = shownPart(timeText.replace(/^from\b\s*/i, ''));
  return { because: 'timeRefused', facts: { fault: time?.because ?? 'leftOver', typed }, rewrites };
}

/** The split at a word that announces a time: the first with a scope before it, or else the last one. */
function announced(text: string, hearing: Hearing): Split | undefined {
  const splits = splitsOf(text).filter(({ timeText }) => STARTERS.includes(timeText.split(' ', 1)[0]?.toLowerCase() ?? '')); // prettier-ignore
  return splits.find(({ scopeText }) => scopeIn(scopeText, hearing) !== undefined) ?? splits.at(-1);
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

const halfOf = (text: string, hearing: Hearing): PlanFault | undefined => {
  if (text === '') return { because: 'scopeMissing', facts: {}, rewrites: SCOPES.map((scope) => join(scope, 'yesterday')) }; // prettier-ignore
  if (timeIn(text, hearing)) return { because: 'scopeMissing', facts: {}, rewrites: SCOPES.map((scope) => join(scope, text)) }; // prettier-ignore
  if (scopeIn(text, hearing)) return { because: 'timeMissing', facts: {}, rewrites: TIMES.map((time) => join(text, time)) }; // prettier-ignore
  return undefined;
};

/** Nothing announces the time: the longest scope that is understood, or the longest time. */
function unannounced(text: string, hearing: Hearing): Split | undefined {
  const splits = splitsOf(text);
  const withScope = splits.findLast(({ scopeText }) => scopeText !== '' && scopeIn(scopeText, hearing) !== undefined);
  return withScope ?? splits.find(({ timeText }) => timeIn(timeText, hearing) !== undefined);
}

/** `restore usrs form yesterday`: the word between the halves is misspelt, too. */
function misspeltFrom(text: string): string {
  const words = wordsOutsideQuotes(text);
  const from = words.find(({ word }) => ['form', 'frm', 'fro', 'fromm', 'of', 'to', 'til', 'till', 'until', 'by'].includes(word.toLowerCase())); // prettier-ignore
  return from ? `${text.slice(0, from.start)}from${text.slice(from.start + from.word.length)}` : text;
}

function scopeFault(text: string, hearing: Hearing): PlanFault {
  const scope = refusedScope(text, hearing);
  const nearest = nearestWord(text.toLowerCase(), [...SCOPES, 'apps', 'policies']);
  const scopes = [...(scope?.rewrites ?? []), ...(nearest === undefined ? [] : [nearest])];
  const facts = { fault: scope?.because ?? 'unknownWord', typed: shownPart(text) };
  return {
    because: 'scopeRefused',
    facts,
    rewrites: scopes.flatMap((words) => TIMES.map((time) => join(words, time))),
  };
}

/** `group "Finance from yesterday`: the quotation ends where a time begins. */
function unclosed(text: string, hearing: Hearing): PlanFault | undefined {
  const open = text.lastIndexOf('"');
  if (text.split('"').length % 2 === 1) return undefined;
  const spaces = Array.from(text.slice(open).matchAll(/ /g), ({ index }) => open + index).slice(-16);
  const closed = spaces.map((space) => `${text.slice(0, space)}"${text.slice(space)}`);
  const rewrites = closed.filter((candidate) => readPlanWords(candidate, hearing) !== undefined);
  const facts = { fault: 'unclosedQuote', typed: shownPart(text) };
  return rewrites.length === 0 ? undefined : { because: 'scopeRefused', facts, rewrites: rewrites.slice(0, 1) };
}

export function planFaultOf(typed: string, hearing: Hearing): PlanFault {
  const half = unclosed(typed, hearing) ?? halfOf(typed, hearing) ?? turned(typed, hearing);
  if (half) return half;
  const text = misspeltFrom(typed);
  const split = announced(text, hearing) ?? unannounced(text, hearing);
  return split ? faultOfSplit(split, hearing) : scopeFault(text, hearing);
}
