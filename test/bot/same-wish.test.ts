import { parseCommand } from '../../src/bot/parse-command';
import { isSameWish } from '../../src/bot/same-wish';

const OSLO = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const LATER = { ...OSLO, now: new Date('2026-03-29T09:00:20Z') };
const ANA = '00000000-0000-4000-8000-0000000000a1';

function keeps(asked: string, offered: string): boolean {
  const wish = parseCommand({ text: asked, mentions: [] }, OSLO);
  if (wish.kind !== 'restore' && wish.kind !== 'preview') throw new Error(`${asked} is ${wish.kind}`);
  return isSameWish(wish, offered, LATER);
}

describe('a choice', () => {
  it.each([
    ['restore users from friday because INC-4711', 'restore users from MTc4NTE4OTYwMA== because INC-4711'],
    ['restore user "Ana" from yesterday', `restore user ${ANA} from yesterday`],
    ['restore users except user "Ana" and group "A" from yesterday', `restore users except user ${ANA} and group "A" from yesterday`],
    ['preview everything from 26 hours ago', 'preview everything from 26 hours ago'],
  ])('of %s may be %s', (asked, offered) => {
    expect(keeps(asked, offered)).toBe(true);
  }); // prettier-ignore

  it.each([
    ['preview users from friday', 'restore users from friday'],
    ['restore users from friday because INC-4711', 'restore users from friday'],
    ['restore users from friday', 'restore users and groups from friday'],
    ['restore users from friday', 'restore everything from friday'],
    ['restore users from friday', 'restore users from before friday'],
    ['restore users from friday 14:30', 'restore users from friday 15:30'],
    ['restore users except user "Ana" from friday', 'restore users from friday'],
    ['restore users except user "Ana" from friday', 'restore users except user "Ben" from friday'],
    ['restore user "Ana" from friday', `restore user ${ANA} and user "Ben" from friday`],
    ['restore user "Ana" and user "Ben" from friday', `restore user ${ANA} from friday`],
    ['restore user "Ana" from friday', 'restore users from friday'],
    ['restore user "Ana" from friday', 'restore user from friday'],
  ])('of %s is never %s', (asked, offered) => {
    expect(keeps(asked, offered)).toBe(false);
  });
});
