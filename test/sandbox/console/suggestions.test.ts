import { suggestionsFor } from '../../../src/sandbox/console/client/suggestions';

const person = (name: string) => ({ alias: name.toLowerCase(), name, standing: 'no role' });
const KNOWN = {
  people: [person('Ana Ruiz'), person('Ben Okafor'), person('Bea Ruiz')],
  commands: [
    { usage: 'restore <scope> from <time>', summary: 'Go back.', example: 'restore users from yesterday' },
    { usage: 'requests', summary: 'Open requests.', example: 'requests' },
  ],
};
const labels = (text: string) => suggestionsFor(text, KNOWN).items.map(({ label }) => label);

describe('what the compose box offers', () => {
  it.each([
    ['an empty box', '', []],
    ['the beginning of a verb', 're', ['restore <scope> from <time>', 'requests']],
    ['a verb in capitals', 'REST', ['restore <scope> from <time>']],
    ['the grammar behind a verb', 'restore users', ['restore <scope> from <time>']],
    ['nothing behind a verb that takes nothing', 'requests now', []],
    ['nothing for words of nobody', 'lunch', []],
  ])('for %s', (_what, text, offered) => {
    expect(labels(text)).toEqual(offered);
  });

  it.each([
    ['everybody after a bare at sign', 'restore user @', ['Ana Ruiz', 'Ben Okafor', 'Bea Ruiz']],
    ['by first name', '@be', ['Ben Okafor', 'Bea Ruiz']],
    ['by family name', 'who is @rui', ['Ana Ruiz', 'Bea Ruiz']],
    ['nobody once the name is whole', '@Ana Ruiz', []],
    ['nobody inside a mail address', 'user ana@be', []],
  ])('people: %s', (_what, text, offered) => {
    expect(labels(text)).toEqual(offered);
  });

  it('writes the person into the sentence', () => {
    expect(suggestionsFor('restore user @be', KNOWN).items[0]?.text).toBe('restore user @Ben Okafor ');
  });

  it('writes an example that works', () => {
    expect(suggestionsFor('rest', KNOWN).items[0]?.text).toBe('restore users from yesterday');
  });
});
