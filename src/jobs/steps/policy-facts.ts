/**
 * Facts about conditional access policies, gathered page by page: whether each would apply to somebody who asks or approves here. One list of
 * policies for the whole reading; memberships are asked once for each person and group or role, and not without end.
 */
import { referencesAfter, type LookedUpPolicy, type PolicyReference } from '../../recovery/lost-references';
import type { Change } from '../../recovery/change';
import type { DirectoryReader, Gone } from '../../recovery/ports';
import { coversPeopleInvolved, membershipsAsked, type PolicyNow } from '../../recovery/policy-coverage';
import type { ObjectId, PersonId } from '../../shared/ids';

type Directory = Pick<DirectoryReader, 'policiesNow' | 'membershipsOf' | 'goneAmong' | 'namesOf'>;

export interface PeopleOfPolicies {
  /** Who asks and who could approve. */
  readonly involvedIds: readonly PersonId[];
  readonly emergencyAccountIds: readonly ObjectId[];
}

/** Of more people, and of more groups and roles, nothing is known: the rule speaks then. */
const MAX_PEOPLE = 20;
const MAX_ASKED = 200;

interface Known {
  readonly asked: ReadonlySet<string>;
  readonly held: ReadonlySet<string>;
}

export class PolicyFacts {
  private readonly people: readonly PersonId[];
  private readonly emergencyIds: readonly PersonId[];
  private readonly directory: Directory;
  private policies: ReadonlyMap<ObjectId, PolicyNow> | undefined;
  private readonly known = new Map<PersonId, Known>();

  /** By id: pages may be read again from the first one. */
  private readonly found = new Map<ObjectId, LookedUpPolicy>();

  constructor({ involvedIds, emergencyAccountIds }: PeopleOfPolicies, directory: Directory) {
    this.people = [...new Set(involvedIds)];
    this.emergencyIds = emergencyAccountIds.map((id) => id as string as PersonId);
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
    await this.lookUp(changes, wanted);
    return new Map(changes.map((change) => [change.id, covers(change)]));
  }

  /** Policies of all pages that point to something that is gone, or of which that is not known. */
  lookedUp(): readonly LookedUpPolicy[] {
    return [...this.found.values()];
  }

  private async lookUp(changes: readonly Change[], wanted: readonly string[]): Promise<void> {
    const pointing = changes.filter(({ shownOnly }) => !shownOnly).map((change) => ({ change, references: referencesAfter(change, this.policies?.get(change.id)) })); // prettier-ignore
    const all = new Map(pointing.flatMap(({ references }) => references.map((one) => [one.id, one])));
    if (all.size === 0) return;
    const gone = await this.directory.goneAmong([...all.values()]);
    for (const { change, references } of pointing) {
      const lost = lostIn(references, gone);
      const isExcepted = (some: readonly PolicyReference[]) => some.some(({ does }) => does === 'except');
      const isUnread = !gone && isExcepted(references);
      if (lost.length === 0 && !isUnread) continue;
      const covers = isExcepted(lost) ? await this.coveredEmergency(change, wanted) : [];
      this.found.set(change.id, { id: change.id, name: change.displayName ?? '', lost, isUnread, covers });
    }
  }

  /** Those accounts for which somebody keeps an exclusion, to which it would apply all the same. */
  private async coveredEmergency(change: Change, wanted: readonly string[]): Promise<LookedUpPolicy['covers']> {
    const present = this.policies?.get(change.id);
    for (const id of this.emergencyIds.slice(0, MAX_PEOPLE)) await this.ask(id, wanted);
    const { membershipsOf } = this.involvedIn(membershipsAsked(change, present));
    const ids = this.emergencyIds.filter((id) => coversPeopleInvolved(change, { ids: [id], membershipsOf }, present));
    const names = await this.directory.namesOf(ids);
    return ids.map((id) => ({ id: id as string as ObjectId, name: names.get(id) ?? '' }));
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

function lostIn(references: readonly PolicyReference[], gone: Gone | undefined): LookedUpPolicy['lost'] {
  return references.flatMap((reference) => gone?.has(reference.id) ? [{ ...reference, name: gone.get(reference.id) }] : []); // prettier-ignore
}
