import { noteSentences } from '../../src/cards/note-sentences';
import { sampleRequest } from '../../src/tools/gallery/sample-requests';

const IDS = ['R-8H2M', 'R-9J4N', 'R-2B3C', 'R-4D5E', 'R-6F7G'];
const said = (count: number) =>
  noteSentences({
    request: sampleRequest('planned'),
    related: IDS.slice(0, count).map((id) => sampleRequest('awaitingApproval', { id })),
    names: new Map(),
    reach: undefined,
  }).join('\n');

it.each([
  [0, ''],
  [1, 'Another open request touches the same things: R-8H2M. Look at it first.'],
  [2, 'Other open requests touch the same things: R-8H2M and R-9J4N. Look at them first.'],
  [3, 'Other open requests touch the same things: R-8H2M, R-9J4N and R-2B3C. Look at them first.'],
  [5, 'Other open requests touch the same things: R-8H2M, R-9J4N, R-2B3C and 2 more. Look at them first.'],
])('%d other open requests for the same things', (count, words) => {
  expect(said(count)).toBe(words);
});
