/**
 * What somebody typed for a time, as one closed grammar: the whole phrase is understood, or it is refused with phrases that are.
 * Nothing is substituted. Which snapshot a phrase means is decided in snapshot-choice.ts.
 * Source: SPEC section 3, "Time".
 */
import { diagnose, type TimeFault } from './time-fault';
import { resolvePoint, startOfDay, type Here, type ResolvedPoint, type TimeNote } from './time-resolution';
import { rewritesOf } from './time-rewrites';
import { shapeOf, tokensOf, type TimeShape } from './time-shape';

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
      readonly incidentAt?: Date | undefined;
    }
  | {
      readonly kind: 'instant';
      /** Only where `isTodaysWeekday` may it still be to come. */
      readonly at: Date;
      readonly relation: 'atOrBefore' | 'before' | 'after';
      readonly isTodaysWeekday: boolean;
      readonly notes: readonly TimeNote[];
      readonly incidentAt?: Date | undefined;
    };

/** A refusal is a value. Every rewrite is a phrase that parses here and now. */
export interface TimeRefusal {
  readonly kind: 'refusedTime';
  readonly because: TimeFault;
  /** What was typed, cut short; data, not yet neutralised. */
  readonly typed: string;
  readonly rewrites: readonly string[];
}

/** Longer phrases are not looked at. */
const LONGEST = 200;
const SHOWN = 60;

type Outcome = { readonly phrase: TimePhrase } | { readonly because: TimeFault };
type PointIn = Extract<TimeShape, { kind: 'point' }>;

function dayPhrase(shape: PointIn, point: Extract<ResolvedPoint, { kind: 'day' }>, { now, zone }: Here): Outcome {
  const { day, isTodaysWeekday } = point;
  const start = startOfDay(day, zone);
  if (shape.relation === 'after' && startOfDay(day.add({ days: 1 }), zone) > now) return { because: 'future' };
  const incident = shape.relation === 'before' || shape.namesIncident ? { incidentAt: start } : {};
  const relation = shape.relation === 'at' ? 'on' : shape.relation;
  return { phrase: { kind: 'day', day: day.toString(), relation, isTodaysWeekday, ...incident } };
}

const INSTANT_RELATIONS = { at: 'atOrBefore', before: 'before', after: 'after', since: 'after' } as const;

function instantPhrase(shape: PointIn, point: Extract<ResolvedPoint, { kind: 'instant' }>): Outcome {
  const incident = shape.relation === 'before' || shape.namesIncident ? { incidentAt: point.at } : {};
  return { phrase: { ...point, relation: INSTANT_RELATIONS[shape.relation], ...incident } };
}

function resolve(shape: TimeShape, here: Here): Outcome {
  if (shape.kind === 'number' && shape.number === 0) return { because: 'impossible' };
  if (shape.kind !== 'point') return { phrase: shape };
  const point = resolvePoint(shape.point, here);
  switch (point.kind) {
    case 'day':
      return dayPhrase(shape, point, here);
    case 'instant':
      return instantPhrase(shape, point);
    case 'not':
      return { because: point.because };
  }
}

function read(text: string, here: Here): Outcome {
  if (text.length > LONGEST) return { because: 'tooLong' };
  const tokens = tokensOf(text);
  const fault = diagnose(tokens);
  // An order of day and month that may be either is refused before an id could fit it.
  if (fault === 'dayMonthOrder' || fault === 'empty') return { because: fault };
  const shape = shapeOf(tokens);
  return shape ? resolve(shape, here) : { because: fault };
}

/** The phrase where it is understood; for callers that try many texts and offer nothing. */
export function timePhraseIn(text: string, here: Here): TimePhrase | undefined {
  const outcome = read(text, here);
  return 'phrase' in outcome ? outcome.phrase : undefined;
}

export function parseTimePhrase(text: string, here: Here): TimePhrase | TimeRefusal {
  const outcome = read(text, here);
  if ('phrase' in outcome) return outcome.phrase;
  const parses = (rewrite: string): boolean => timePhraseIn(rewrite, here) !== undefined;
  const tokens = text.length > LONGEST ? [] : tokensOf(text);
  const rewrites = rewritesOf(tokens, { here, parses });
  return { kind: 'refusedTime', because: outcome.because, typed: text.trim().slice(0, SHOWN), rewrites };
}
