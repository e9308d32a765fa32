/** One human, one vote (A4): accounts that share an `employeeId`, or that are listed as aliases, belong to the same person. */
import type { PersonId } from '../shared/ids';
import { employeeNumberOf } from './employee-number';

export interface Account {
  readonly id: PersonId;
  readonly employeeId?: string | undefined;
}

/** Pairs of accounts of one person; pairs may form chains. */
export type Aliases = readonly (readonly [PersonId, PersonId])[];

/** A key that all accounts of one person share, and nobody else. */
export type HumanOf = (id: PersonId) => string;

export function humansBehind(accounts: readonly Account[], aliases: Aliases): HumanOf {
  const humans = new Map<string, string>();
  const humanOf: HumanOf = (id) => humans.get(id) ?? id;
  const unite = (one: PersonId, other: PersonId): void => {
    const [kept, merged] = [humanOf(one), humanOf(other)];
    for (const [key, human] of humans) if (human === merged) humans.set(key, kept);
    for (const id of [one, other]) humans.set(id, kept);
  };
  for (const [one, other] of aliases) unite(one, other);
  const firstWith = new Map<string, PersonId>();
  for (const { id, employeeId } of accounts) {
    const number = employeeNumberOf(employeeId);
    if (number === undefined) continue;
    const first = firstWith.get(number);
    if (first === undefined) firstWith.set(number, id);
    else unite(first, id);
  }
  return humanOf;
}

/** How many people stand behind these accounts. */
export function countHumans(ids: readonly PersonId[], humanOf: HumanOf): number {
  return new Set(ids.map(humanOf)).size;
}

/** These accounts, with those that a list of aliases leads to: what has to be asked about to know whose they are. */
export function withAliases(ids: readonly PersonId[], aliases: Aliases): readonly PersonId[] {
  const humanOf = humansBehind([], aliases);
  const humans = new Set(ids.map(humanOf));
  return [...new Set([...ids, ...aliases.flat().filter((id) => humans.has(humanOf(id)))])];
}
