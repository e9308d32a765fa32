/** Small turns of phrase that every card shares: numbers, durations, lists, names. */
import type { Names } from './card';
import { neutralise } from './neutralise';

export const NAME_LENGTH = 80;
const MINUTE_MS = 60_000;

/** `300,000` */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

/** `1 change`, `2 changes` */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** `42 min`, `1 h 12 min`, `2 d 3 h` */
export function lasting(durationMs: number): string {
  const minutes = Math.max(0, Math.floor(durationMs / MINUTE_MS));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `42 min left`, or `over` */
export function remaining(until: Date, now: Date): string {
  const leftMs = until.getTime() - now.getTime();
  // To the nearest minute: a window of an hour has 60 min left when it opens, not 59.
  const rounded = leftMs < MINUTE_MS ? leftMs : Math.round(leftMs / MINUTE_MS) * MINUTE_MS;
  return leftMs <= 0 ? 'over' : `${lasting(rounded)} left`;
}

/** `a, b and 3 more`; with all of them shown `a, b and c`. */
export function listed(items: readonly string[], { total = items.length }: { readonly total?: number } = {}): string {
  const more = total - items.length;
  if (more > 0) return items.length === 0 ? grouped(more) : `${items.join(', ')} and ${grouped(more)} more`;
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** A directory name, ready to be shown. Also the text by which a mention is found in a notice. */
export function shownName(name: string): string {
  return neutralise(name, { maxLength: NAME_LENGTH }) || '(no name)';
}

/** The name of a person or object, ready to be shown; the id where no name is known. */
export function nameOf(names: Names, id: string): string {
  const name = names.get(id);
  return name === undefined ? neutralise(id, { maxLength: NAME_LENGTH }) : shownName(name);
}

interface NamedObject {
  readonly name: string;
  readonly id: string;
  /** Where it tells more than the name. */
  readonly kind?: string | undefined;
}

/** A name with the last group of its id: names may look alike, ids do not. */
export function nameWithId({ name, id, kind }: NamedObject): string {
  const what = kind === undefined ? '' : `${kind} `;
  return `${shownName(name)} (${what}…${neutralise(id.slice(-12), { maxLength: 12 })})`;
}
