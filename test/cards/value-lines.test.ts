/** Two values that differ never look the same on a card. */
import { attributeLines } from '../../src/cards/value-lines';
import type { Change } from '../../src/recovery/change';
import type { Json } from '../../src/shared/json';
import { CHANGES } from '../../src/tools/gallery/sample-requests';

const DETAIL = { rows: 10, attributes: 20, valueLength: 60, names: 5 };
const update = (now: Json, target: Json): Change => ({ ...(CHANGES[0] as Change), action: 'update', now: { rule: now }, target: { rule: target }, links: [] }); // prettier-ignore
const linesOf = (now: Json, target: Json, more: Partial<Change> = {}) =>
  attributeLines({ ...update(now, target), ...more }, { names: new Map(), tense: 'ahead', mayShowValues: true, detail: DETAIL }); // prettier-ignore

const LONG = 'department '.repeat(20);
const NOT_SEEN = '(differs in characters that cannot be seen)';

describe('two values', () => {
  it.each<[string, Json, Json, readonly string[]]>([
    ['behind the cut', `${LONG}is Sales, and so on`, `${LONG}is Engineering`, ['rule: …tment department is Sales, and so on (239 characters) → will become …tment department is Engineering (234 characters)']],
    ['far in front of the end', `${LONG}A${LONG}`, `${LONG}B${LONG}`, ['…partment department Adepartment', '…partment department Bdepartment', '… (441 characters)']],
    ['in the length alone', LONG, `${LONG}x`, ['department (220 characters)', 'department x (221 characters)']],
    ['behind many that cannot be seen', `${'\u200b'.repeat(500)}Sales`, `${'\u200b'.repeat(501)}Engineering`, ['rule: …Sales (505 characters) → will become …Engineering (512 characters)']],
    ['in halves of a character', `${'😀'.repeat(99)}😀`, `${'😀'.repeat(99)}😁`, ['😀😀 (200 characters)', '😀😁 (200 characters)']],
    ['behind the cut of a list’s only item', [LONG], [`${LONG}x`], ['rule: will add …', 'department x (221', 'will remove …']],
    ['in what is invisible in a list', ['Sales'], ['Sa\u200bles'], [`rule: will add Sales; will remove Sales ${NOT_SEEN}`]],
    ['in what is invisible', 'Sales', 'Sa\u200bles', [`rule: Sales → will become Sales ${NOT_SEEN}`]],
    ['in what is invisible behind the cut', `${LONG}Sales`, `${LONG}Sa\u202eles`, [NOT_SEEN]],
    ['in spaces', 'Sales ', 'Sales', [NOT_SEEN]],
    ['in what is shown alike', '*x*', '∗x∗', [NOT_SEEN]],
    ['in how a letter is composed', 'Zoe\u0308', 'Zo\u00eb', [NOT_SEEN]],
    ['in nothing that is visible', '\u200b', '\u200c', [NOT_SEEN]],
    ['in kind', 'true', true, ['rule: true → will become true (differs in kind']],
    ['further on than anybody reads', `a\u200b${'x'.repeat(50_000)}A`, `a${'x'.repeat(50_000)}B`, ['(too long to be shown where they differ)']],
  ])('that differ %s are told apart', (_how, now, target, parts) => {
    const [line] = linesOf(now, target);
    for (const part of parts) expect(line).toContain(part);
  }); // prettier-ignore

  it('that are only shown are told apart, too', () => {
    const [line] = linesOf(`${LONG}Sales`, `${LONG}Engineering`, { shownOnly: true });

    expect(line).toContain('department Sales (225 characters) → in the snapshot …partment department Engineering');
  });

  it('that can be seen to differ have no note', () => {
    expect(linesOf('Sales', 'Engineering')).toEqual(['rule: Sales → will become Engineering']);
  });

  it('are harmless in the window, too', () => {
    const [line] = linesOf(`${LONG}a_b_ <at>x</at>`, `${LONG}a_b_ [x](https://evil.example)`);

    expect(line).not.toMatch(/<|\]\(|:\/\//);
  });
});
