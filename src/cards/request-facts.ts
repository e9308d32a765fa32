/** Lines that several cards of a request share. */
import type { RecoveryRequest } from '../recovery/request';
import { formatInstant } from '../times/print-time';
import type { Viewing } from './card';
import { chosenWords, shortChosenWords } from './entity-words';
import type { View } from './expand';
import { followsFacts, followUpWish } from './follow-up-words';
import { neutralise } from './neutralise';
import { snapshotEcho } from './snapshot-words';
import { lasting, nameOf, remaining } from './wording';

const REASON_LENGTH = 300;
const MAX_NOTES = 5;
const NOTE_LENGTH = 240;

export interface Fact {
  readonly title: string;
  readonly value: string;
}

/** `Restore users`, `Preview Ana Ruiz (…0000000000a1)`, `Restore 12 objects` */
export function wishWords({ plan }: RecoveryRequest): string {
  return followUpWish({ plan }) ?? `${plan.wantsApproval ? 'Restore' : 'Preview'} ${shortChosenWords(plan)}`;
}

export function reasonWords(reason: string): string {
  return neutralise(reason, { maxLength: REASON_LENGTH });
}

/** What is asked, from which snapshot, by whom and why. */
export function wishFacts(request: RecoveryRequest, { names, now }: Pick<Viewing, 'names' | 'now'>): readonly Fact[] {
  const { reason } = request;
  return [
    { title: 'Scope', value: chosenWords(request.plan) },
    { title: 'Snapshot', value: snapshotEcho(request, now) },
    { title: 'Asked by', value: nameOf(names, request.requesterId) },
    ...(reason === undefined ? [] : [{ title: 'Reason', value: reasonWords(reason) }]),
    ...followsFacts(request),
  ];
}

/** `Sun 29 Mar 2026 12:00 Europe/Oslo (42 min left)` */
export function untilWords(until: Date, { zone }: RecoveryRequest, now: Date): string {
  return `${formatInstant(until, zone)} (${remaining(until, now)})`;
}

/** `Sun 29 Mar 2026 10:50 Europe/Oslo (12 min ago)` */
export function momentWords(at: Date, { zone }: RecoveryRequest, now: Date): string {
  return `${formatInstant(at, zone)} (${lasting(now.getTime() - at.getTime())} ago)`;
}

export function noteLines(notes: readonly string[]): readonly string[] {
  return notes.slice(0, MAX_NOTES).map((note) => neutralise(note, { maxLength: NOTE_LENGTH }));
}

export function textLines(lines: readonly string[]): readonly View[] {
  return lines.map((text) => ({ text }));
}

/** Clients break a title rather than the value beside it. */
const unbroken = (title: string): string => title.replaceAll(' ', '\u00a0');

/** A word of more letters is wider than a fact's column on a phone, and clients do not break it there. */
const LONGEST_FACT_WORD = 24;
const hasLongWord = ({ value }: Fact): boolean => value.split(/[\s/-]/).some((word) => word.length > LONGEST_FACT_WORD);

/** For a template with `facts` and `longFacts`: a fact that its column cannot hold gets a line of its own. */
export function factsView(facts: readonly Fact[]): View {
  const long = facts.filter(hasLongWord);
  return {
    facts: facts.filter((fact) => !hasLongWord(fact)).map(({ title, value }) => ({ title: unbroken(title), value })),
    longFacts: long.map(({ title, value }) => ({ text: `${title}: ${value}` })),
  };
}
