import type { ConversationId, PersonId } from '../../src/shared/ids';
import { withdraw } from '../../src/usecases/withdraw';
import { ANA, BEN, EVA, ID } from '../jobs/people-and-requests';
import { boardWorld } from './board-world';

const place = (id: string) => ({ conversationId: id as ConversationId, kind: 'group' as const });
const [ROOM, CHAT, OTHER] = [place('19:room'), place('19:chat'), place('19:other')];

describe('drawing a request', () => {
  let world: ReturnType<typeof boardWorld>;
  beforeEach(async () => {
    world = boardWorld();
    await world.rules.putToTheVote([]);
    for (const where of [ROOM, CHAT, OTHER]) {
      await world.conversations.remember({ place: where, reference: '{}' });
      await world.board.show(ID, where);
    }
  });

  const passAMinute = () => {
    world.rules.clock.passesMinutes(1);
  };
  /** One who could have approved loses the role: from the next minute on the card names fewer. */
  const somethingChanges = () => {
    const { microsoft } = world.rules;
    passAMinute();
    microsoft.candidates = microsoft.candidates.slice(1);
  };

  it('posts the first card of a request whose process died before it was shown, once, and not while it may still be shown', async () => {
    const fresh = boardWorld();
    await fresh.rules.putToTheVote([]);
    const { place: where } = await fresh.rules.request();
    await fresh.draw(ID);
    expect(fresh.teams.sent).toEqual([]);

    fresh.rules.clock.passesMinutes(1);
    await fresh.draw(ID);
    await fresh.draw(ID);
    expect(fresh.teams.sent.map(({ how, conversationId }) => [how, conversationId])).toEqual([['post', where.conversationId]]); // prettier-ignore
  });

  it('sends nothing where nothing looks different', async () => {
    await world.draw(ID);
    await world.draw(ID);
    expect(world.teams.sent).toHaveLength(3);

    somethingChanges();
    await world.draw(ID);
    await world.draw(ID);
    expect(world.teams.sent.slice(3).map(({ how, conversationId }) => [how, conversationId])).toEqual(
      [ROOM, CHAT, OTHER].map(({ conversationId }) => ['update', conversationId]),
    );
  });

  it('sends nothing where nothing but time has passed: an edit would wipe what somebody is writing', async () => {
    passAMinute();
    await world.draw(ID);
    expect(world.teams.sent).toHaveLength(3);

    somethingChanges();
    await world.draw(ID);
    const [before, after] = world.in(ROOM.conversationId).map(({ post }) => JSON.stringify(post.card));
    expect(after).toContain('as of');
    expect(after?.match(/as of [^"]*/)).not.toEqual(before?.match(/as of [^"]*/));
  });

  it('posts a fresh card, once, where the old one cannot be edited any more', async () => {
    world.teams.moods.set(CHAT.conversationId, 'gone');
    somethingChanges();
    await world.draw(ID);
    await world.draw(ID);

    expect(world.in(CHAT.conversationId).map(({ how }) => how)).toEqual(['post', 'post']);
    expect(world.in(OTHER.conversationId).map(({ how }) => how)).toEqual(['post', 'update']);
  });

  it('has a typed reason in the own card of who typed it, about these changes only, and nowhere else', async () => {
    const reason = 'the wrong snapshot';
    await world.board.show(ID, ROOM, { byId: BEN, revision: 1, verb: 'reject', reason });
    const ownCard = async (personId: PersonId) => {
      const speaker = { personId, teamsId: `29:${personId}`, name: 'Somebody', zone: 'UTC' };
      const viewer = { personId, standing: 'administrator', isShared: false } as const;
      return JSON.stringify(await world.board.drawFor(ID, viewer, { place: ROOM, speaker }));
    };

    expect(await ownCard(BEN)).toContain(reason);
    expect(await ownCard(EVA)).not.toContain(reason);
    await world.board.show(ID, ROOM, { byId: BEN, revision: 2, verb: 'reject', reason });
    expect(await ownCard(BEN)).not.toContain(reason);
    expect(world.teams.sent.some(({ post }) => JSON.stringify(post.card).includes(reason))).toBe(false);
  });

  it('goes on where the bot was removed from one place, and does not try there again', async () => {
    world.teams.moods.set(ROOM.conversationId, 'unreachable');
    for (let minute = 0; minute < 3; minute += 1) {
      somethingChanges();
      await world.draw(ID);
    }

    expect(world.teams.tried.get(ROOM.conversationId)).toBe(2);
    expect(world.in(OTHER.conversationId)).toHaveLength(4);
    expect(world.lines.map(({ msg }) => msg)).toContain('card cannot be reached');
  });

  it('goes on where one place is busy, and asks for another try', async () => {
    world.teams.moods.set(ROOM.conversationId, 'busy');
    somethingChanges();

    await expect(world.draw(ID)).rejects.toMatchObject({ code: 'teams/busy', retryAfterMs: 1000 });
    expect(world.in(CHAT.conversationId)).toHaveLength(2);
    expect(world.in(OTHER.conversationId)).toHaveLength(2);

    world.teams.moods.delete(ROOM.conversationId);
    await world.draw(ID);
    expect(world.in(ROOM.conversationId).map(({ how }) => how)).toEqual(['post', 'update']);
    expect(world.in(OTHER.conversationId)).toHaveLength(2);
  });

  it('leaves one line with a way to the live card where a new one took its place', async () => {
    const [first] = world.in(ROOM.conversationId);
    await world.board.show(ID, ROOM);
    const [, fresh, buried] = world.in(ROOM.conversationId);

    expect(buried).toMatchObject({ how: 'update', activityId: first?.activityId });
    const words = JSON.stringify(buried?.post.card);
    expect(words).toContain(`[Open it](https://teams.microsoft.com/l/message/19%3Aroom/${fresh?.activityId ?? ''}?`);
    expect(words).not.toContain('Action.');
  });

  it('keeps the new card where the old one cannot be replaced yet, and replaces it at the next drawing', async () => {
    await world.board.show(ID, ROOM);
    world.teams.moods.set(ROOM.conversationId, 'noEdits');
    await world.board.show(ID, ROOM);

    expect(world.in(ROOM.conversationId).at(-1)).toMatchObject({ how: 'post' });
    expect(world.lines.map(({ msg }) => msg)).toContain('a superseded card could not be replaced by a line');
    const [superseded] = world.notices.alive;

    world.teams.moods.delete(ROOM.conversationId);
    await world.draw(ID);
    await world.draw(ID);
    const edits = world.in(ROOM.conversationId).filter(({ activityId }) => activityId === superseded?.activityId).slice(1); // prettier-ignore
    expect(edits.map(({ post }) => JSON.stringify(post.card).includes('Action.'))).toEqual([false]);
    expect(world.notices.alive).toEqual([]);
  });

  it('buries a card once more that was edited while another one took its place', async () => {
    const [old] = world.in(ROOM.conversationId);
    somethingChanges();
    world.teams.beforeUpdate = async () => {
      world.teams.beforeUpdate = undefined;
      await world.board.show(ID, ROOM);
    };
    await world.draw(ID);

    const edits = world.in(ROOM.conversationId).filter(({ activityId, how }) => how === 'update' && activityId === old?.activityId); // prettier-ignore
    expect(edits.map(({ post }) => JSON.stringify(post.card).includes('Action.'))).toEqual([false, true, false]);
    expect(world.notices.alive).toEqual([]);
  });

  it('answers a press with the card of a state that still holds, however long its drawing takes', async () => {
    const { rules } = world;
    jest.spyOn(rules.ports.directory, 'namesOf').mockImplementationOnce(async () => {
      await withdraw({ requestId: ID, power: rules.powerOf(ANA) }, rules.ports);
      return new Map();
    });
    const press = { place: ROOM, speaker: { personId: ANA, teamsId: '29:ana', name: 'Ana Ruiz', zone: 'UTC' } };
    const { card } = await world.board.drawFor(
      ID,
      { personId: ANA, standing: 'administrator', isShared: false },
      press,
    );

    expect(JSON.stringify(card)).toContain('Withdrawn');
    expect(JSON.stringify(card)).not.toContain('Action.Execute');
  });

  it('says notices with a way to the card, each once, also where another place fails', async () => {
    const notice = { requestId: ID, createdAt: world.rules.clock.now(), peopleIds: [] };
    world.notices.waiting.push({ ...notice, id: 1, kind: 'reminder', place: ROOM });
    world.notices.waiting.push({ ...notice, id: 2, kind: 'reminder', place: CHAT });
    world.teams.moods.set(ROOM.conversationId, 'unreachable');
    await world.draw(ID);
    await world.draw(ID);

    const said = world.teams.sent.filter(({ post }) => post.text !== undefined);
    expect(said.map(({ conversationId }) => conversationId)).toEqual([CHAT.conversationId]);
    const card = world.in(CHAT.conversationId).find(({ post }) => post.card !== undefined);
    expect(said[0]?.post.text).toContain(
      `[Open the card](https://teams.microsoft.com/l/message/19%3Achat/${card?.activityId ?? ''}?`,
    );
    expect(world.notices.waiting).toEqual([]);
  });
});
