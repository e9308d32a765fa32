import { countHumans, humansBehind, withAliases, type Account, type Aliases } from '../../src/approvals/humans';
import type { PersonId } from '../../src/shared/ids';

const id = (name: string) => name as PersonId;
const account = (name: string, employeeId?: string): Account => ({ id: id(name), employeeId });
const pair = (one: string, other: string): Aliases[number] => [id(one), id(other)];

describe('one human, one vote (A4)', () => {
  it.each<[string, readonly Account[], Aliases, boolean]>([
    ['accounts with one employee id', [account('ana', '1001'), account('ana2', '1001')], [], true],
    ['an employee id in other letters', [account('ana', 'E-1 '), account('ana2', 'e-1')], [], true],
    ['an employee id with a space before it', [account('ana', ' 1042'), account('ana2', '1042')], [], true],
    ['an employee id with a zero-width space', [account('ana', '1042'), account('ana2', '1042\u200b')], [], true],
    ['an employee id with a word joiner within', [account('ana', '10\u206042'), account('ana2', '1042')], [], true],
    ['an employee id in full-width digits', [account('ana', '１０４２'), account('ana2', '\u30001042')], [], true],
    ['listed aliases', [], [pair('ana2', 'ana')], true],
    ['aliases of aliases', [], [pair('ana', 'x'), pair('y', 'ana2'), pair('x', 'y')], true],
    ['an alias of somebody with the same employee id', [account('x', '1'), account('ana2', '1')], [pair('ana', 'x')], true], // prettier-ignore
    ['different employee ids', [account('ana', '1001'), account('ana2', '1002')], [], false],
    ['two accounts without one', [account('ana'), account('ana2', ' ')], [], false],
    ['employee ids of nothing that is seen', [account('ana', '\u200b \u3000'), account('ana2', '\u200b \u3000')], [], false], // prettier-ignore
    ['aliases of others', [], [pair('ana', 'x'), pair('ana2', 'y')], false],
  ])('%s', (_what, accounts, aliases, areOne) => {
    const humanOf = humansBehind(accounts, aliases);

    expect(humanOf(id('ana')) === humanOf(id('ana2'))).toBe(areOne);
    expect(countHumans([id('ana'), id('ana2')], humanOf)).toBe(areOne ? 1 : 2);
  });

  it('is asked about every account that the list leads to, and no other', () => {
    const aliases = [pair('ana', 'x'), pair('x', 'y'), pair('ben', 'z')];

    expect([...withAliases([id('ana'), id('gus')], aliases)].sort()).toEqual(['ana', 'gus', 'x', 'y']);
  });
});
