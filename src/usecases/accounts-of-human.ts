/** A3, A4: every account of the person behind one, by the list of aliases and by `employeeId`, as far as both lead. */
import { withAliases, type Account } from '../approvals/humans';
import { RewindError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import type { UsecasePorts } from './ports';

/** Of somebody with more accounts nobody can say which they are. */
const MAX_ACCOUNTS = 50;

type Ports = Pick<UsecasePorts, 'directory' | 'settings'>;

/** @returns `undefined` where the directory does not tell, or leads to more accounts than one person has */
export async function accountsOfHuman(personId: PersonId, ports: Ports): Promise<readonly PersonId[] | undefined> {
  try {
    return await follow(personId, ports);
  } catch (error) {
    if (error instanceof RewindError) return undefined;
    throw error;
  }
}

async function follow(personId: PersonId, { directory, settings }: Ports): Promise<readonly PersonId[] | undefined> {
  const known = new Map<PersonId, Account>();
  const numbers = new Set<string>();
  for (;;) {
    const ids = withAliases([personId, ...known.keys()], settings.personAliases);
    const unknown = ids.filter((id) => !known.has(id));
    if (ids.length > MAX_ACCOUNTS) return undefined;
    const told = await directory.accountsOf(unknown);
    for (const id of unknown) known.set(id, told.get(id) ?? { id });
    const number = [...known.values()].map(({ employeeId }) => employeeId?.trim()).find((one) => one && !numbers.has(one)); // prettier-ignore
    if (number === undefined) return ids;
    numbers.add(number);
    const sharing = await directory.accountsWithEmployeeId(number);
    if (!sharing) return undefined;
    for (const account of sharing) known.set(account.id, account);
  }
}
