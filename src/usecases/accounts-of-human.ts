/** A3, A4: every account of the person behind one, by the list of aliases and by `employeeId`, as far as both lead. */
import { employeeNumberOf } from '../approvals/employee-number';
import { withAliases, type Account } from '../approvals/humans';
import { RewindError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import type { DirectoryReader } from '../recovery/ports';
import type { RuleSettings } from './ports';

/** Of somebody with more accounts nobody can say which they are. */
const MAX_ACCOUNTS = 50;

export interface AccountPorts {
  readonly directory: Pick<DirectoryReader, 'accountsOf' | 'accountsWithEmployeeId'>;
  readonly settings: Pick<RuleSettings, 'personAliases'>;
}

/** @returns `undefined` where the directory does not tell, or leads to more accounts than one person has */
export async function accountsOfHuman(
  personId: PersonId,
  ports: AccountPorts,
): Promise<readonly PersonId[] | undefined> {
  try {
    return await accountsToldOf(personId, ports);
  } catch (error) {
    if (error instanceof RewindError) return undefined;
    throw error;
  }
}

/** @returns `undefined` where the directory leads to more accounts than one person has @throws UnavailableError where it does not tell */
export async function accountsToldOf(
  personId: PersonId,
  { directory, settings }: AccountPorts,
): Promise<readonly PersonId[] | undefined> {
  const known = new Map<PersonId, Account>();
  const numbers = new Set<string | undefined>();
  const isNew = (number: string | undefined): boolean => number !== undefined && !numbers.has(number);
  for (;;) {
    const ids = withAliases([personId, ...known.keys()], settings.personAliases);
    const unknown = ids.filter((id) => !known.has(id));
    if (ids.length > MAX_ACCOUNTS) return undefined;
    const told = await directory.accountsOf(unknown);
    for (const id of unknown) known.set(id, told.get(id) ?? { id });
    const spelled = [...known.values()].map(({ employeeId }) => employeeId).find((one) => isNew(employeeNumberOf(one)));
    if (spelled === undefined) return ids;
    numbers.add(employeeNumberOf(spelled));
    const sharing = await directory.accountsWithEmployeeId(spelled);
    if (!sharing) return undefined;
    for (const account of sharing) known.set(account.id, account);
  }
}
