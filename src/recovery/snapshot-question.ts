/** Why a phrase needs a person's choice, and how it is asked. */
import { formatCalendarDay, formatInstantWithUtc } from '../times/print-time';
import type { TimePhrase } from '../times/time-phrase';
import type { Here } from '../times/time-resolution';

export type SnapshotQuestion =
  | 'noneThatDay'
  | 'severalThatDay'
  | 'todayOrLastWeek'
  | 'sameTime'
  | 'olderThanOldest'
  | 'newerThanNewest'
  | 'noSuchNumber'
  | 'idFitsNone'
  | 'idFitsSeveral';

const WORDS: { readonly [Relation in 'on' | 'before' | 'after' | 'since' | 'atOrBefore']: string } = {
  on: 'on',
  before: 'before',
  after: 'after',
  since: 'since',
  atOrBefore: 'at or before',
};

const SHOWN_ID = 40;
/** The end of a long id is what tells it from others. */
const shownId = (id: string): string => (id.length > SHOWN_ID ? `…${id.slice(-SHOWN_ID)}` : id);

/** What the phrase stands for: `on Sun 29 Mar 2026 (Europe/Oslo)`. */
function whenOf(phrase: TimePhrase, zone: string): string {
  switch (phrase.kind) {
    case 'day':
      return `${WORDS[phrase.relation]} ${formatCalendarDay(phrase.day)} (${phrase.zone ?? zone})`;
    case 'instant':
      return `${WORDS[phrase.relation]} ${formatInstantWithUtc(phrase.at, zone)}`;
    case 'number':
      return `with number ${phrase.number}`;
    case 'snapshotId':
    case 'latest':
    case 'oldest':
      return phrase.kind === 'snapshotId' ? `with the id “${shownId(phrase.id)}”` : `as the ${phrase.kind}`;
  }
}

export function questionSentence(because: SnapshotQuestion, phrase: TimePhrase, { zone }: Pick<Here, 'zone'>): string {
  const when = whenOf(phrase, zone);
  switch (because) {
    case 'noneThatDay':
      return `No snapshot was taken ${when}. Do you mean one of these?`;
    case 'severalThatDay':
      return `Several snapshots were taken ${when}. Which one?`;
    case 'todayOrLastWeek':
      return 'That is today’s weekday. Do you mean today or last week?';
    case 'sameTime':
      return 'Two snapshots were taken at the same time. Which one?';
    case 'olderThanOldest':
      return `There is no snapshot ${when}: the oldest one is younger. Do you mean the oldest?`;
    case 'newerThanNewest':
      return `There is no snapshot ${when} yet. Do you mean the newest?`;
    case 'noSuchNumber':
      return `There is no snapshot ${when}. Which one?`;
    case 'idFitsNone':
      return `There is no snapshot ${when}: no id ends like that. Which one?`;
    case 'idFitsSeveral':
      return `There are several snapshots ${when} at the end. Which one?`;
  }
}
