/**
 * What somebody typed for a time, as one closed grammar: the whole phrase is understood, or it is refused with phrases that are.
 * Nothing is substituted. Which snapshot a phrase means is decided in snapshot-choice.ts.
 * Source: SPEC section 3, "Time".
 */
import { diagnose, type TimeFault } from './time-fault';
import { resolvePoint, startOfDay, type Here, type ResolvedPoint, type Restated } from './time-resolution';
import type { TimeNote } from './time-notes';
import { shapeOf, type TimeShape } from './time-shape';
import { tokensOf, writtenTime, type WrittenTime } from './time-tokens';

export type TimePhrase =
  | { readonly kind: 'latest' }
  | { readonly kind: 'oldest' }
  /** As numbered in the list, from 1. */
  | { readonly kind: 'number'; readonly number: number }
  /** A whole id or its tail of at least 6 characters. */
  | { readonly kind: 'snapshotId'; readonly id: string }
  | {
      readonly kind: 'day';
      /** Calendar day in the speaker's zone: `2026-03-28`. */
      readonly day: string;
      readonly relation: 'on' | 'before' | 'after' | 'since';
      /** The day was named by its weekday, which is today's: it may be a week ago as well. */
      readonly isTodaysWeekday: boolean;
      /** IANA zone or offset of the day, where another one than the speaker's was named. */
      readonly zone?: string;
      readonly incidentAt?: Date | undefined;
    }
  | {
      readonly kind: 'instant';
      /** Only where `isTodaysWeekday` may it still be to come. */
      readonly at: Date;
      readonly relation: 'atOrBefore' | 'before' | 'after';
      readonly isTodaysWeekday: boolean;
      readonly notes: readonly TimeNote[];
      /** IANA zone or offset in which the clock was read, where another one than the speaker's was named. */
      readonly zone?: string;
      /** Said to the minute: a snapshot taken within it is at that time. */
      readonly wholeMinute?: true;
      readonly incidentAt?: Date | undefined;
    };

/** Longer phrases are not looked at. */
export const LONGEST_TIME = 200;

export type TimeOutcome = { readonly phrase: TimePhrase } | { readonly because: TimeFault };
type PointIn = Extract<TimeShape, { kind: 'point' }>;
type InstantPoint = Extract<ResolvedPoint, { kind: 'instant' }>;

function dayPhrase(
  shape: PointIn,
  point: Extract<ResolvedPoint, { kind: 'day' }>,
  { now, ...here }: Here,
): TimeOutcome {
  const { day, zone, isTodaysWeekday } = point;
  const start = startOfDay(day, zone);
  if (shape.relation === 'after' && startOfDay(day.add({ days: 1 }), zone) > now) return { because: 'future' };
  const incident = shape.relation === 'before' || shape.namesIncident ? { incidentAt: start } : {};
  const relation = shape.relation === 'at' ? 'on' : shape.relation;
  const where = zone === here.zone ? {} : { zone };
  return { phrase: { kind: 'day', day: day.toString(), relation, isTodaysWeekday, ...where, ...incident } };
}

const INSTANT_RELATIONS = { at: 'atOrBefore', before: 'before', after: 'after', since: 'after' } as const;

function instantPhrase(shape: PointIn, resolved: InstantPoint, here: Here): TimeOutcome {
  const { wholeMinute, zone, ...point } = resolved;
  const incident = shape.relation === 'before' || shape.namesIncident ? { incidentAt: point.at } : {};
  const relation = INSTANT_RELATIONS[shape.relation];
  const precision = wholeMinute && relation === 'atOrBefore' ? { wholeMinute } : {};
  const where = zone === here.zone ? {} : { zone };
  return { phrase: { ...point, relation, ...where, ...precision, ...incident } };
}

function resolve(shape: TimeShape, here: Here, restated?: Restated): TimeOutcome {
  if (shape.kind === 'number' && shape.number === 0) return { because: 'impossible' };
  if (shape.kind !== 'point') return { phrase: shape };
  const point = resolvePoint(shape.point, here, restated);
  switch (point.kind) {
    case 'day':
      return dayPhrase(shape, point, here);
    case 'instant':
      return instantPhrase(shape, point, here);
    case 'not':
      return { because: point.because };
  }
}

/** Ages and UTC times stand behind dates, and nowhere else. */
function isDated(shape: TimeShape): boolean {
  if (shape.kind !== 'point' || shape.point.kind === 'ago') return false;
  return shape.point.kind === 'iso' || ['date', 'yearless'].includes(shape.point.day?.kind ?? '');
}

function pointOf(tokens: readonly string[] | undefined): Restated | undefined {
  const shape = tokens && shapeOf(tokens);
  return shape?.kind === 'point' ? { point: shape.point } : undefined;
}

/** What was printed behind a time fits it: an age behind a date, and UTC behind a date with a clock. */
function fitsPrinted(shape: TimeShape, utc: Restated | undefined, { restated, hasAge }: WrittenTime): boolean {
  if (!restated) return !hasAge || isDated(shape);
  return utc !== undefined && isDated(shape) && shape.kind === 'point' && shape.point.kind === 'clock';
}

function readWritten(written: WrittenTime, here: Here): TimeOutcome {
  const fault = diagnose(written.tokens);
  // An order of day and month that may be either is refused before an id could fit it.
  if (fault === 'dayMonthOrder' || fault === 'empty') return { because: fault };
  const shape = shapeOf(written.tokens);
  const utc = pointOf(written.restated);
  return shape && fitsPrinted(shape, utc, written) ? resolve(shape, here, utc) : { because: fault };
}

/** `yesterday → Sat 28 Mar 2026 23:00 Europe/Oslo`: what was typed once, and the time that it was. */
const ECHO = / ?\u2192 ?/;

function readAnew(text: string, here: Here): TimeOutcome {
  if (text.length > LONGEST_TIME) return { because: 'tooLong' };
  const [typed = '', echoed, ...others] = text.split(ECHO);
  if (echoed === undefined || others.length > 0) return readWritten(writtenTime(text), here);
  const isEcho = shapeOf(tokensOf(typed)) !== undefined;
  const written = writtenTime(echoed);
  const shape = isEcho ? shapeOf(written.tokens) : undefined;
  return shape && isDated(shape) ? readWritten(written, here) : { because: 'leftOver' };
}

/** One sentence is tried in many ways, with the same words again and again. */
const read = new WeakMap<Here, Map<string, TimeOutcome>>();
const MOST_READ = 500;

/** The phrase, or why there is none. */
export function readTime(text: string, here: Here): TimeOutcome {
  const before = read.get(here) ?? new Map<string, TimeOutcome>();
  if (before.size >= MOST_READ) before.clear();
  const outcome = before.get(text) ?? readAnew(text, here);
  read.set(here, before.set(text, outcome));
  return outcome;
}

/** The phrase where it is understood; for callers that try many texts and offer nothing. */
export function timePhraseIn(text: string, here: Here): TimePhrase | undefined {
  const outcome = readTime(text, here);
  return 'phrase' in outcome ? outcome.phrase : undefined;
}
