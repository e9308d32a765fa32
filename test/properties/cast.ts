/** Who presses in the histories, and what there is to change. A small cast: every pair of people that the rules tell apart is in it. */
import type { Aliases } from '../../src/approvals/humans';
import type { Change } from '../../src/recovery/change';
import type { Standing } from '../../src/recovery/terms';
import type { ObjectId, PersonId } from '../../src/shared/ids';

const person = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000001` as PersonId;

export const ANA = person('a');
/** Ana's other account, with the same employee id. */
const ANA_TWO = person('1');
export const BEN = person('b');
/** Ben's other account, in the list of aliases. */
export const BEN_TWO = person('2');
export const EVA = person('e');
/** Eva's other account, which only the employee id tells of; nobody presses with it. */
const EVA_TWO = person('3');
const CLEO = person('c');
const DAN = person('d');

export const CAST = [ANA, ANA_TWO, BEN, BEN_TWO, EVA, CLEO, DAN] as const;
export const ALIASES: Aliases = [[BEN, BEN_TWO]];
export const EMPLOYEE_IDS: ReadonlyMap<PersonId, string> = new Map([
  [ANA, '1001'],
  [ANA_TWO, '1001'],
  [EVA, '1003'],
  [EVA_TWO, '1003'],
]);
export const STANDINGS: ReadonlyMap<PersonId, Standing> = new Map([
  ...[ANA, ANA_TWO, BEN, BEN_TWO, EVA].map((id) => [id, 'administrator'] as const),
  [CLEO, 'reader'],
  [DAN, 'none'],
]);

/** Which human an account belongs to, as the cast is told; not as the product finds out. */
const HUMANS: ReadonlyMap<PersonId, string> = new Map([
  [ANA, 'Ana'],
  [ANA_TWO, 'Ana'],
  [BEN, 'Ben'],
  [BEN_TWO, 'Ben'],
  [EVA, 'Eva'],
  [EVA_TWO, 'Eva'],
  [CLEO, 'Cleo'],
  [DAN, 'Dan'],
]);
export const humanOf = (id: PersonId): string => HUMANS.get(id) ?? id;

const object = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as ObjectId;
export const SYNCED = object(4);

interface Kind {
  readonly id: ObjectId;
  readonly type: Change['type'];
  readonly attribute: string;
  readonly isNew?: boolean;
}

const own = (id: PersonId): Kind => ({ id: id as string as ObjectId, type: 'user', attribute: 'accountEnabled' });
const user = (number: number): Kind => ({ id: object(number), type: 'user', attribute: 'department' });
const joiner = (number: number): Kind => ({ ...user(number), isNew: true });

/**
 * Objects that may need to go back: four ordinary users, of which one is synchronised, Ben's own account and Eva's other one, a policy, three
 * users who are new since the snapshot and would be deleted, and a setting that a tenant has only once.
 */
const OBJECTS: readonly Kind[] = [
  ...[1, 2, 3, 4].map(user),
  own(BEN),
  { id: object(6), type: 'conditionalAccessPolicy', attribute: 'displayName' },
  own(EVA_TWO),
  ...[8, 9, 10].map(joiner),
  { id: object(11), type: 'authorizationPolicy', attribute: 'displayName' },
];
export const OBJECT_COUNT = OBJECTS.length;
export const SETTING = OBJECT_COUNT - 1;
/** Whether the nth object needs to go back at the beginning, mostly. */
export const isUsual = (index: number): boolean => index < 4;

/** Users who stand behind all others: more than fit into one list of ids. */
const FIRST_OF_CROWD = 1000;
export const CROWD: readonly number[] = Array.from({ length: 101 }, (_, index) => FIRST_OF_CROWD + index);
const kindOf = (index: number): Kind =>
  index >= FIRST_OF_CROWD ? user(index) : (OBJECTS[index % OBJECT_COUNT] as Kind);

/** The change of the nth object; another variant is another change of the same object. */
export function changeOf(index: number, variant: number): Change {
  const { id, type, attribute, isNew = false } = kindOf(index);
  const action = isNew ? 'softDelete' : 'update';
  const target = { [attribute]: attribute === 'accountEnabled' ? variant % 2 === 0 : `before ${String(variant)}` };
  return { type, id, action, displayName: `Object ${String(index)}`, now: { [attribute]: 'now' }, target, links: [], shownOnly: false }; // prettier-ignore
}

/** What decides about the sign-in of one of this person's accounts (A3). */
export const touchesPowerOf = ({ id, target }: Change, personId: PersonId): boolean =>
  'accountEnabled' in target && humanOf(id as string as PersonId) === humanOf(personId);

export const isSetting = ({ type }: Change): boolean => type === 'authorizationPolicy';
