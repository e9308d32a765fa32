import type { Place } from '../../src/approvals/approval';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { Notice } from '../../src/recovery/store-ports';
import type { ConversationId, PersonId } from '../../src/shared/ids';
import { withdraw } from '../../src/usecases/withdraw';
import { ANA, BEN, EVA, ID } from '../jobs/people-and-requests';
import { boardWorld, INCIDENT } from './board-world';

describe('a notice that is said late', () => {
  const ROOM = { conversationId: '19:room' as ConversationId, kind: 'group' as const };
  let world: ReturnType<typeof boardWorld>;
  beforeEach(async () => {
    world = boardWorld();
    await world.rules.putToTheVote([]);
    await world.board.show(ID, ROOM);
  });

  const texts = () => world.teams.sent.flatMap(({ post }) => post.text ?? []);
  const waits = (notice: Pick<Notice, 'kind' | 'peopleIds'>) => {
    const id = world.notices.waiting.length + 1;
    world.notices.waiting.push({ ...notice, id, requestId: ID, createdAt: world.rules.clock.now(), place: ROOM });
  };

  it('is not said where its moment is over', async () => {
    waits({ kind: 'reminder', peopleIds: [BEN, EVA] });
    await withdraw({ requestId: ID, power: world.rules.powerOf(ANA) }, world.rules.ports);
    await world.draw(ID);

    expect(texts()).toEqual([]);
    expect(world.notices.waiting).toEqual([]);
    expect(world.lines).toContainEqual(expect.objectContaining({ msg: 'a notice is not said here', notice: 1 }));
  });

  it('is judged when it is posted, not when the drawing began', async () => {
    waits({ kind: 'reminder', peopleIds: [BEN] });
    waits({ kind: 'reminder', peopleIds: [EVA] });
    world.teams.afterPost = async () => {
      world.teams.afterPost = undefined;
      await withdraw({ requestId: ID, power: world.rules.powerOf(ANA) }, world.rules.ports);
    };
    await world.draw(ID);

    expect(texts()).toHaveLength(1);
    expect(world.notices.waiting).toEqual([]);
  });

  it('is said once where a later one says the same to the same people', async () => {
    waits({ kind: 'reminder', peopleIds: [BEN] });
    waits({ kind: 'reminder', peopleIds: [BEN, EVA] });
    await world.draw(ID);

    expect(texts()).toHaveLength(1);
    expect(world.teams.sent.at(-1)?.post.mentions?.map(({ personId }) => personId)).toEqual([BEN, EVA]);
  });

  it('names those only whom it still concerns', async () => {
    const request = await world.rules.request();
    world.rules.store.put({ ...request, votes: [world.rules.approvalBy(BEN)] });
    waits({ kind: 'reminder', peopleIds: [BEN, EVA] });
    await world.draw(ID);

    expect(world.teams.sent.at(-1)?.post.mentions?.map(({ personId }) => personId)).toEqual([EVA]);
  });
});

describe('half of the time is over for a request from a channel', () => {
  const ROOM = { conversationId: '19:room' as ConversationId, kind: 'channel' as const };

  it.each([
    ['those who were not asked are named there and in the incident’s conversation', [EVA], [ROOM.conversationId, INCIDENT]],
    ['nobody is left to be asked: it is said in the incident’s conversation only', [], [INCIDENT]],
  ])('%s, once', async (_name, peopleIds, places) => {
    const world = boardWorld();
    await world.rules.putToTheVote([]);
    world.rules.store.put({ ...(await world.rules.request()), place: ROOM });
    await world.conversations.remember({ place: { conversationId: INCIDENT, kind: 'group' }, reference: '{}' });
    await world.board.show(ID, ROOM);
    world.notices.waiting.push({ kind: 'escalation', peopleIds, id: 1, requestId: ID, createdAt: world.rules.clock.now(), place: ROOM });
    await world.draw(ID);
    await world.draw(ID);

    const told = world.teams.sent.filter(({ post }) => post.text?.includes('Half of the time is over'));
    expect(told.map(({ conversationId }) => conversationId)).toEqual(places);
    for (const { post } of told) expect(post.mentions?.map(({ personId }) => personId)).toEqual(peopleIds);
  });

  it('a reminder says until when an approval starts it, as long as it does', async () => {
    const world = boardWorld();
    await world.rules.putToTheVote([]);
    world.rules.store.put({ ...(await world.rules.request()), place: ROOM });
    await world.board.show(ID, ROOM);
    const reminds = async () => {
      world.notices.waiting.push({ kind: 'reminder', peopleIds: [BEN], id: 1, requestId: ID, createdAt: world.rules.clock.now(), place: ROOM });
      await world.draw(ID);
      return world.teams.sent.at(-1)?.post.text;
    };

    expect(await reminds()).toMatch(/Approve before \d\d:\d\d starts it at once/);
    world.rules.clock.passesMinutes(31);
    expect(await reminds()).toContain('Still waiting');
    expect(await reminds()).not.toContain('at once');
  });
}); // prettier-ignore

describe('what is to be said of a request from a personal chat', () => {
  const personal = (id: string) => ({ conversationId: id as ConversationId, kind: 'personal' as const });
  const [OWN, BENS, EVAS] = [personal('a:ana'), personal('a:ben'), personal('a:eva')];
  let world: ReturnType<typeof boardWorld>;
  beforeEach(async () => {
    world = boardWorld();
    await world.rules.putToTheVote([], { place: OWN });
    for (const [where, personId] of [
      [OWN, ANA],
      [BENS, BEN],
      [EVAS, EVA],
    ] as const)
      await world.conversations.remember({ place: where, reference: '{}', personId });
    await world.conversations.remember({ place: { conversationId: INCIDENT, kind: 'group' }, reference: '{}' });
    await world.board.show(ID, OWN);
  });

  const said = () => world.teams.sent.flatMap(({ conversationId, post }) => (post.text === undefined ? [] : [{ conversationId, text: post.text, named: post.mentions?.map(({ personId }) => personId) }])); // prettier-ignore
  const saidIn = ({ conversationId }: Pick<Place, 'conversationId'>) => said().filter((one) => one.conversationId === conversationId); // prettier-ignore
  const waits = (kind: Notice['kind'], peopleIds: readonly PersonId[]) => {
    world.notices.waiting.push({
      kind,
      peopleIds,
      id: 1,
      requestId: ID,
      createdAt: world.rules.clock.now(),
      place: OWN,
    });
  };
  const end = async (state: RecoveryRequest['state']) => {
    const request = await world.rules.request();
    world.rules.store.put({ ...request, state, votes: [world.rules.approvalBy(BEN)] });
  };

  it('is said where the people whom it concerns see the card, each place once', async () => {
    await world.draw(ID);
    waits('reminder', [BEN, EVA]);
    world.teams.moods.set(EVAS.conversationId, 'busy');
    await expect(world.draw(ID)).rejects.toMatchObject({ code: 'teams/busy' });
    world.teams.moods.clear();
    await world.draw(ID);

    expect(said().map(({ conversationId, named }) => [conversationId, named])).toEqual([
      [OWN.conversationId, []],
      [BENS.conversationId, [BEN]],
      [INCIDENT, [BEN, EVA]],
      [EVAS.conversationId, [EVA]],
    ]);
    expect(world.notices.waiting).toEqual([]);
  });

  it('is for the incident’s conversation where nobody is left to be asked', async () => {
    await world.draw(ID);
    waits('escalation', []);
    await world.draw(ID);

    expect(said().map(({ conversationId, named }) => [conversationId, named])).toEqual([[INCIDENT, []]]);
    expect(world.notices.waiting).toEqual([]);
  });

  it('points only those to the button who have one', async () => {
    await world.draw(ID);
    waits('reminder', [BEN]);
    await world.draw(ID);

    expect(saidIn(OWN)[0]?.text).toContain('Still waiting for approval');
    expect(saidIn(OWN)[0]?.text).not.toMatch(/button|approve R-7K3Q/);
    for (const where of [BENS, { conversationId: INCIDENT }])
      expect(saidIn(where)[0]?.text).toContain('The button is on the card, under the changes: approve R-7K3Q');
  });

  it('is not said where the card, posted just now, has said it: that approval is needed', async () => {
    waits('approvalNeeded', [BEN, EVA]);
    await world.draw(ID);

    expect(world.in(BENS.conversationId).map(({ how }) => how)).toEqual(['post', 'update']);
    expect(said().map(({ conversationId }) => conversationId)).toEqual([OWN.conversationId, INCIDENT]);
    expect(saidIn(OWN)[0]?.text).toContain('Approval is asked for');
  });

  it('is said of its end to the requester, to who voted, and to the incident’s conversation', async () => {
    await world.draw(ID);
    await end({ name: 'recovered', at: world.rules.clock.now() });
    waits('finished', [ANA, BEN]);
    await world.draw(ID);

    expect(said().map(({ conversationId, named }) => [conversationId, named])).toEqual([
      [OWN.conversationId, [ANA]],
      [BENS.conversationId, [BEN]],
      [INCIDENT, [ANA, BEN]],
    ]);
  });

  it('is not said to the requester where it is for others only', async () => {
    await world.draw(ID);
    waits('votesDismissed', [BEN]);
    await world.draw(ID);

    expect(said().map(({ conversationId }) => conversationId)).toEqual([BENS.conversationId, INCIDENT]);
    expect(world.notices.waiting).toEqual([]);
  });

  const GROUP = { conversationId: '19:group' as ConversationId, kind: 'group' as const };

  it('is asked in the incident’s conversation behind the card, also where Teams was away for that', async () => {
    waits('approvalNeeded', [BEN, EVA]);
    world.teams.moods.set(INCIDENT, 'busy');
    await expect(world.draw(ID)).rejects.toMatchObject({ code: 'teams/busy' });
    expect(saidIn(OWN)).toHaveLength(1);
    world.teams.moods.clear();
    await world.draw(ID);
    await world.draw(ID);

    expect(world.in(INCIDENT).filter(({ how }) => how === 'post').map(({ post }) => post.text !== undefined)).toEqual([false, true]); // prettier-ignore
    expect(saidIn({ conversationId: INCIDENT })[0]).toMatchObject({ named: [BEN, EVA] });
    expect(saidIn(OWN)).toHaveLength(1);
    expect(world.notices.waiting).toEqual([]);
  });

  it.each<Notice['kind']>(['finished', 'votesDismissed', 'slotFree'])(
    'is said (%s) wherever somebody brought the card, each place once',
    async (kind) => {
      world.conversations.known.delete(BENS.conversationId);
      await world.conversations.remember({ place: GROUP, reference: '{}' });
      await world.board.show(ID, GROUP);
      await world.draw(ID);
      if (kind === 'finished') await end({ name: 'recovered', at: world.rules.clock.now() });
      waits(kind, [BEN]);
      await world.draw(ID);
      await world.draw(ID);

      expect(said().map(({ conversationId, named }) => [conversationId, named])).toEqual([
        [GROUP.conversationId, [BEN]],
        [INCIDENT, [BEN]],
      ]);
      expect(world.notices.waiting).toEqual([]);
    },
  );

  it('is given up where Teams refuses it, and holds up no other place', async () => {
    await world.draw(ID);
    waits('reminder', [BEN, EVA]);
    world.teams.moods.set(BENS.conversationId, 'refuses');
    await world.draw(ID);

    expect(said().map(({ conversationId }) => conversationId)).toEqual([OWN.conversationId, EVAS.conversationId, INCIDENT]); // prettier-ignore
    expect(world.notices.waiting).toEqual([]);
    expect(world.lines).toContainEqual(expect.objectContaining({ level: 50, code: 'teams/refused', requestId: ID }));
  });

  it('stands on the cards with whom it did not reach anywhere, and why', async () => {
    await world.draw(ID);
    waits('reminder', [BEN, EVA]);
    for (const where of [BENS.conversationId, INCIDENT]) world.teams.moods.set(where, 'refuses');
    await world.draw(ID);

    const card = JSON.stringify(world.in(OWN.conversationId).findLast(({ post }) => post.card)?.post.card);
    const [said = ''] = /Not told by a message[^"]*/.exec(card) ?? [];
    expect(said).toMatch(/^Not told by a message, because Teams refused it: [^,]+\. Tell them yourself\.$/);
    expect(world.notices.lost.map(({ place }) => place.conversationId)).toEqual([BENS.conversationId, INCIDENT]);
  });

  it('is said nowhere that the card does not stand', async () => {
    waits('finished', [ANA, BEN]);
    await end({ name: 'recovered', at: world.rules.clock.now() });
    await world.draw(ID);

    expect(said().map(({ conversationId }) => conversationId)).toEqual([OWN.conversationId]);
  });
});
