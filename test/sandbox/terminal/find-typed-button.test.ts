import { findTypedButton } from '../../../src/sandbox/terminal/find-typed-button';

const press = (title: string, verb: string, more = {}) => ({ type: 'Action.Execute', title, verb, data: {}, ...more });
const card = (activityId: string, ...actions: readonly object[]) => ({ activityId, card: JSON.parse(JSON.stringify({ type: 'AdaptiveCard', actions })) as never }); // prettier-ignore

/** Oldest first. */
const CARDS = [
  card('old', press('Approve 11111111', 'approve')),
  card('request', press('Approve 4f2a91c7', 'approve'), press('Reject', 'reject')),
  card('help', press('snapshots', 'say'), press('approve R-7K3Q', 'say'), press('history 30d', 'say')),
];

describe('a button named at the terminal', () => {
  it.each([
    ['approve', 'request', 'Approve 4f2a91c7'],
    ['Approve', 'request', 'Approve 4f2a91c7'],
    ['App', 'request', 'Approve 4f2a91c7'],
    ['Approve 11111111', 'old', 'Approve 11111111'],
    ['approve R-7K3Q', 'help', 'approve R-7K3Q'],
    ['REJECT', 'request', 'Reject'],
    ['hist', 'help', 'history 30d'],
  ])('%s is on the card %s', (typed, activityId, title) => {
    expect(findTypedButton(typed, CARDS)).toEqual({ activityId, title });
  });

  it('is none that is switched off, nor one that nobody sees', () => {
    const off = card('off', press('Approve 4f2a91c7', 'approve', { isEnabled: false }));

    expect(findTypedButton('approve', [off])).toBeUndefined();
    expect(findTypedButton('Start preview', CARDS)).toBeUndefined();
  });
});
