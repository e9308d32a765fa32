import { Template } from 'adaptivecards-templating/lib/template-engine';
import { expand, type View } from '../../src/cards/expand';

const TEMPLATE = {
  body: [
    { type: 'TextBlock', text: '${title}', $when: '${isShown}' },
    { type: 'TextBlock', text: '${name}', $data: '${rows}' },
  ],
};
const FIRST: View = { title: 'First', isShown: true, rows: [{ name: 'a' }, { name: 'b' }] };
const SECOND: View = { title: 'Second', isShown: false, rows: [{ name: 'c' }] };

const bodyOf = (view: View) => (expand(TEMPLATE, view) as { readonly body?: unknown }).body;
const freshBodyOf = (view: View) =>
  (new Template(TEMPLATE).expand({ $root: view }) as { readonly body?: unknown }).body;

it('fills a template anew each time: nothing of one drawing is left in the next', () => {
  for (const view of [FIRST, SECOND, FIRST, SECOND]) expect(bodyOf(view)).toEqual(freshBodyOf(view));
  expect(JSON.stringify(bodyOf(SECOND))).not.toContain('First');
});
