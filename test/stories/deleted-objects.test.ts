/** The tool that undoes deletions finds what was deleted, by whatever name it is called. */
import { buttonsOf } from '../../src/sandbox/teams/card-reading';
import { CAST, DOMAIN, type CastMember } from '../../src/sandbox/cast';
import { PAYROLL } from '../../src/sandbox/graph/seed/applications';
import { GROUPS } from '../../src/sandbox/graph/seed/groups';
import { personId } from '../../src/sandbox/graph/seed/people';
import { LOCATIONS, POLICIES } from '../../src/sandbox/graph/seed/settings';
import type { RequestId } from '../../src/shared/ids';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;
const NOBODYS = '99999999-0000-4000-8000-000000000001';
const LEGACY = 'Block legacy authentication';
const [ALBA, BRUNO, CARLA, DIEGO, ELIN, KIRA] = [0, 1, 2, 3, 4, 10].map(personId) as [string, string, string, string, string, string]; // prettier-ignore

interface ComingBack {
  readonly what: string;
  readonly words: string;
  readonly id: string;
  /** Who approves besides Ben. */
  readonly seconds: readonly CastMember[];
}

describe('what a script deleted', () => {
  let rewind: ProductUnderTest;
  const isDeleted = (id: string) => rewind.sandbox.graph.state.tenant.directory.find(id)?.deletedAt !== undefined;
  const cardSays = (words: string) =>
    until(`"${words}" on the card`, () => rewind.cardWords(ana, 'personal').includes(words) || undefined);
  const botSays = (words: string) =>
    until(`the bot says "${words}"`, () => rewind.lastSaid(ana, 'personal').includes(words) || undefined);
  /** So much is said here that the limit of words a minute would be reached. */
  const aMinutePasses = () => {
    rewind.sandbox.clock.jump(60_000);
  };
  const plannedFor = (objectId: string) =>
    until('a plan for it', async () => {
      const [newest] = await rewind.product.store.requests.since(new Date(0));
      const scope = newest?.plan.scope;
      return scope?.kind === 'objects' && scope.objects.every(({ id }) => id === objectId) ? newest : undefined;
    });
  /** With everything that a grave change asks for. */
  const approves = async (person: CastMember, requestId: RequestId) => {
    await rewind.says(person, 'personal', `approve ${requestId}`);
    const inputs = { reason: 'I have checked it with its owner', typedPolicy: LEGACY };
    expect(await rewind.presses(person, 'personal', 'approve', inputs)).not.toMatchObject({ kind: 'inputMissing' });
  };
  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDelete');
    rewind.sandbox.graph.state.edit(ben.id, (editor) => {
      editor.softDelete(POLICIES.blockLegacy);
      editor.softDelete(LOCATIONS.headquarters);
    });
  });
  afterAll(() => rewind.close());

  const COMING_BACK: readonly ComingBack[] = [
    { what: 'a person by name', words: 'user "Kira Kowalski"', id: KIRA, seconds: [] },
    { what: 'a person by sign-in name', words: `user carla.costa@${DOMAIN}`, id: CARLA, seconds: [] },
    { what: 'a person by sign-in name alone', words: `diego.dietrich@${DOMAIN}`, id: DIEGO, seconds: [] },
    { what: 'a person by object id', words: `user ${ELIN}`, id: ELIN, seconds: [] },
    { what: 'a group by name', words: 'group Engineering', id: GROUPS.engineering, seconds: [gus] },
    { what: 'an application by name', words: 'app Payroll', id: PAYROLL.application, seconds: [] },
    { what: 'a policy by name', words: `policy "${LEGACY}"`, id: POLICIES.blockLegacy, seconds: [gus] },
    { what: 'a named location by id alone', words: LOCATIONS.headquarters, id: LOCATIONS.headquarters, seconds: [] },
  ];
  it.each(COMING_BACK)('comes back: $what', async ({ words, id, seconds }) => {
    expect(isDeleted(id)).toBe(true);
    await rewind.says(ana, 'personal', `restore ${words} from yesterday because a script deleted it`);
    await plannedFor(id);
    await cardSays(' deleted ');

    await rewind.presses(ana, 'personal', 'Start preview');
    const { id: requestId } = await rewind.requestIn('awaitingApproval');
    for (const person of [ben, ...seconds]) await approves(person, requestId);
    await rewind.requestIn('recovered');
    expect(isDeleted(id)).toBe(false);
  });

  it('is said as deleted, with its time and the sign-in name of before', async () => {
    await rewind.says(ana, 'personal', `preview user alba.almeida@${DOMAIN} from yesterday`);
    await plannedFor(ALBA);
    await cardSays('Alba Almeida deleted ');
    expect(rewind.cardWords(ana, 'personal')).not.toContain(ALBA.replaceAll('-', ''));
  });

  it('is never taken for a living object of that name: both are offered, and the one that was chosen is planned', async () => {
    rewind.sandbox.graph.state.edit(ben.id, (editor) => {
      editor.update(CAST.dan.id, { displayName: 'Bruno Berg' });
    });
    await rewind.says(ana, 'personal', 'preview user "Bruno Berg" from yesterday');
    await cardSays('Which \\"Bruno Berg\\" do you mean?');
    expect(rewind.cardWords(ana, 'personal')).toContain(`1 · Bruno Berg · ${CAST.dan.signInName}"`);
    expect(rewind.cardWords(ana, 'personal')).toMatch(/2 · Bruno Berg · bruno\.berg@[a-z.]+ · deleted \d\d:\d\d"/);
    const labels = buttonsOf(rewind.sandbox.teams.cardFor(ana, 'personal')?.card ?? {}).map(({ title }) => title);

    await rewind.presses(ana, 'personal', labels[1] ?? '');
    await plannedFor(BRUNO);
  });

  it('is left out where it was excepted by its name', async () => {
    await rewind.says(ana, 'personal', 'preview users except Alba Almeida from yesterday');
    await until('the plan', async () => {
      const [newest] = await rewind.product.store.requests.since(new Date(0));
      return newest?.plan.except?.some(({ type, id }) => type === 'user' && id === ALBA);
    });
    await cardSays('Alba Almeida deleted ');
  });

  it('is offered where only a living object begins so', async () => {
    rewind.sandbox.graph.state.edit(ben.id, (editor) => {
      editor.update(CAST.dan.id, { displayName: 'Tara Tanaka-Weber' });
    });
    await rewind.says(ana, 'personal', 'who changed user "Tara Tanaka" since yesterday');
    await cardSays('Which \\"Tara Tanaka\\" do you mean?');
    expect(rewind.cardWords(ana, 'personal')).toContain('Tara Tanaka-Weber');
  });

  it('is found by a name that it had when it was previewed, and shown under the one it has now', async () => {
    const before = await rewind.happened();
    rewind.sandbox.graph.state.edit(ben.id, (editor) => {
      if (isDeleted(KIRA)) editor.restore(KIRA);
      editor.update(KIRA, { displayName: 'Kira Nowak' });
    });
    await rewind.says(ana, 'personal', 'preview user "Kira Kowalski" from yesterday');
    await cardSays('Nothing is called \\"Kira Kowalski\\" now.');
    expect(rewind.cardWords(ana, 'personal')).toContain('Kira Nowak');
    expect(rewind.cardWords(ana, 'personal')).toContain('renamed since');
    expect(await rewind.happened()).toEqual(before);
  });

  it('is told apart from what is deleted for good: by name there is nothing to plan, and the log says who', async () => {
    aMinutePasses();
    const gone = goneForGood();
    const before = await rewind.happened();
    for (const name of [gone.name, gone.signInName]) {
      await rewind.says(ana, 'personal', `restore user "${name}" from yesterday because a script deleted it`);
      await botSays(`${gone.name} (…`);
      await botSays('by the application HR Provisioning');
      await botSays('Microsoft cannot bring it back');
    }
    expect(await rewind.happened()).toEqual(before);

    await rewind.says(ana, 'personal', `who changed user "${gone.name}" since yesterday`);
    await cardSays('Hard Delete user');
  });

  it('takes nobody whose name only begins so for somebody who is gone', async () => {
    aMinutePasses();
    const gone = goneForGood();
    rewind.sandbox.graph.state.edit(ben.id, (editor) => {
      editor.update(BRUNO, { displayName: `${gone.name}s` });
    });
    const before = await rewind.happened();
    for (const wish of [`user "${gone.name}"`, `users except user "${gone.name}"`]) {
      await rewind.says(ana, 'personal', `restore ${wish} from yesterday because a script deleted it`);
      await cardSays(`${gone.name}s`);
      await cardSays('Microsoft cannot bring it back.');
      expect(await rewind.happened()).toEqual(before);
    }
  });

  it('is a scope by its id and kind, whatever is known of it', async () => {
    await rewind.says(ana, 'personal', `preview user ${goneForGood().id} from yesterday`);
    await plannedFor(goneForGood().id);
    await cardSays('the preview will show nothing of it');

    await rewind.says(ana, 'personal', `preview group ${NOBODYS} from yesterday`);
    await plannedFor(NOBODYS);
    await cardSays('not in the directory, neither living nor deleted');
  });

  it('says what is unknown: a name of nobody, an id of no kind', async () => {
    const before = await rewind.happened();
    await rewind.says(ana, 'personal', 'preview user "Nobody Anywhere" from yesterday');
    await botSays('no living and no deleted object');
    await rewind.says(ana, 'personal', 'preview 99999999-0000-4000-8000-000000000002 from yesterday');
    await botSays('Say the kind before it');
    expect(await rewind.happened()).toEqual(before);
  });

  /** The last of the people that the incident deleted. */
  function goneForGood() {
    const { graph } = rewind.sandbox;
    const event = graph.state.tenant.audit.events().find(({ activity }) => activity === 'Hard Delete user');
    const { id = '', name = '' } = event?.targets[0] ?? {};
    const signInName = `${(name ?? '').replaceAll(' ', '.').toLowerCase()}@${DOMAIN}`;
    return { id, name: name ?? '', signInName };
  }
});
