/**
 * A3: whose power the changes of a request decide about, on any of a person's accounts. Reads the stored changes of the revision that is
 * voted on, once through for everybody; groups are asked about many at a time.
 */
import type { Change } from '../recovery/change';
import { decidingGroups, isPrivilegedGroup, powerTouchedBy, type GroupFound } from '../recovery/power-touched';
import type { DirectoryReader } from '../recovery/ports';
import type { PersonId } from '../shared/ids';
import type { RuleSettings } from './ports';

const GROUPS_AT_ONCE = 500;

export interface PowerPorts {
  readonly directory: Pick<DirectoryReader, 'factsOf' | 'membershipsOf'>;
  readonly settings: Pick<RuleSettings, 'privilegedGroupIds'>;
}

/** All accounts of one person. */
export type OwnIds = readonly PersonId[];

interface GroupInQuestion {
  readonly own: OwnIds;
  readonly group: GroupFound;
  /** Where nothing in the changes says that the person is in it. */
  readonly membershipOf?: { readonly personId: PersonId; readonly action: Change['action'] };
}

export async function isPowerTouched(changes: AsyncIterable<Change>, own: OwnIds, ports: PowerPorts): Promise<boolean> {
  return (await peopleTouched(changes, [own], ports)).has(own);
}

/** @returns those of these people */
export async function peopleTouched(
  changes: AsyncIterable<Change>,
  people: readonly OwnIds[],
  ports: PowerPorts,
): Promise<ReadonlySet<OwnIds>> {
  const touched = new Set<OwnIds>();
  let questions: GroupInQuestion[] = [];
  const settle = async () => {
    const open = questions.filter(({ own }) => !touched.has(own));
    for (const own of await givenPower(open, ports)) touched.add(own);
    questions = [];
  };
  for await (const change of changes) {
    for (const own of people) {
      if (touched.has(own)) continue;
      const asked = questionsOf(change, own);
      if (asked === 'yes') touched.add(own);
      else questions.push(...asked);
    }
    if (questions.length >= GROUPS_AT_ONCE) await settle();
    if (touched.size === people.length) return touched;
  }
  await settle();
  return touched;
}

function questionsOf(change: Change, own: OwnIds): 'yes' | readonly GroupInQuestion[] {
  const questions: GroupInQuestion[] = [];
  for (const personId of own) {
    const touched = powerTouchedBy(change, personId);
    if (touched === 'yes') return 'yes';
    const membershipOf = touched === 'ifMemberOfPrivilegedGroup' ? { personId, action: change.action } : undefined;
    const groups = decidingGroups(change, touched);
    questions.push(...groups.map((group) => ({ own, group, ...(membershipOf && { membershipOf }) })));
  }
  return questions;
}

async function givenPower(questions: readonly GroupInQuestion[], ports: PowerPorts): Promise<ReadonlySet<OwnIds>> {
  const given = new Set<OwnIds>();
  if (questions.length === 0) return given;
  const { privilegedGroupIds } = ports.settings;
  const facts = await ports.directory.factsOf([...new Set(questions.map(({ group }) => group.id))]);
  const toAsk: GroupInQuestion[] = [];
  for (const question of questions) {
    const about = { facts: facts.get(question.group.id), privilegedGroupIds };
    const answer = answerOf(question, isPrivilegedGroup(question.group, about));
    if (answer === 'yes') given.add(question.own);
    if (answer === 'ifMember') toAsk.push(question);
  }
  for (const own of new Set(toAsk.map((question) => question.own)))
    if (!given.has(own) && (await isInAny(toAsk.filter((question) => question.own === own), ports))) given.add(own); // prettier-ignore
  return given;
}

/**
 * What the directory does not tell of a group, or of who is in it, is no permission. Of a deleted group it tells neither: one that is
 * known to be privileged is refused, and one that nothing calls privileged is not, or nobody could ever bring a group back.
 */
function answerOf({ membershipOf }: GroupInQuestion, isPrivileged: boolean | undefined): 'yes' | 'no' | 'ifMember' {
  if (isPrivileged === false) return 'no';
  if (!membershipOf) return 'yes';
  if (membershipOf.action !== 'restore') return 'ifMember';
  return isPrivileged ? 'yes' : 'no';
}

async function isInAny(questions: readonly GroupInQuestion[], { directory }: PowerPorts): Promise<boolean> {
  const people = new Set(questions.flatMap(({ membershipOf }) => membershipOf?.personId ?? []));
  for (const personId of people) {
    const ids = questions
      .filter(({ membershipOf }) => membershipOf?.personId === personId)
      .map(({ group }) => group.id);
    const held = await directory.membershipsOf(personId, ids);
    if (!held || held.size > 0) return true;
  }
  return false;
}
