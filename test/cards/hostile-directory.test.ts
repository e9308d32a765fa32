/** A directory whose every name and value tries to be something else, and one that tries to be too much. */
import type { DrawnCard } from '../../src/cards/card';
import { drawNotice } from '../../src/cards/notice';
import { everythingIs as directoryOf } from '../../src/tools/gallery/hostile-samples';
import { VIEWERS } from '../../src/tools/gallery/sample-people';
import { NOW } from '../../src/tools/gallery/sample-requests';
import { STATE_NAMES } from '../../src/tools/gallery/state-samples';
import { activityBytes, buttonsOf, textsOf } from './card-reading';

function everythingIs(text: string) {
  const { names, request, draw, lists } = directoryOf(text);
  return {
    states: STATE_NAMES.flatMap((state) => [VIEWERS.shared, VIEWERS.approver].map((viewer): [string, DrawnCard] => [state, draw(state, viewer)])), // prettier-ignore
    lists: Object.entries(lists),
    notice: drawNotice({ kind: 'approvalNeeded' }, request('awaitingApproval'), { names, now: NOW }),
  };
}

/** `**` is ours on a row: it stands around the name. */
const MEANS_SOMETHING =
  /<|>|\]\(|:\/\/|\$\{|\{\{|`|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]|[\n\r\u2800]|^[-+]+$|^#{1,6}$|^\d+[.)]$|(?<!^)\*\*(?! ·)/u;

describe.each([
  ['Markdown', '**Approved** _by_ all'],
  ['a link', '[Approve](https://evil.example/?q=1)'],
  ['a mention', '<at>Ben Okafor</at>'],
  ['HTML', '<b onclick="x">Ana</b>&lt;at&gt;'],
  ['a template', '${$root.x} {{DATE(2026-01-01T00:00:00Z,SHORT)}}'],
  ['lines', 'Ana\n\n# Nothing to see\r\n- here'],
  ['rules', '---'],
  ['numbers of a list', '1.'],
  ['heading marks', '#'],
  ['blanks', '\u2800\u2800'],
  ['overrides', '\u202eanA\u2066 \u200bx\u0007'],
])('a directory full of %s', (_what, text) => {
  const { states, lists, notice } = everythingIs(text);

  it.each([...states, ...lists])('means nothing on the card: %s', (_name, { card, summary }) => {
    expect([...textsOf(card), summary].filter((shown) => MEANS_SOMETHING.test(shown))).toEqual([]);
  });

  it('means nothing in a message', () => {
    expect([notice.text, notice.summary].filter((shown) => MEANS_SOMETHING.test(shown))).toEqual([]);
  });
});

const LONG_NAMES = ['漢', '😀', '\\'].map((character) => [character, character.repeat(200)] as const);

describe.each(LONG_NAMES)('a huge tenant with names of 200 times %s', (_character, text) => {
  const { states, lists } = everythingIs(text);

  it.each([...states, ...lists])('%s stays below 28 KB', (_name, { card, summary }) => {
    expect(activityBytes(card, summary)).toBeLessThanOrEqual(28 * 1024 - 6 * 1024);
  });

  it('keeps the button of power, and says how much is left out', () => {
    const [, { card } = { card: {} }] = states.find(([state]) => state === 'awaitingApproval') ?? [];

    expect(buttonsOf(card).map(({ title }) => title)).toContain('Approve 4f2a91c7');
    expect(textsOf(card).join('\n')).toMatch(/1,4\d\d,\d\d\d more: changes R-7K3Q|1,500,000 objects: changes R-7K3Q/);
  });
});
