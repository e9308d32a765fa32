import { buttonsOf } from '../../src/sandbox/teams/card-reading';
import { CAST, type CastMember } from '../../src/sandbox/cast';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { JsonObject } from '../../src/shared/json';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, anaTwo, ben, gus, eva, cleo, dan } = CAST;
const MINUTE_MS = 61_000;
const VALUES = 'will become';

describe('everybody sees one card, and some of them their own view of it', () => {
  let rewind: ProductUnderTest;
  let request: RecoveryRequest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    for (const person of [ana, gus]) await rewind.says(person, 'personal', 'help');
    request = await rewind.asksForApproval(ana, 'groupChat');
  });
  afterAll(() => rewind.close());

  const shared = () => {
    const { teams } = rewind.sandbox;
    const message = teams.messagesIn(ana, 'groupChat').findLast(({ content }) => JSON.stringify(content.card ?? {}).includes(request.id)); // prettier-ignore
    if (!message) throw new Error('no card');
    return message;
  };
  const seenBy = (person: CastMember): JsonObject => rewind.sandbox.teams.cardFor(person, 'groupChat', request.id)?.card ?? {}; // prettier-ignore
  /** Teams shows nothing of an answer that comes too late, and asks again after a minute. */
  const opensUntilOwn = (person: CastMember) =>
    until(`an own view for ${person.name}`, async () => {
      rewind.sandbox.clock.jump(MINUTE_MS);
      await rewind.sandbox.teams.opens(person, 'groupChat');
      const seen = seenBy(person);
      return seen === shared().content.card ? undefined : seen;
    });
  const verbsOn = (card: JsonObject) => buttonsOf(card).map(({ verb }) => verb);
  const verbsOf = (person: CastMember) => verbsOn(seenBy(person));
  const refreshedIds = () => (shared().content.card?.['refresh'] as { readonly userIds?: readonly string[] } | undefined)?.userIds; // prettier-ignore

  it('names whom Teams may refresh it for: the requester and who may approve, by the channel’s own ids', async () => {
    await until('a card that refreshes itself', () => refreshedIds());

    expect([...(refreshedIds() ?? [])].sort()).toEqual([ana, ben, eva, gus].map(({ alias }) => `29:1pretend-${alias}`).sort()); // prettier-ignore
  });

  it('shows an approver the button and the values, the requester the way back, and nothing new to everybody', async () => {
    const happened = await rewind.happened();
    const ofBen = await opensUntilOwn(ben);
    const ofAna = await opensUntilOwn(ana);

    expect(verbsOn(ofBen)).toEqual(expect.arrayContaining(['approve', 'reject']));
    expect(verbsOn(ofBen)).not.toContain('withdraw');
    expect(JSON.stringify(ofBen)).toContain(VALUES);
    expect(verbsOn(ofAna)).toContain('withdraw');
    expect(verbsOn(ofAna)).not.toContain('approve');

    const before = shared();
    for (const person of [eva, cleo, dan]) await rewind.sandbox.teams.opens(person, 'groupChat');
    // Eva may activate the role and holds none now: no values. Cleo and Dan are not asked for.
    for (const person of [eva, cleo, dan]) expect(seenBy(person)).toEqual(shared().content.card);
    expect(JSON.stringify([...before.edits, before.content.card])).not.toContain(VALUES);
    expect(await rewind.happened()).toEqual(happened);
    for (const person of [ana, ben]) expect(rewind.sandbox.teams.pendingSignIn(person)).toBeUndefined();
  });

  it('gives a reader who asks for it the values, and no button of power', async () => {
    const before = shared();
    await rewind.presses(cleo, 'groupChat', 'refresh');

    expect(JSON.stringify(seenBy(cleo))).toContain(VALUES);
    expect(verbsOf(cleo).filter((verb) => verb !== 'say' && verb !== 'showChanges')).toEqual([]);
    expect(shared()).toEqual(before);
  });

  it('gives the requester’s other account no ballot, and says why', async () => {
    const happened = await rewind.happened();
    await rewind.presses(anaTwo, 'groupChat', 'refresh');

    expect(JSON.stringify(seenBy(anaTwo))).toContain('Your account belongs to the person who asked');
    expect(verbsOf(anaTwo).filter((verb) => verb === 'approve' || verb === 'reject')).toEqual([]);
    expect(await rewind.happened()).toEqual(happened);
  });

  it('brings it to the personal chat of somebody on a phone, where it goes on being the live card', async () => {
    const { teams } = rewind.sandbox;
    const before = shared();
    await teams.presses(gus, 'groupChat', { button: 'refresh', form: 'submit', card: before.id });
    await until('the card in the personal chat', () => teams.cardFor(gus, 'personal', VALUES));

    expect(rewind.lastSaid(gus, 'groupChat')).toContain('personal chat');
    expect(shared()).toEqual(before);

    teams.presses(gus, 'groupChat', { button: 'reject', inputs: { rejectReason: 'too many of them' } }).catch(() => undefined); // prettier-ignore
    await rewind.requestIn('rejected');
    await until('no button of power anywhere', () => {
      const cards = (['groupChat', 'personal'] as const).map(
        (where) => teams.cardFor(gus, where, request.id)?.card ?? {},
      );
      return cards.every((card) => buttonsOf(card).every(({ verb }) => verb === 'say')) || undefined;
    });
    expect(refreshedIds()).toBeUndefined();
  });

  it('is asked for again after an edit, by those who look on', async () => {
    const { teams, clock } = rewind.sandbox;
    request = await rewind.asksForApproval(ana, 'groupChat');
    await until('a card that refreshes itself', () => refreshedIds());
    expect(verbsOn(await opensUntilOwn(gus))).toContain('approve');
    clock.jump(MINUTE_MS);
    await rewind.presses(ana, 'groupChat', 'withdraw');
    await rewind.requestIn('withdrawn');
    await until('the edit', () => refreshedIds() === undefined || undefined);
    await teams.settles();

    expect(verbsOf(gus).filter((verb) => verb !== 'say')).toEqual([]);
  });
});
