import { cardText } from '../../../src/sandbox/terminal/card-text';

const execute = (title: string) => ({ type: 'Action.Execute', title, verb: 'any' });
const text = (words: string) => ({ type: 'TextBlock', text: words });

describe('a card at the terminal', () => {
  it('reads from top to bottom: words, facts in columns, inputs, buttons in brackets', () => {
    const card = {
      type: 'AdaptiveCard',
      body: [
        text('Approval **needed**'),
        { type: 'Container', separator: true, items: [text('Tara Weber · would be deleted')] },
        { type: 'FactSet', facts: [{ title: 'Scope', value: 'users' }, { title: 'Asked by', value: 'Ana Ruiz' }] }, // prettier-ignore
        { type: 'Input.Text', id: 'reason', label: 'Why?' },
        { type: 'ActionSet', actions: [execute('Show all')] },
      ],
      actions: [
        execute('Approve 4f2a91c7'),
        { type: 'Action.ShowCard', title: 'Reject', card: { body: [{ type: 'Input.Text', id: 'rejectReason' }] } },
        { type: 'Action.ShowCard', title: 'More', card: { body: [{ type: 'ActionSet', actions: [execute('Withdraw')] }] } }, // prettier-ignore
      ],
    };

    expect(cardText(card).split('\n')).toEqual([
      'Approval needed',
      '',
      'Tara Weber · would be deleted',
      'Scope     users',
      'Asked by  Ana Ruiz',
      'Why? ____ (reason=…)',
      '[Show all]',
      '[Approve 4f2a91c7] [Reject rejectReason=…] More: [Withdraw]',
    ]);
  });

  it('breaks long lines between words, and words that are too long', () => {
    expect(cardText({ body: [text('one two three'), text('x'.repeat(20))] }, 8).split('\n')).toEqual([
      'one two',
      'three',
      'xxxxxxxx',
      'xxxxxxxx',
      'xxxx',
    ]);
  });

  it('gives the terminal nothing to obey', () => {
    expect(cardText({ body: [text('\u001b[2Jgone\u0007\u009b1m')] })).toBe('[2Jgone  1m');
  });
});
