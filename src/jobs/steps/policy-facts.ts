/**
 * Facts about conditional access policies, gathered page by page: whether each would apply to somebody who asks or approves here. One list of
 * policies for the whole reading; memberships are asked once for each person and group or role, and not without end.
 */
import type { Change } from '../../recovery/change';
import type { DirectoryReader } from '../../recovery/ports';
import { coversPeopleInvolved, membershipsAsked, type PolicyNow } from '../../recovery/policy-coverage';
import type { ObjectId, PersonId } from '../../shared/ids';

type Directory = Pick<DirectoryReader, 'policiesNow' | 'membershipsOf'>;

/** Of more people, and of more groups and roles, nothing is known: the rule speaks then. */
const MAX_PEOPLE = 20;
const MAX_ASKED = 200;

interface Known {
  readonly asked: ReadonlySet<string>;
  readonly held: ReadonlySet<string>;
}

export class PolicyFacts {
  private readonly people: readonly PersonId[];
  private readonly directory: Directory;
  private policies: ReadonlyMap<ObjectId, PolicyNow> | undefined;
  private readonly known = new Map<PersonId, Known>();

  constructor(people: readonly PersonId[], directory: Directory) {
    this.people = [...new Set(people)];
    this.directory = directory;
  }

  /** By id, of the policies on this page. */
  async of(page: readonly Change[]): Promise<ReadonlyMap<ObjectId, boolean>> {
    const changes = page.filter(({ type }) => type === 'conditionalAccessPolicy');
    if (changes.length === 0) return new Map();
    const policies = (this.policies ??= await this.directory.policiesNow());
    const wanted = [...new Set(changes.flatMap((change) => membershipsAsked(change, policies.get(change.id))))];
    for (const id of this.people.slice(0, MAX_PEOPLE)) await this.ask(id, wanted);
    const covers = (change: Change) =>
      coversPeopleInvolved(change, this.involvedIn(membershipsAsked(change, policies.get(change.id))), policies.get(change.id)); // prettier-ignore
    return new Map(changes.map((change) => [change.id, covers(change)]));
  }

  private async ask(personId: PersonId, wanted: readonly string[]): Promise<void> {
    const { asked, held } = this.known.get(personId) ?? { asked: new Set<string>(), held: new Set<string>() };
    const fresh = wanted.filter((id) => !asked.has(id)).slice(0, MAX_ASKED - asked.size);
    if (fresh.length === 0) return;
    const found = await this.directory.membershipsOf(personId, fresh);
    if (found === undefined) return;
    this.known.set(personId, { asked: new Set([...asked, ...fresh]), held: new Set([...held, ...found]) });
  }

  /** What is known of a person counts only where everything that decides was asked. */
  private involvedIn(deciding: readonly string[]) {
    return {
      ids: this.people,
      membershipsOf: (personId: PersonId) => {
        if (deciding.length === 0) return new Set<string>();
        const known = this.known.get(personId);
        return known && deciding.every((id) => known.asked.has(id)) ? known.held : undefined;
      },
    };
  }
}
