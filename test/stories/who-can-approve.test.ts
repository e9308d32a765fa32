import { CAST, type CastMember } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, anaTwo, ben, cleo, dan, gil, gus } = CAST;

describe('who can approve', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest({ settings: { PERSON_ALIASES: `${ben.id}=${dan.id}` } });
  });
  afterAll(() => rewind.close());

  const asks = async (person: CastMember): Promise<string> => {
    await rewind.says(person, 'groupChat', 'who can approve');
    return rewind.cardWords(person, 'groupChat');
  };

  it('names the people who hold the role, and those who would have to activate it', async () => {
    const words = await asks(ana);

    expect(words).toContain('3 people could approve');
    expect(words).toContain('Ben Okafor (…0000000000b1)');
    expect(words).toContain('Gus Petrov (…000000000061)');
    expect(words).toMatch(
      /Eva Lindqvist \(…0000000000e1\).*?has to activate the role in Privileged Identity Management/,
    );
    expect(words).toContain('those that take two can be approved');
  });

  it('leaves out whoever asks with all accounts, guests, readers and people without the role', async () => {
    const words = await asks(ana);

    for (const { name } of [ana, anaTwo, cleo, dan, gil]) expect(words).not.toContain(name);
  });

  it('tells a reader what holds for whoever asks', async () => {
    const words = await asks(cleo);

    expect(words).toContain('4 people could approve');
    expect(words).toContain('You may not ask for a recovery yourself');
    expect(words).toMatch(/Ana Ruiz \(…0000000000a1\).*?One person with Ana Ruiz \(admin\)/);
  });

  it('is refused to somebody without a role, who learns which one is missing', async () => {
    const before = rewind.cardWords(ana, 'groupChat');
    await rewind.says(dan, 'groupChat', 'who can approve');

    expect(rewind.lastSaid(dan, 'groupChat')).toContain('You do not hold the role');
    expect(rewind.cardWords(ana, 'groupChat')).toBe(before);
  });

  it('counts several accounts of one person once', async () => {
    const { state } = rewind.sandbox.graph;
    state.takeRole(gus.id, 'globalAdministrator');
    state.giveRole(dan.id, 'backupAdministrator');
    const words = await asks(ana);

    expect(words).toContain('2 people could approve');
    expect(words).toMatch(/Ben Okafor \(…0000000000b1\).*?One person with Dan Howell \(…0000000000d1\): one vote/);
    expect(words).toContain('1 person has to activate the role');
  });

  it('says what the one who is left can reach', async () => {
    const { state } = rewind.sandbox.graph;
    state.takeRole(ben.id, 'backupAdministrator');
    state.takeRole(dan.id, 'backupAdministrator');
    const words = await asks(ana);

    expect(words).toContain('1 person could approve');
    expect(words).toContain('quorum 2 is not reachable');
  });
});
