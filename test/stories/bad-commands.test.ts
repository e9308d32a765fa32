import { CAST, type CastMember } from '../../src/sandbox/cast';
import { BAD_COMMANDS } from '../bot/bad-commands';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus, cleo, anaTwo, dan } = CAST;
const PEOPLE = [ana, ben, gus, cleo, anaTwo, dan];

/** Each person says a share of them in the own personal chat: below what one person may say, and what the bot may send there. */
const shareOf = (person: CastMember) => BAD_COMMANDS.filter((_, index) => PEOPLE[index % PEOPLE.length] === person);

describe('200 wrong or vague commands', () => {
  let rewind: ProductUnderTest;
  beforeAll(async () => {
    rewind = await startProductUnderTest();
  });
  afterAll(() => rewind.close());

  it('are each answered, whoever says them', async () => {
    const answersTo = (person: CastMember) =>
      rewind.sandbox.teams.messagesIn(person, 'personal').filter(({ from }) => from === 'bot').length;
    const sayShare = async (person: CastMember) => {
      for (const [index, text] of shareOf(person).entries()) {
        if (index % 20 === 0) rewind.sandbox.clock.jump(60_000);
        await rewind.says(person, 'personal', text);
      }
      await until(`an answer to each of ${person.name}`, () => answersTo(person) >= shareOf(person).length);
    };
    await Promise.all(PEOPLE.map(sayShare));

    expect(PEOPLE.map(answersTo)).toEqual(PEOPLE.map((person) => shareOf(person).length));
  });

  it('creates nothing', async () => {
    expect(BAD_COMMANDS.length).toBeGreaterThanOrEqual(200);
    expect(await rewind.product.store.requests.since(new Date(0))).toEqual([]);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toEqual([]);
  });
});
