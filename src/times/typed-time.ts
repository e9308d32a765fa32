/** A time as it would be typed, with its date and its zone: what is offered where the words had no exact meaning. */
import { Temporal } from 'temporal-polyfill';
import { formatCalendarDay, formatInstant } from './print-time';
import type { TimePhrase } from './time-phrase';
import { startOfDay, weekBefore, type Here } from './time-resolution';

type DayPhrase = Extract<TimePhrase, { kind: 'day' }>;
type InstantPhrase = Extract<TimePhrase, { kind: 'instant' }>;

const RELATIONS = { on: '', atOrBefore: '', before: 'before ', after: 'after ', since: 'since ' } as const;

/** `before`, and that the incident was named where no other word says so. */
function wordsBefore({ relation, incidentAt }: DayPhrase | InstantPhrase): string {
  const namesIncident = incidentAt !== undefined && relation !== 'before';
  return `${RELATIONS[relation]}${namesIncident ? 'the incident at ' : ''}`;
}

function dayText(phrase: DayPhrase, { zone }: Here): string {
  return `${wordsBefore(phrase)}${formatCalendarDay(phrase.day)} ${phrase.zone ?? zone}`;
}

const CLOCK = / (\d\d:\d\d)(?= )/;

function instantText(phrase: InstantPhrase, here: Here): string {
  const printed = formatInstant(phrase.at, phrase.zone ?? here.zone);
  const seconds = phrase.at.toISOString().slice(17, 19);
  const isExact = phrase.wholeMinute !== true && phrase.relation === 'atOrBefore';
  return `${wordsBefore(phrase)}${isExact || seconds !== '00' ? printed.replace(CLOCK, ` $1:${seconds}`) : printed}`;
}

function dayTexts(phrase: DayPhrase, here: Here): readonly string[] {
  if (!phrase.isTodaysWeekday) return [dayText(phrase, here)];
  const lastWeek = Temporal.PlainDate.from(phrase.day).subtract({ weeks: 1 });
  const earlier = { ...phrase, day: lastWeek.toString(), ...incidentFrom(phrase, startOfDay(lastWeek, here.zone)) };
  return [dayText(phrase, here), dayText(earlier, here)];
}

function instantTexts(phrase: InstantPhrase, here: Here): readonly string[] {
  if (!phrase.isTodaysWeekday) return [instantText(phrase, here)];
  const at = weekBefore(phrase.at, phrase.zone ?? here.zone);
  const texts = [phrase, { ...phrase, at, ...incidentFrom(phrase, at) }].filter((one) => one.at <= here.now);
  return texts.map((one) => instantText(one, here));
}

const incidentFrom = ({ incidentAt }: DayPhrase | InstantPhrase, at: Date) => (incidentAt ? { incidentAt: at } : {});

/** @returns two where the words may mean today or a week ago */
export function typedTimes(phrase: TimePhrase, here: Here): readonly string[] {
  switch (phrase.kind) {
    case 'latest':
    case 'oldest':
      return [phrase.kind];
    case 'number':
      return [`#${phrase.number}`];
    case 'snapshotId':
      return [phrase.id];
    case 'day':
      return dayTexts(phrase, here);
    case 'instant':
      return instantTexts(phrase, here);
  }
}
