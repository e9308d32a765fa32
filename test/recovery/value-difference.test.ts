import type { Change } from '../../src/recovery/change';
import { differencesOf, idsSpokenOf, type LeafDifference } from '../../src/recovery/value-difference';
import type { JsonObject } from '../../src/shared/json';
import type { ObjectId } from '../../src/shared/ids';

const ANA = '00000000-0000-4000-8000-0000000000a1' as ObjectId;
const BEN = '00000000-0000-4000-8000-0000000000b1' as ObjectId;

/** `a.b: x → y`, `a.b: +x -y`, `a: same` */
function told(leaf: LeafDifference): string {
  const path = leaf.path.join('.');
  if (leaf.kind === 'same') return `${path}: same`;
  if (leaf.kind === 'value') return `${path}: ${JSON.stringify(leaf.now)} → ${JSON.stringify(leaf.target)}`;
  const items = (sign: string, values: readonly unknown[]) => values.map((value) => `${sign}${JSON.stringify(value)}`);
  return `${path}: ${[...items('+', leaf.added), ...items('-', leaf.removed)].join(' ')}`;
}

describe('what differs in a change', () => {
  it.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['a plain value', { city: 'Oslo' }, { city: 'Rome' }, ['city: "Oslo" → "Rome"']],
    ['a value that was not there', {}, { city: 'Rome' }, ['city: undefined → "Rome"']],
    ['a value that goes', { city: 'Oslo' }, { city: null }, ['city: "Oslo" → null']],
    ['only the leaf', { a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 1, d: 3 } } }, ['a.b.d: 2 → 3']],
    ['a list by what comes and goes', { a: { b: ['x', 'y'] } }, { a: { b: ['y', 'z'] } }, ['a.b: +"z" -"x"']],
    ['an emptied list', { a: { b: ['x'] } }, { a: { b: null } }, ['a.b: -"x"']],
    ['as often as an item is there', { a: ['x', 'x'] }, { a: ['x'] }, ['a: -"x"']],
    ['no order', { a: ['x', 'y'] }, { a: ['y', 'x'] }, ['a: same']],
    ['nothing here and nothing there', { a: '' }, { a: null }, ['a: same']],
    ['an emptied structure leaf by leaf', { a: { b: 1, c: 2 } }, { a: null }, ['a.b: 1 → null', 'a.c: 2 → null']],
    ['a part the snapshot does not tell', { a: { b: 1, c: 2 } }, { a: { b: 1 } }, ['a.c: 2 → undefined']],
    ['a part that becomes empty', { a: { b: 1, c: 2 } }, { a: { b: 1, c: null } }, ['a.c: 2 → null']],
    ['a structure where a word was', { a: 'x' }, { a: { b: 1 } }, ['a: "x" → {"b":1}']],
    ['no word of OData', { a: { '@removed': 1, 'b@delta': 1, '@microsoft.graph.tips': 1, '@type': 1, c: 1 } }, { a: { c: 2 } }, ['a.c: 1 → 2']],
    ['no annotations', { a: { 'b@odata.type': '#x', c: 1 } }, { a: { 'b@odata.type': '#y', c: 1 } }, ['a: same']],
    ['what a mail address is the key of', { a: { 'admins@contoso.com': 'reader' }, 'x@y': 1 }, { a: { 'admins@contoso.com': 'owner' }, 'x@y': 2 }, ['a.admins@contoso.com: "reader" → "owner"', 'x@y: 1 → 2']],
    ['items of an id as the same item', { a: [{ id: '1', v: 'x' }, { id: '2' }] }, { a: [{ id: '1', v: 'y' }, { id: '3' }] }, ['a: +{"id":"3"} -{"id":"2"}', 'a.1.v: "x" → "y"']],
    ['items without an id as a whole', { a: [{ v: 1 }] }, { a: [{ v: 2 }] }, ['a: +{"v":2} -{"v":1}']],
    ['not the moment of a deletion', {}, { deletedDateTime: 'now', 'x@odata.type': 'y' }, []],
    ['keys that mean something to JavaScript', { a: { constructor: 1 } }, { a: JSON.parse('{"__proto__": 2}') as JsonObject }, ['a.constructor: 1 → undefined', 'a.__proto__: undefined → 2']],
  ])('is %s', (_what, now, target, differences) => {
    expect(differencesOf({ now, target }).map(told)).toEqual(differences);
  }); // prettier-ignore
});

describe('ids that changes speak of', () => {
  const change = (some: Partial<Change>): Change => ({ type: 'group', id: ANA, action: 'update', now: {}, target: {}, links: [], shownOnly: false, ...some }); // prettier-ignore

  it('are those of links and of leaves that differ, each once', () => {
    const links = [{ relation: 'members', objectId: ANA, does: 'add' as const }];
    const users = change({ now: { a: { b: [ANA] } }, target: { a: { b: [ANA, BEN, 'All'] } } });

    expect(idsSpokenOf([change({ links }), users, users], 100)).toEqual([ANA, BEN]);
  });

  it('are no more than asked for', () => {
    const links = Array.from({ length: 500 }, (_, index) => ({ relation: 'members', objectId: `id-${String(index)}` as ObjectId, does: 'add' as const })); // prettier-ignore

    expect(idsSpokenOf([change({ links }), change({ links })], 100)).toHaveLength(100);
  });
});
