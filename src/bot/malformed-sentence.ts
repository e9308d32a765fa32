/** What was wrong with a command, in one sentence. Typed text in it is data, not yet neutralised. */
import type { ScopeFault } from '../recovery/scope-segment';
import type { TimeFault } from '../times/time-fault';
import { commandOf } from './command-words';
import type { Malformed, MalformedReason } from './parsed-command';

const TIME_SENTENCES: { readonly [Fault in TimeFault]: (typed: string) => string } = {
  empty: () => 'The time is missing.',
  tooLong: () => 'That is too long for a time.',
  dayMonthOrder: (typed) =>
    `“${typed}” is read in two ways around the world: write the month as a word, or the year first, as in 2026-03-27.`,
  dayAlone: (typed) => `“${typed}” is a day of every month: say the month, too.`,
  impossible: (typed) => `“${typed}” is no time that exists.`,
  future: (typed) => `“${typed}” is still to come: say a time in the past.`,
  vague: (typed) => `“${typed}” means something else to everybody: say a day or a clock time.`,
  disagrees: (typed) => `“${typed}” says two different times: which one?`,
  zone: (typed) => `“${typed}” may be in several time zones: say Asia/Tokyo, or +09:00.`,
  leftOver: (typed) => `I do not understand all of the time “${typed}”.`,
};

const SCOPE_SENTENCES: { readonly [Fault in ScopeFault]: (typed: string) => string } = {
  empty: (typed) => `“${typed}” does not say what should go back: kinds of objects, or objects by name.`,
  tooLong: () => 'That is too long for one command: name at most 100 objects.',
  unclosedQuote: (typed) => `A quotation mark is missing in “${typed}”.`,
  unknownWord: (typed) => `I do not know “${typed}”: say a kind of objects, or the kind before a name.`,
  nameMissing: (typed) => `“${typed}” needs a name behind it, or the plural for all of them.`,
  mixed: (typed) =>
    `“${typed}” names kinds of objects and single objects, which cannot stand in one scope: make two requests.`,
  exceptEmpty: () =>
    'Say whom to leave out behind “except”, and before the time, as in: restore users except user ana@contoso.com from yesterday.',
  exceptTypes: (typed) =>
    `“${typed}” leaves out whole kinds, and only objects can be: list the kinds you want instead.`,
  exceptObjects: (typed) =>
    `“except” in “${typed}” belongs to kinds of objects: leave the object out of the list instead.`,
  tooManyObjects: () => 'At most 100 objects fit into one request.',
  timeInName: (typed) => `“${typed}” ends like a time: put the name in quotes.`,
  grantsAlone: (typed) =>
    `“${typed}”: grants and assignments come with their service principals, never alone. Say service principals for all of them.`,
};

const isTimeFault = (fault: string): fault is TimeFault => Object.hasOwn(TIME_SENTENCES, fault);
const isScopeFault = (fault: string): fault is ScopeFault => Object.hasOwn(SCOPE_SENTENCES, fault);

const SENTENCES: { readonly [Reason in MalformedReason]: (said: { readonly typed: string; readonly fault: string; readonly verb: string; readonly limit: string }) => string } = {
  scopeMissing: ({ verb }) => `What should I ${verb}? The order is: ${verb}, what, from when.`,
  timeMissing: ({ verb }) => `From when? The order is: ${verb}, what, from when.`,
  timeRefused: ({ typed, fault }) => TIME_SENTENCES[isTimeFault(fault) ? fault : 'leftOver'](typed),
  scopeRefused: ({ typed, fault }) => SCOPE_SENTENCES[isScopeFault(fault) ? fault : 'unknownWord'](typed),
  wrongOrder: ({ verb }) => `The order is: ${verb}, what, from when.`,
  idMissing: ({ verb }) => `Which request? Say “${verb}” and its id, as in R-7K3Q.`,
  idUnreadable: ({ typed }) => `“${typed}” is no request’s id: they look like R-7K3Q.`,
  idLookalike: ({ typed }) => `“${typed}” is no request’s id: the letters I, L, O and the digits 0, 1 are in none.`,
  leftOver: ({ typed }) => `I do not understand all of “${typed}”.`,
  filterUnknown: ({ typed }) => `I do not know the filter “${typed}”: say users, deletes, or a name in quotes.`,
  pageUnreadable: ({ typed }) => `“${typed}” is no page: they are counted from 1.`,
  daysUnreadable: ({ typed }) => `“${typed}” is no number of days: say it as in 30d.`,
  reasonTooLong: ({ limit }) => `That reason is too long: say it in at most ${limit} characters.`,
  previewTakesNoReason: ({ typed }) => `A preview asks nobody and takes no reason: leave “${typed}” out, or say restore.`,
  becauseMissing: ({ typed }) => `Is part of “${typed}” the reason? Put “because” before it.`,
  whoChangedWhat: () => 'Who changed what? The order is: who changed, what, since when.',
  sinceMissing: ({ typed }) => `“${typed}” is no beginning: put “since” before a day or a clock time.`,
  todayOrLastWeek: ({ typed }) => `“${typed}” may be today or a week ago: which one?`,
  oneObject: ({ typed }) => `“${typed}” is more than one thing to ask about: ask about kinds of objects, or about one object.`,
  noSuchCommand: ({ typed }) => `There is no command “${typed}”.`,
  tooLong: () => 'That message is too long for a command.',
}; // prettier-ignore

export function malformedSentence({ command, because, facts }: Malformed): string {
  const { typed = '', fault = '', limit = '1000' } = facts;
  return SENTENCES[because]({ typed, fault, limit, verb: commandOf(command).words[0] });
}
