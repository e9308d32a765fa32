/** A name is data: however a keyboard bends it, wherever it was pasted from, and whether or not somebody says what it is. */
import { CAST, DOMAIN } from '../../src/sandbox/cast';
import { GROUPS } from '../../src/sandbox/graph/seed/groups';
import { personId } from '../../src/sandbox/graph/seed/people';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;
const [ALBA, BRUNO, GRETA, HUGO] = [0, 1, 6, 8].map(personId) as [string, string, string, string];

describe('a name as it was typed', () => {
  let rewind: ProductUnderTest;
  const cardSays = (words: string) =>
    until(`"${words}" on the card`, () => rewind.cardWords(ana, 'personal').includes(words) || undefined);
  const plannedFor = (...ids: readonly string[]) =>
    until(`a plan for ${ids.join()}`, async () => {
      const [newest] = await rewind.product.store.requests.since(new Date(0));
      const scope = newest?.plan.scope;
      return scope?.kind === 'objects' && scope.objects.map(({ id }) => id).join() === ids.join() ? newest : undefined;
    });

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.edit(ben.id, (editor) => {
      editor.update(HUGO, { displayName: 'Conor O\u2019Neil' });
      editor.update(GROUPS.warehouse, { displayName: 'Sales - EMEA' });
    });
  });
  afterAll(() => rewind.close());

  it.each([
    ['a straight apostrophe', `user "Conor O'Neil"`, HUGO],
    ['a bent one', 'user "Conor O\u2019Neil"', HUGO],
    ['a bent one without quotes', 'user Conor O\u2019Neil', HUGO],
    ['a long dash', 'group "Sales \u2013 EMEA"', GROUPS.warehouse],
    ['a contact', `user Greta Gupta <greta.gupta@${DOMAIN}>`, GRETA],
    ['a link to write to', `mailto:greta.gupta@${DOMAIN}`, GRETA],
    ['an id in braces', `user {${ALBA.toUpperCase()}}`, ALBA],
    ['nothing before it', 'Alba Almeida', ALBA],
    ['small letters', 'alba almeida', ALBA],
  ])('is found with %s', async (_what, words, id) => {
    await rewind.says(ana, 'personal', `preview ${words} from yesterday`);
    await plannedFor(id);
  });

  it('is found as often as it was said', async () => {
    await rewind.says(ana, 'personal', 'restore Alba Almeida, Bruno Berg and Greta Gupta from yesterday because of the connector'); // prettier-ignore
    await plannedFor(ALBA, BRUNO, GRETA);
  });

  it.each([
    [
      'preview Finance Leads from yesterday',
      'Do you mean this \\"Finance Leads\\"?',
      'Finance Leads · group',
      'preview group 3',
    ],
    ['preview Alba from yesterday', 'Which \\"Alba\\" do you mean?', 'Alba Almeida', 'preview user 1'],
  ])('is asked back where it is no person of exactly this name: %s', async (text, question, label, command) => {
    const before = await rewind.happened();
    await rewind.says(ana, 'personal', text);
    await cardSays(question);
    expect(rewind.cardWords(ana, 'personal')).toContain(label);
    expect(rewind.cardWords(ana, 'personal')).toContain(command);
    expect(await rewind.happened()).toEqual(before);
  });

  it.each([
    ['preview usrs from yesterday', 'I do not know “usrs”'],
    ['preview the sales people from yesterday', 'I do not know “the sales people”'],
    ['preview Nobody Atall from yesterday', 'I do not know “Nobody Atall”'],
  ])('is a word that nobody knows where nobody is called so: %s', async (text, sentence) => {
    const before = await rewind.happened();
    await rewind.says(ana, 'personal', text);
    await cardSays(sentence);
    expect(await rewind.happened()).toEqual(before);
  });

  it.each([
    ['preview Albba Almeida from yesterday', 'preview user 0'],
    ['preview user Albba Almeida from yesterday', 'preview user 0'],
    ['preview Greta Gupta <greta.gupta@elsewhere.example> from yesterday', 'preview user 6'],
    ['who changed user "Albba Almeida" since yesterday', 'who changed user 0'],
  ])('is asked back by who is called nearly so: %s', async (text, command) => {
    const before = await rewind.happened();
    await rewind.says(ana, 'personal', text);
    await cardSays('Do you mean this one?');
    expect(rewind.cardWords(ana, 'personal')).toContain('Nothing is called');
    expect(rewind.cardWords(ana, 'personal')).toContain(command.replace(/\d+$/, (index) => personId(Number(index))));
    expect(await rewind.happened()).toEqual(before);
  });

  it('is never looked up for somebody without a role', async () => {
    await rewind.says(CAST.dan, 'personal', 'preview Alba Almeida from yesterday');
    await until('an answer', () => rewind.cardWords(CAST.dan, 'personal').includes('I do not know') || undefined);
    expect(rewind.cardWords(CAST.dan, 'personal')).not.toContain(ALBA);
  });
});
