import { hashOf, lookingFrom } from '../../../src/sandbox/console/client/address';
import { unreadIn, withMessages } from '../../../src/sandbox/console/client/arrivals';
import { exactMoment, moment, pretendNow } from '../../../src/sandbox/console/client/clock-time';
import { firstState, keyOf, type State } from '../../../src/sandbox/console/client/state';
import { stepsOf } from '../../../src/sandbox/console/client/steps';
import { threadsOf } from '../../../src/sandbox/console/client/threads';
import type { ShownMessage, ShownStory } from '../../../src/sandbox/console/wire';

const message = (id: string, more: Partial<ShownMessage> = {}): ShownMessage => ({
  id,
  place: 'groupChat',
  from: 'bot',
  at: '2026-03-29T09:00:00.000Z',
  summary: `summary of ${id}`,
  edits: 0,
  isOwnView: false,
  mentions: [],
  mentionsMe: false,
  ...more,
});
const start = (): State => firstState(lookingFrom('#/ana/groupChat'), { theme: 'system', width: 'desktop' });
const after = (state: State, arrived: readonly ShownMessage[], isFirst = false): State => ({ ...state, ...withMessages(state, arrived, isFirst) }); // prettier-ignore

describe('the page’s address', () => {
  it.each([
    ['', { person: 'ana', place: 'groupChat' }],
    ['#/ben/personal', { person: 'ben', place: 'personal' }],
    ['#/ben/nowhere', { person: 'ben', place: 'groupChat' }],
    ['#/<b>/incidentRoom', { person: 'ana', place: 'incidentRoom' }],
  ])('“%s” is read', (hash, looking) => {
    expect(lookingFrom(hash)).toEqual(looking);
  });

  it('is read as it was written', () => {
    expect(lookingFrom(hashOf({ person: 'eva', place: 'incidentRoom' }))).toEqual({
      person: 'eva',
      place: 'incidentRoom',
    });
  });
});

describe('messages that arrive', () => {
  it('are announced where the person looks, and rise as toasts where not', () => {
    const state = after(after(start(), [], true), [message('1'), message('2', { place: 'personal' })]);

    expect(state.announcement).toBe('Rewind: summary of 1');
    expect(state.toasts.map(({ text }) => text)).toEqual(['summary of 2']);
    expect(unreadIn(state, 'personal')).toBe(1);
    expect(unreadIn(state, 'groupChat')).toBe(0);
  });

  it('are no news when they are edited, when people said them, or when they were there already', () => {
    const first = after(start(), [message('1')], true);
    const edited = after(first, [message('1', { edits: 1, summary: 'another' }), message('2', { from: 'ben' })]);

    expect(first.announcement).toBe('');
    expect(edited.announcement).toBe('');
    expect(edited.toasts).toEqual([]);
    expect(edited.messages.get(keyOf(message('1')))?.summary).toBe('another');
  });

  it('keep only the newest three toasts', () => {
    const many = ['1', '2', '3', '4'].map((id) => message(id, { place: 'personal' }));
    expect(after(after(start(), [], true), many).toasts.map(({ text }) => text)).toEqual(['summary of 2', 'summary of 3', 'summary of 4']); // prettier-ignore
  });

  it('say the same only once', () => {
    const [card, notice] = ['1', '2'].map((id) => message(id, { place: 'personal', summary: 'Approval needed' }));
    const { toasts } = after(
      after(start(), [], true),
      [card, notice].filter((one) => one !== undefined),
    );
    expect(toasts.map(({ id }) => id)).toEqual(['personal/2']);
  });

  it('replace everything on the first look, and tell what was missed elsewhere', () => {
    const before = after(start(), [message('1')], true);
    const again = after(before, [message('2'), message('3', { place: 'personal' })], true);

    expect([...again.messages.keys()]).toEqual(['groupChat/2', 'personal/3']);
    expect(again.toasts.map(({ text }) => text)).toEqual(['summary of 3']);
  });
});

describe('the first steps', () => {
  const next = (story: Partial<ShownStory>, person: string) =>
    stepsOf({ stage: 'nothing', wish: 'restore users from yesterday', hasLooked: false, ...story }, person).find(
      ({ isDone }) => !isDone,
    )?.title;

  it.each<[string | undefined, Partial<ShownStory>, string]>([
    ['Ask', {}, 'ana'],
    ['Ask', { hasLooked: true }, 'ana'],
    ['Start preview', { stage: 'planned' }, 'ana'],
    ['Switch to Ben', { stage: 'previewing' }, 'ana'],
    ['Switch to Ben', { stage: 'awaitingApproval' }, 'ana'],
    ['Open the changes', { stage: 'awaitingApproval' }, 'ben'],
    ['Approve', { stage: 'awaitingApproval', hasLooked: true }, 'ben'],
    ['See it finished', { stage: 'recovering' }, 'ana'],
    ['Switch to Ana', { stage: 'awaitingApproval', by: 'ben' }, 'ben'],
    [undefined, { stage: 'finished' }, 'ana'],
  ])('lead to %s from %j', (title, story, person) => {
    expect(next(story, person)).toBe(title);
  });
});

describe('a channel', () => {
  it('shows posts with their replies', () => {
    const inThread = (id: string, threadId: string) => message(id, { place: 'incidentRoom', threadId });
    const threads = threadsOf([inThread('1', '1'), inThread('2', '2'), inThread('3', '1')]);

    expect(threads.map(({ messages }) => messages.map(({ id }) => id))).toEqual([['1', '3'], ['2']]);
    expect(threads.every(({ canReply }) => canReply)).toBe(true);
    expect(threadsOf([message('1')])[0]?.canReply).toBe(false);
  });
});

it.each([
  ['Europe/Oslo', 'Sat 28 Mar 23:00 Europe/Oslo'],
  ['Australia/Sydney', 'Sun 29 Mar 09:00 Australia/Sydney'],
  ['UTC', 'Sat 28 Mar 22:00 UTC'],
])('every time names its zone: %s', (zone, written) => {
  const time = new Date('2026-03-28T22:00:07.000Z');
  expect(moment(time, zone)).toBe(written);
  expect(exactMoment(time, zone)).toBe(written.replace(':00 ', ':00:07 '));
});

it('the pretend clock goes on at its speed', () => {
  expect(pretendNow({ now: '2026-03-29T09:00:00.000Z', speed: 60 }, 1000)).toEqual(
    new Date('2026-03-29T09:01:00.000Z'),
  );
});
