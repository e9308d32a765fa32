/**
 * A3: whether the changes of a request decide about a person's own power, on any of the person's accounts.
 * Reads the stored changes of the revision that is voted on, once through; groups are asked about many at a time.
 */
import type { Change } from '../recovery/change';
import { decidingGroups, isPrivilegedGroup, powerTouchedBy, type GroupFound } from '../recovery/power-touched';
import type { PersonId } from '../shared/ids';
import type { UsecasePorts } from './ports';

const GROUPS_AT_ONCE = 500;

type Ports = Pick<UsecasePorts, 'directory' | 'settings'>;

interface GroupInQuestion {
  readonly group: GroupFound;
  /** Where nothing in the changes says that the person is in it. */
  readonly membershipOf?: { readonly personId: PersonId; readonly action: Change['action'] };
}

export async function isPowerTouched(
  changes: AsyncIterable<Change>,
  ownIds: readonly PersonId[],
  ports: Ports,
): Promise<boolean> {
  let questions: GroupInQuestion[] = [];
  for await (const change of changes) {
    for (const ownId of ownIds) {
      const asked = questionsOf(change, ownId);
      if (asked === 'yes') return true;
      questions.push(...asked);
    }
    if (questions.length < GROUPS_AT_ONCE) continue;
    if (await anyGivesPower(questions, ports)) return true;
    questions = [];
  }
  return await anyGivesPower(questions, ports);
}

function questionsOf(change: Change, personId: PersonId): 'yes' | readonly GroupInQuestion[] {
  const touched = powerTouchedBy(change, personId);
  if (touched === 'yes') return 'yes';
  const membershipOf = { personId, action: change.action };
  return decidingGroups(change, touched).map((group) =>
    touched === 'ifMemberOfPrivilegedGroup' ? { group, membershipOf } : { group },
  );
}

async function anyGivesPower(questions: readonly GroupInQuestion[], ports: Ports): Promise<boolean> {
  if (questions.length === 0) return false;
  const { privilegedGroupIds } = ports.settings;
  const facts = await ports.directory.factsOf([...new Set(questions.map(({ group }) => group.id))]);
  const toAsk: GroupInQuestion[] = [];
  for (const question of questions) {
    const about = { facts: facts.get(question.group.id), privilegedGroupIds };
    const answer = answerOf(question, isPrivilegedGroup(question.group, about));
    if (answer === 'yes') return true;
    if (answer === 'ifMember') toAsk.push(question);
  }
  return await isInAny(toAsk, ports);
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

async function isInAny(questions: readonly GroupInQuestion[], { directory }: Ports): Promise<boolean> {
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
