/** What a card says while Microsoft cannot be read, and after nobody waits any more: only what is known. */
import { awayShelf } from '../../src/tools/gallery/away-samples';
import { wordsOf } from './card-reading';

const { cards } = awayShelf();
const words = (name: string) => wordsOf(cards[name]?.card ?? {});

it.each([
  ['given-up-preview', 'The preview could not be read'],
  ['given-up-reading', 'The changes could not be read'],
  ['given-up-votes', 'The votes are over: Microsoft could not be read'],
  ['given-up-recheck', 'The re-check could not be read'],
  ['given-up-recovery', 'The recovery could not be read'],
])('%s is called what it is', (name, title) => {
  expect(words(name).startsWith(title)).toBe(true);
});

it('a count that was read before is not called the present one', () => {
  expect(words('away-recovering')).toContain('6 objects, 1 link, when it was last read');
  expect(words('away-recovering')).not.toMatch(/Done\sso\sfar/);
});

it('how a recovery ended that nobody could read is not said', () => {
  expect(words('given-up-recovery')).toContain('How it ended is not known');
  expect(words('given-up-recovery')).not.toMatch(/objects? changed|no failed changes/);
});
