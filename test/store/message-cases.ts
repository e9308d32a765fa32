import type { Place } from '../../src/approvals/approval';
import type { Notice } from '../../src/recovery/store-ports';
import type { ActivityId, ConversationId, RequestId } from '../../src/shared/ids';
import { ANA, BEN, CHANNEL, openWorld, WISH, type World } from './fixtures';
import type { TestDatabase } from './test-database';

const CHAT: Place = { conversationId: 'a:chat' as ConversationId, kind: 'personal' };
const idOf = (notice: Notice | undefined) => notice?.id ?? 0;
const activity = (text: string) => text as ActivityId;

export function messageCases(database: () => TestDatabase): void {
  let world: World;
  let requestId: RequestId;
  beforeEach(async () => {
    world = await openWorld(database());
    const { requests } = world.store;
    const request = await requests.create(WISH);
    requestId = request.id;
    const notices = [
      { kind: 'approvalNeeded', place: CHANNEL, peopleIds: [BEN] },
      { kind: 'finished', place: CHAT, peopleIds: [] },
    ] as const;
    await requests.move(request, request.state, { by: ANA, notices });
  });
  afterEach(() => world.close());

  describe('notices', () => {
    it('are unsent in the order they were decided, for one request or for all', async () => {
      const { notices } = world.store;

      expect((await notices.unsent()).map(({ kind }) => kind)).toEqual(['approvalNeeded', 'finished']);
      await expect(notices.unsent(requestId)).resolves.toHaveLength(2);
      await expect(notices.unsent('R-2222' as RequestId)).resolves.toEqual([]);
    });

    it('are not tried again once posted, nor where nobody can be reached', async () => {
      const { notices } = world.store;
      const [first, second] = await notices.unsent();
      await notices.sent(idOf(first), activity('message-1'));
      await notices.sent(idOf(second), undefined);

      await expect(notices.unsent()).resolves.toEqual([]);
    });

    it('that are given up say why, are not tried again, and leave the cards behind until they say so', async () => {
      const { notices } = world.store;
      const { version } = await world.store.requests.get(requestId);
      await notices.cardPosted({ requestId, conversationId: CHANNEL.conversationId, activityId: activity('card'), drawn: 'x', version }); // prettier-ignore
      await expect(notices.behind()).resolves.toEqual([]);
      const [first, second] = await notices.unsent();
      await notices.givenUp(idOf(first), 'teams/given-up');
      await notices.sent(idOf(second), activity('message-1'));
      await notices.givenUp(idOf(second), 'teams/given-up');

      await expect(notices.unsent()).resolves.toEqual([]);
      const said = await notices.ofRequest(requestId);
      expect(said.map(({ givenUpBecause }) => givenUpBecause)).toEqual(['teams/given-up', undefined]);
      await expect(notices.behind()).resolves.toEqual([requestId]);
    });

    it('keep the first message they were posted as', async () => {
      const { notices } = world.store;
      const [first] = await notices.unsent();
      await notices.sent(idOf(first), activity('message-1'));
      await notices.sent(idOf(first), activity('message-2'));
      await notices.sent(idOf(first), undefined);

      const rows = await database().run(`select activity_id from notices where id = ${idOf(first)}`);
      expect(rows).toEqual([{ activity_id: 'message-1' }]);
    });
  });

  describe('a notice that is said in other places too', () => {
    const GROUP: Place = { conversationId: '19:group' as ConversationId, kind: 'group' };
    const placesOf = (said: readonly Notice[]) => said.map(({ kind, place, peopleIds }) => [kind, place, peopleIds]);

    it('is said once in each of them, however often that is asked, and at once', async () => {
      const { notices } = world.store;
      const [asked] = await notices.unsent();
      const copies = [
        { place: GROUP, peopleIds: [BEN] },
        { place: CHANNEL, peopleIds: [BEN] },
      ];
      await Promise.all([notices.alsoIn(idOf(asked), copies), notices.alsoIn(idOf(asked), copies)]);
      await notices.alsoIn(idOf(asked), copies);

      const unsent = await notices.unsent(requestId);
      expect(placesOf(unsent)).toEqual([
        ['approvalNeeded', CHANNEL, [BEN]],
        ['finished', CHAT, []],
        ['approvalNeeded', GROUP, [BEN]],
      ]);
      expect(unsent.at(-1)?.createdAt).toEqual(asked?.createdAt);
      await notices.sent(idOf(unsent.at(-1)), activity('message-1'));
      await notices.alsoIn(idOf(asked), copies);
      await expect(notices.unsent(requestId)).resolves.toHaveLength(2);
    });

    it('is not said where a message of its own has said it', async () => {
      const { notices } = world.store;
      const [asked] = await notices.unsent();
      await notices.alsoIn(idOf(asked), [{ place: GROUP, peopleIds: [BEN], activityId: activity('card-1') }]);

      await expect(notices.unsent(requestId)).resolves.toHaveLength(2);
      expect((await notices.ofRequest(requestId)).at(-1)).toMatchObject({ place: GROUP, activityId: 'card-1' });
    });

    it('stays where it is once it is done', async () => {
      const { notices } = world.store;
      const [asked] = await notices.unsent();
      await notices.sent(idOf(asked), undefined);
      await notices.alsoIn(idOf(asked), [{ place: GROUP, peopleIds: [BEN] }]);

      await expect(notices.ofRequest(requestId)).resolves.toHaveLength(2);
    });
  });

  describe('cards', () => {
    it('have one address a conversation, and a new one gives back the one it supersedes', async () => {
      const { notices } = world.store;
      const inChannel = { requestId, conversationId: CHANNEL.conversationId, activityId: activity('card-1') };
      const inChat = { requestId, conversationId: CHAT.conversationId, activityId: activity('card-2') };

      await expect(notices.cardPosted(inChannel)).resolves.toBeUndefined();
      await expect(notices.cardPosted(inChat)).resolves.toBeUndefined();
      await expect(notices.cardPosted(inChannel)).resolves.toBeUndefined();
      const fresh = { ...inChannel, activityId: activity('card-3') };
      await expect(notices.cardPosted(fresh)).resolves.toEqual(inChannel);
      await expect(notices.cards(requestId)).resolves.toEqual([fresh, inChat]);
    });

    it('keep a fingerprint of what was last drawn, each message its own', async () => {
      const { notices } = world.store;
      const old = { requestId, conversationId: CHANNEL.conversationId, activityId: activity('card-1') };
      const fresh = { ...old, activityId: activity('card-2') };
      await notices.cardPosted({ ...old, drawn: 'one' });
      await notices.cardRedrawn({ ...old, drawn: 'two' });
      await expect(notices.cards(requestId)).resolves.toEqual([{ ...old, drawn: 'two' }]);

      await expect(notices.cardPosted({ ...fresh, drawn: 'three' })).resolves.toEqual(old);
      await notices.cardRedrawn({ ...old, drawn: 'late' });
      await expect(notices.cards(requestId)).resolves.toEqual([{ ...fresh, drawn: 'three' }]);
      await notices.cardPosted(fresh);
      await expect(notices.cards(requestId)).resolves.toEqual([fresh]);
    });

    it('beside them, one typed reason a person is kept, the last one', async () => {
      const { drafts } = world.store;
      const draft = { byId: BEN, revision: 1, verb: 'reject', reason: 'the "wrong" snapshot' } as const;
      await drafts.keep(requestId, { ...draft, reason: 'the first thought' });
      await drafts.keep(requestId, draft);

      await expect(drafts.of(requestId, BEN)).resolves.toEqual(draft);
      await expect(drafts.of(requestId, ANA)).resolves.toBeUndefined();
    });

    it('are behind where nobody kept which version they show', async () => {
      const { notices, requests } = world.store;
      const { version } = await requests.get(requestId);
      const card = { requestId, conversationId: CHANNEL.conversationId, activityId: activity('card-0'), version };
      await notices.cardPosted(card);
      await database().run(`update cards set version = null where request_id = '${requestId}'`);

      await expect(notices.behind()).resolves.toEqual([requestId]);
      await expect(notices.cardRedrawn(card)).resolves.toBe(true);
      await expect(notices.behind()).resolves.toEqual([]);
    });

    it('are known to be behind until they show the newest version, and superseded ones until they are buried', async () => {
      const { notices, requests } = world.store;
      const request = await requests.get(requestId);
      const old = { requestId, conversationId: CHANNEL.conversationId, activityId: activity('card-1') };
      await notices.cardPosted({ ...old, version: request.version });
      await expect(notices.behind()).resolves.toEqual([]);

      const moved = await requests.move(request, request.state, { by: ANA, what: 'reminded' });
      await expect(notices.behind()).resolves.toEqual([requestId]);
      await expect(notices.cardRedrawn({ ...old, version: moved.version })).resolves.toBe(true);
      await expect(notices.behind()).resolves.toEqual([]);

      await notices.cardPosted({ ...old, activityId: activity('card-2'), version: moved.version });
      await expect(notices.cardRedrawn({ ...old, version: moved.version })).resolves.toBe(false);
      await notices.cardSuperseded(old);
      await expect(notices.superseded(requestId)).resolves.toEqual([old]);
      await expect(notices.behind()).resolves.toEqual([requestId]);
      await notices.cardBuried(old);
      await expect(notices.behind()).resolves.toEqual([]);
    });

    it('are missed where an open request has none a minute after it was saved', async () => {
      const { notices, requests } = world.store;
      await expect(notices.behind()).resolves.toEqual([]);
      world.clock.advance(60_000);
      await expect(notices.behind()).resolves.toEqual([requestId]);

      const { version } = await requests.get(requestId);
      await notices.cardPosted({ requestId, conversationId: CHANNEL.conversationId, activityId: activity('card-1'), version }); // prettier-ignore
      await expect(notices.behind()).resolves.toEqual([]);
    });

    it('posted at once are kept or handed back, never lost', async () => {
      const { notices } = world.store;
      const addresses = ['card-1', 'card-2', 'card-3', 'card-4'].map((id) => ({
        requestId,
        conversationId: CHANNEL.conversationId,
        activityId: activity(id),
      }));
      const superseded = await Promise.all(addresses.map((address) => notices.cardPosted(address)));
      const known = [...superseded, ...(await notices.cards(requestId))].flatMap(
        (address) => address?.activityId ?? [],
      );

      expect([...known].sort()).toEqual(['card-1', 'card-2', 'card-3', 'card-4']);
    });

    it('that are gone are forgotten, but not the one that took their place', async () => {
      const { notices } = world.store;
      const old = { requestId, conversationId: CHANNEL.conversationId, activityId: activity('card-1') };
      const fresh = { ...old, activityId: activity('card-2') };
      await notices.cardPosted(old);
      await notices.cardPosted(fresh);

      await notices.cardGone(old);
      await expect(notices.cards(requestId)).resolves.toEqual([fresh]);
      await notices.cardGone(fresh);
      await expect(notices.cards(requestId)).resolves.toEqual([]);
    });
  });

  describe('conversations', () => {
    it('are remembered with their newest reference', async () => {
      const { conversations } = world.store;
      await conversations.remember({ place: CHANNEL, reference: '{"serviceUrl":"old"}' });
      await conversations.remember({ place: CHANNEL, reference: '{"serviceUrl":"new"}' });

      const found = await conversations.find(CHANNEL.conversationId);
      expect(found).toEqual({ place: CHANNEL, reference: '{"serviceUrl":"new"}' });
      await expect(conversations.find(CHAT.conversationId)).resolves.toBeUndefined();
    });

    it('lead to the personal chat a person was last seen in, and to nobody else', async () => {
      const { conversations } = world.store;
      const newer: Place = { conversationId: 'a:newer' as ConversationId, kind: 'personal' };
      await conversations.remember({ place: CHANNEL, reference: '{}', personId: BEN });
      await expect(conversations.personalOf(BEN)).resolves.toBeUndefined();

      await conversations.remember({ place: CHAT, reference: '{}', personId: BEN });
      world.clock.advance(1000);
      await conversations.remember({ place: newer, reference: '{}', personId: BEN });
      await expect(conversations.personalOf(BEN)).resolves.toEqual(newer);
      world.clock.advance(1000);
      await conversations.remember({ place: CHAT, reference: '{}' });
      await expect(conversations.personalOf(BEN)).resolves.toEqual(CHAT);
      await expect(conversations.personalOf(ANA)).resolves.toBeUndefined();
    });

    it('lead nowhere while the bot may not speak there', async () => {
      const { conversations } = world.store;
      await conversations.remember({ place: CHAT, reference: '{}', personId: BEN });
      await conversations.unreachable(CHAT.conversationId, 'teams/given-up');
      await conversations.unreachable('a:nowhere' as ConversationId, 'teams/given-up');

      await expect(conversations.personalOf(BEN)).resolves.toBeUndefined();
      await expect(conversations.lostBecause(BEN)).resolves.toBe('teams/given-up');
      await expect(conversations.lostBecause(ANA)).resolves.toBeUndefined();
      await expect(conversations.find(CHAT.conversationId)).resolves.toMatchObject({ place: CHAT });
      await conversations.remember({ place: CHAT, reference: '{}', personId: BEN });
      await expect(conversations.personalOf(BEN)).resolves.toEqual(CHAT);
      await expect(conversations.lostBecause(BEN)).resolves.toBeUndefined();
    });

    it('are in doubt from the first message that is not taken until one is taken, or somebody speaks there', async () => {
      const { conversations } = world.store;
      await conversations.remember({ place: CHAT, reference: '{}', personId: BEN });
      const passes = (minutes: number) => {
        world.clock.advance(minutes * 60_000);
      };
      const doubt = async () => (await conversations.notTaken(CHAT.conversationId)).forMs / 60_000;

      expect(await doubt()).toBe(0);
      await expect(conversations.find(CHAT.conversationId)).resolves.toMatchObject({ isDoubted: true });
      passes(15);
      expect(await doubt()).toBe(15);
      passes(15);
      expect(await doubt()).toBe(30);
      await conversations.taken(CHAT.conversationId);
      expect((await conversations.find(CHAT.conversationId))?.isDoubted).toBeUndefined();
      expect(await doubt()).toBe(0);
      passes(10);
      await conversations.remember({ place: CHAT, reference: '{}', personId: BEN });
      expect(await doubt()).toBe(0);
    });

    it('are in doubt anew where nothing was tried for a long time', async () => {
      const { conversations } = world.store;
      await conversations.remember({ place: CHAT, reference: '{}' });
      await conversations.notTaken(CHAT.conversationId);
      world.clock.advance(24 * 60 * 60_000);

      await expect(conversations.notTaken(CHAT.conversationId)).resolves.toEqual({ forMs: 0 });
    });
  });
}
