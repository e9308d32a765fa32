import { touchSameThings } from '../../src/recovery/same-things';
import type { RecoveryPlan } from '../../src/recovery/plan';
import { objectId } from '../jobs/people-and-requests';

type Wish = Pick<RecoveryPlan, 'scope' | 'except'>;

const [uma, tara] = [1, 2].map((number) => ({ type: 'user' as const, id: objectId(number), name: `Person ${number}` }));
if (!uma || !tara) throw new Error('two people');
const everything: Wish = { scope: { kind: 'everything' } };
const users: Wish = { scope: { kind: 'types', types: ['user'] } };
const groups: Wish = { scope: { kind: 'types', types: ['group'] } };
const usersBut = (...except: (typeof uma)[]): Wish => ({ ...users, except });
const only = (...objects: (typeof uma)[]): Wish => ({ scope: { kind: 'objects', objects } });

it.each<[string, Wish, Wish, boolean]>([
  ['one kind and the same', users, users, true],
  ['one kind and another', users, groups, false],
  ['everything and a kind', everything, groups, true],
  ['a kind and one of it', users, only(uma), true],
  ['a kind and one of another', groups, only(uma), false],
  ['one person and the same', only(uma, tara), only(tara), true],
  ['one person and another', only(uma), only(tara), false],
  ['a kind without somebody, and the kind', usersBut(uma), users, true],
  ['a kind without somebody, and exactly that one', usersBut(uma), only(uma), false],
  ['a kind without somebody, and that one with another', usersBut(uma), only(uma, tara), true],
  ['a kind without two, and those two', usersBut(uma, tara), only(tara, uma), false],
  ['everything without somebody, and exactly that one', { ...everything, except: [uma] }, only(uma), false],
  ['what was chosen by ids, without one that is not in it, and that one', { ...only(uma), except: [tara] }, only(tara), false],
  ['grants, and the service principals that they come with', { scope: { kind: 'types', types: ['servicePrincipal'] } }, { scope: { kind: 'types', types: ['oAuth2PermissionGrant'] } }, true],
])('%s', (_what, one, other, isSame) => {
  expect(touchSameThings(one, other)).toBe(isSame);
  expect(touchSameThings(other, one)).toBe(isSame);
}); // prettier-ignore
