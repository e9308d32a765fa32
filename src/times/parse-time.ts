/** A time as somebody typed it, or a refusal with times to offer in its place. */
import type { TimeFault } from './time-fault';
import { LONGEST_TIME, readTime, type TimePhrase } from './time-phrase';
import type { Here } from './time-resolution';
import { timeRewrites } from './time-rewrites';

/** A refusal is a value. Every rewrite is a phrase that parses here and now; there may be none. */
export interface TimeRefusal {
  readonly kind: 'refusedTime';
  readonly because: TimeFault;
  /** What was typed, cut short; data, not yet neutralised. */
  readonly typed: string;
  readonly rewrites: readonly string[];
}

const SHOWN = 60;

export function parseTime(text: string, here: Here): TimePhrase | TimeRefusal {
  const outcome = readTime(text, here);
  if ('phrase' in outcome) return outcome.phrase;
  const rewrites = text.length > LONGEST_TIME ? [] : timeRewrites(text, here);
  return { kind: 'refusedTime', because: outcome.because, typed: text.trim().slice(0, SHOWN), rewrites };
}
