/** Lines that several cards of a request share. */
import type { RecoveryRequest } from '../recovery/request';
import { formatInstant } from '../recovery/print-time';
import type { Viewing } from './card';
import { scopeWords } from './entity-words';
import type { View } from './expand';
import { neutralise } from './neutralise';
import { snapshotEcho } from './snapshot-words';
import { lasting, nameOf, remaining } from './wording';

const REASON_LENGTH = 300;
const MAX_NOTES = 6;
const NOTE_LENGTH = 240;

export interface Fact {
  readonly title: string;
  readonly value: string;
}

export const NOTHING_YET = 'Nothing has been changed yet.';

/** `Restore users` or `Preview users` */
export function wishWords({ plan }: RecoveryRequest): string {
  return `${plan.wantsApproval ? 'Restore' : 'Preview'} ${scopeWords(plan.scope)}`;
}

export function reasonWords(reason: string): string {
  return neutralise(reason, { maxLength: REASON_LENGTH });
}

/** What is asked, from which snapshot, by whom and why. */
export function wishFacts(request: RecoveryRequest, { names, now }: Pick<Viewing, 'names' | 'now'>): readonly Fact[] {
  const { reason } = request;
  return [
    { title: 'Scope', value: scopeWords(request.plan.scope) },
    { title: 'Snapshot', value: snapshotEcho(request, now) },
    { title: 'Asked by', value: nameOf(names, request.requesterId) },
    ...(reason === undefined ? [] : [{ title: 'Reason', value: reasonWords(reason) }]),
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

export function factViews(facts: readonly Fact[]): readonly View[] {
  return facts.map(({ title, value }) => ({ title, value }));
}
