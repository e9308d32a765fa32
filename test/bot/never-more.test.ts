import { parseCommand } from '../../src/bot/parse-command';
import type { ObjectId } from '../../src/shared/ids';

const OSLO = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const UMA = '00000000-0000-4000-8000-0000000000c1' as ObjectId;
const DAY = 'Sat 28 Mar 2026 Europe/Oslo';

function offers(text: string, mentions: Parameters<typeof parseCommand>[0]['mentions'] = []): readonly string[] {
  const parsed = parseCommand({ text, mentions }, OSLO);
  if (parsed.kind === 'malformed') return parsed.rewrites;
  return parsed.kind === 'unknown' ? [parsed.nearest] : [];
}

/** A button that only looks. */
const LOOK = /^(?:help|requests|status R-7K3Q|snapshots)/;

describe('an offered button never covers more than what was typed', () => {
  it.each([
    'restore users except Tara Weber and Uma Xu',
    'restore users except Tara Weber and Uma Xu from yesterday',
    'restore users exept from yesterday',
    'restore users from yesterday except user "Uma Xu"',
    'restore user from yesterday',
    'restore usr from yesterday',
    'restore users and group "Finance" from yesterday',
    'restore user "Ana" except user "Ben" from yesterday',
    'restore except users from yesterday',
    'restore oauth2 grants from yesterday',
    'restore',
    'restore before 14:30',
    'undo',
  ])('%s offers no kinds of objects', (text) => {
    expect(offers(text).filter((offer) => / (?:users|everything|groups|service principals)\b(?! except)/.test(offer))).toEqual([]); // prettier-ignore
  });

  it('a mention that Teams split in two offers nobody else', () => {
    const split = [
      { text: '<at>Uma</at>', name: 'Uma', objectId: UMA },
      { text: '<at>Xu</at>', name: 'Xu', objectId: UMA },
    ];
    expect(offers('restore <at>Uma</at> <at>Xu</at> from yesterday', split).filter((offer) => !LOOK.test(offer))).toEqual([]); // prettier-ignore
  });

  it.each(['bring back Alba Almeida', 'bring Alba Almeida back', 'roll back Alba Almeida from yesterday'])(
    '%s is not taken for something called back',
    (text) => {
      expect(offers(text).filter((offer) => /\bback\b/.test(offer))).toEqual([]);
    },
  );

  it.each([
    ['restore usrs from 2026-03-28 14:30:00 +09:00', ['restore users from 2026-03-28 14:30:00 +09:00']],
    ['restore users from 14:30 JST', ['restore users from Sun 29 Mar 2026 14:30 Asia/Tokyo']],
    ['restore users from 14:30 Asia/Tokyoo', []],
    ['restore users from 14:30 + 09:00', []],
    ['restore users from 14:30:00 +0 9:00', []],
    ['restore users from yesterday 14:30 IST because INC-4711', ['restore users from Sat 28 Mar 2026 14:30 Asia/Kolkata because INC-4711', 'restore users from Sat 28 Mar 2026 14:30 Europe/Dublin because INC-4711', 'restore users from Sat 28 Mar 2026 14:30 Asia/Jerusalem because INC-4711']],
    ['restore users except user "Uma Xu" from yesteday', [`restore users except user "Uma Xu" from ${DAY}`]],
    ['restore users ecxept user "Uma Xu" from yesterday', ['restore users except user "Uma Xu" from yesterday']],
    ['restore user "Tara Weber" and usr "Uma Xu" from yesterday', ['restore user "Tara Weber" and user "Uma Xu" from yesterday']],
    ['restore users from fri 28 mar because INC-4711', [`restore users from ${DAY} because INC-4711`, 'restore users from Fri 27 Mar 2026 Europe/Oslo because INC-4711']],
    ['restore users from yesterday becuase HR ran twice', ['restore users from yesterday because HR ran twice']],
    ['restore users because INC-4711', [`restore users from ${DAY} because INC-4711`, 'restore users from latest because INC-4711']],
    ['restore group finance fri 28 mar', ['restore group finance from Sat 28 Mar 2026 Europe/Oslo', 'restore group finance from Fri 27 Mar 2026 Europe/Oslo']],
    ['restore users from yesterday not tara', []],
    ['restore users from friday never', []],
    ['restore users from yesterday but only tara', []],
    ['restore group "Sales and user Bob from yesterday', []],
    ['restore users except user "VIP and user "Bob" from yesterday', []],
    ['preview users from yesterday because INC-4711', []],
    ['preview usrs from yesterday', ['preview users from yesterday']],
    ["don't restore users from yesterday", []],
    ['never restore users from yesterday', []],
    ['not reject R-7K3Q', []],
    ['approve R-7K3Q except deletes', []],
    ['approve R-7K3Q please', ['approve R-7K3Q']],
    ['approve R-7K3Q R-8M4P', []],
    ['accept R-7K3Q but only users', []],
    ['changes R-7K3Q wat', ['changes R-7K3Q "wat"']],
    ['who changed group "A" and group "B" since yesterday', []],
    ['who changed everything except user "Uma Xu" since yesterday', []],
    ['who changed usrs since 14:30 +09:00', ['who changed users since 14:30 +09:00']],
  ])('%s', (text, offered) => {
    expect(offers(text).filter((offer) => !LOOK.test(offer))).toEqual(offered);
  }); // prettier-ignore
});
