/** Who could approve what this person asks for, as people: several accounts of one person are one of them (A4, A5). */
import type { Candidate } from '../recovery/ports';
import type { PersonId } from '../shared/ids';
import { otherHolders, type HolderPorts } from './who-could-approve';

export interface Approver {
  /** At least one; those that hold the role now come first. */
  readonly accounts: readonly Candidate[];
  /** `eligible`: only after activating the role in PIM, with any of the accounts. */
  readonly role: Candidate['role'];
}

/** @returns those who hold the role now first */
export async function listApprovers(personId: PersonId, ports: HolderPorts): Promise<readonly Approver[]> {
  const { candidates, humanOf } = await otherHolders({ requesterId: personId, changedByIds: [] }, ports);
  const accountsOf = new Map<string, readonly Candidate[]>();
  for (const candidate of activeFirst(candidates)) {
    const human = humanOf(candidate.id);
    accountsOf.set(human, [...(accountsOf.get(human) ?? []), candidate]);
  }
  return [...accountsOf.values()].map((accounts) => ({ accounts, role: accounts[0]?.role ?? 'eligible' }));
}

const activeFirst = (candidates: readonly Candidate[]): readonly Candidate[] => [
  ...candidates.filter(({ role }) => role === 'active'),
  ...candidates.filter(({ role }) => role !== 'active'),
];
