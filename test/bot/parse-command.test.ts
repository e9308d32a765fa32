import fc from 'fast-check';
import { COMMANDS } from '../../src/bot/command-words';
import { malformedSentence } from '../../src/bot/malformed-sentence';
import { parseCommand } from '../../src/bot/parse-command';
import type { ObjectId } from '../../src/shared/ids';
import { BAD_COMMANDS } from './bad-commands';

const OSLO = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const ANA = '00000000-0000-4000-8000-0000000000a1' as ObjectId;
const BEN = '00000000-0000-4000-8000-0000000000b1' as ObjectId;
const parse = (text: string) => parseCommand({ text, mentions: [] }, OSLO);

const users = { kind: 'types', types: ['user'], except: [] };
const yesterday = { kind: 'day', day: '2026-03-28', relation: 'on', isTodaysWeekday: false };
const half = {
  kind: 'instant',
  at: new Date('2026-03-28T13:30:00Z'),
  relation: 'before',
  isTodaysWeekday: false,
  notes: [],
  incidentAt: new Date('2026-03-28T13:30:00Z'),
};
const plan = { scope: users, time: yesterday, scopeText: 'users', timeText: 'yesterday' };
const id = 'R-7K3Q';
const WHO = { kind: 'whoChanged', page: 1 };

describe('commands', () => {
  it.each([
    ['snapshots', { kind: 'snapshots' }],
    ['who deleted users since yesterday', { ...WHO, kind: 'whoChanged', since: new Date('2026-03-27T23:00:00Z'), scope: users, scopeText: 'users' }],
    ['Backups!', { kind: 'snapshots' }],
    ['preview users from yesterday', { kind: 'preview', ...plan }],
    ['restore users from yesterday', { kind: 'restore', ...plan }],
    ['restore users yesterday', { kind: 'restore', ...plan }],
    ['restore users from yesterday because HR script ran twice.', { kind: 'restore', ...plan, reason: 'HR script ran twice.' }],
    ['restore users from yesterday because …', { kind: 'restore', ...plan }],
    ['restore users before 14:30', { kind: 'restore', ...plan, time: half, timeText: 'before 14:30' }],
    ['restore users from before the incident at 14:30', { kind: 'restore', ...plan, time: half, timeText: 'before the incident at 14:30' }],
    ['restore users from MTc4NTE4OTYwMA==', { kind: 'restore', ...plan, time: { kind: 'snapshotId', id: 'MTc4NTE4OTYwMA==' }, timeText: 'MTc4NTE4OTYwMA==' }],
    ['preview users #2', { kind: 'preview', ...plan, time: { kind: 'number', number: 2 }, timeText: '#2' }],
    ['requests', { kind: 'requests' }],
    ['status R-7K3Q', { kind: 'status', id }],
    ['status r-7k3q', { kind: 'status', id }],
    ['status R7K3Q', { kind: 'status', id }],
    ['status 7k3q.', { kind: 'status', id }],
    ['changes R-7K3Q', { kind: 'changes', id, page: 1 }],
    ['changes r7k3q users', { kind: 'changes', id, page: 1, filter: { type: 'user' }, filterWords: 'users' }],
    ['changes R-7K3Q deletes page 3', { kind: 'changes', id, page: 3, filter: { action: 'softDelete' }, filterWords: 'deletes' }],
    ['changes R-7K3Q “Finance, page 2” page 2', { kind: 'changes', id, page: 2, filter: { text: 'Finance, page 2' }, filterWords: '"Finance, page 2"' }],
    ['changes R-7K3Q page 2', { kind: 'changes', id, page: 2 }],
    ['approve R-7K3Q', { kind: 'approve', id }],
    ['approve R-7K3Q because the lockout has to go.', { kind: 'approve', id, reason: 'the lockout has to go.' }],
    ['approve R-7K3Q because …', { kind: 'approve', id }],
    ['reject R-7K3Q because wrong snapshot', { kind: 'reject', id, reason: 'wrong snapshot' }],
    ['reject R-7K3Q because …', { kind: 'reject', id }],
    ['reject R-7K3Q', { kind: 'reject', id }],
    ['withdraw R-7K3Q', { kind: 'withdraw', id }],
    ['cancel R-7K3Q', { kind: 'cancel', id }],
    ['start R-7K3Q', { kind: 'start', id }],
    ['start preview R-7K3Q', { kind: 'start', id }],
    ['ask R-7K3Q because 40 accounts are gone', { kind: 'ask', id, reason: '40 accounts are gone' }],
    ['ask for recovery R-7K3Q', { kind: 'ask', id }],
    ['run R-7K3Q', { kind: 'runNow', id }],
    ['run now R-7K3Q', { kind: 'runNow', id }],
    ['failed R-7K3Q', { kind: 'failed', id }],
    ['history', { kind: 'history', days: 30 }],
    ['history 7d', { kind: 'history', days: 7 }],
    ['history 90 days', { kind: 'history', days: 90 }],
    ['who can approve', { kind: 'whoCanApprove' }],
    ['Who may approve?', { kind: 'whoCanApprove' }],
    ['help who can approve', { kind: 'help', command: 'whoCanApprove', here: false }],
    ['who changed users since yesterday', { ...WHO, scope: users, scopeText: 'users', since: new Date('2026-03-27T23:00:00Z') }],
    ['Who changed the users after yesterday?', { ...WHO, scope: users, scopeText: 'the users', since: new Date('2026-03-28T23:00:00Z') }],
    ['who has changed users from friday', { ...WHO, scope: users, scopeText: 'users', since: new Date('2026-03-26T23:00:00Z') }],
    ['who changed users since 26 hours ago', { ...WHO, scope: users, scopeText: 'users', since: new Date('2026-03-28T07:00:00Z') }],
    ['who changed users since the incident at 10:30', { ...WHO, scope: users, scopeText: 'users', since: new Date('2026-03-29T08:30:00Z') }],
    ['who changed everything since 2026-03-28T22:00:00Z page 3', { ...WHO, scope: { kind: 'everything', except: [] }, scopeText: 'everything', since: new Date('2026-03-28T22:00:00Z'), page: 3 }],
    [`who changed ${ANA} since 10:30`, { ...WHO, scope: { kind: 'objects', objects: [{ by: 'id', id: ANA }] }, scopeText: ANA, since: new Date('2026-03-29T08:30:00Z') }],
    ['who changed group "Finance Leads" since friday', { ...WHO, scope: { kind: 'objects', objects: [{ by: 'name', name: 'Finance Leads', type: 'group' }] }, scopeText: 'group "Finance Leads"', since: new Date('2026-03-26T23:00:00Z') }],
    ['help', { kind: 'help', here: false }],
    ['help here', { kind: 'help', here: true }],
    ['help restore', { kind: 'help', command: 'restore', here: false }],
    ['help run now', { kind: 'help', command: 'runNow', here: false }],
    ['hi', { kind: 'help', here: false }],
    ['?', { kind: 'help', here: false }],
    ['…', { kind: 'help', here: false }],
    ['', { kind: 'help', here: false }],
    ['@Rewind', { kind: 'help', here: false }],
    ['<at>Rewind</at>&nbsp;', { kind: 'help', here: false }],
  ])('%s', (text, command) => {
    expect(parse(text)).toEqual(command);
  }); // prettier-ignore
});

describe('a reason in other words', () => {
  const reason = 'HR script ran twice';
  it.each(['because', 'Because:', 'cause', "'cause", 'bc', 'b/c', 'cos', 'cuz'])('%s', (word) => {
    expect(parse(`restore users from yesterday ${word} ${reason}`)).toEqual({ kind: 'restore', ...plan, reason });
    expect(parse(`reject R-7K3Q, ${word} ${reason}`)).toEqual({ kind: 'reject', id, reason });
    expect(parse(`approve R-7K3Q ${word} ${reason}`)).toEqual({ kind: 'approve', id, reason });
    expect(parse(`ask R-7K3Q ${word} ${reason}`)).toEqual({ kind: 'ask', id, reason });
  });

  it('is no part of a time, a name or a scope', () => {
    expect(parse(`restore users as of friday 09:00 bc ${reason}`)).toMatchObject({
      timeText: 'as of friday 09:00',
      reason,
    });
    expect(parse('restore users as of friday 09:00')).not.toHaveProperty('reason');
    expect(parse('restore group BC from yesterday')).toMatchObject({ scopeText: 'group BC', timeText: 'yesterday' });
    expect(parse('restore group BC from yesterday')).not.toHaveProperty('reason');
    expect(parse('restore group "cos x" from yesterday cos y')).toMatchObject({
      scopeText: 'group "cos x"',
      reason: 'y',
    });
  });

  it('behind as is asked back, never taken', () => {
    const offered = parse('restore users from yesterday as the connector broke');

    expect(offered).toMatchObject({ kind: 'malformed', because: 'becauseMissing' });
    expect(offered).toMatchObject({ rewrites: ['restore users from yesterday because the connector broke'] });
  });

  it.each([
    'restore users from last night',
    'restore users from 03/04',
    'restore users',
    'restore from yesterday',
    'restore',
    'restore yesterday users',
    'restore flurbs from yesterday',
    'restore !!! ???',
    'recover users from yesterday',
    'undo users',
    'please restore users from yesterday',
    'restroe users from last night',
  ])('is kept in everything that is offered for: %s', (text) => {
    for (const word of ['because', 'bc']) {
      const parsed = parse(`${text} ${word} ${reason}`);
      const offered = parsed.kind === 'malformed' ? parsed.rewrites : parsed.kind === 'unknown' ? [parsed.nearest] : [];

      expect(offered.length).toBeGreaterThan(0);
      const isKept = (command: string) =>
        command === 'help restore' || [word, 'because'].some((said) => command.endsWith(` ${said} ${reason}`));
      expect(offered.filter((command) => !isKept(command))).toEqual([]);
    }
  });
});

describe('what keyboards and Teams put around the words', () => {
  it.each([
    'RESTORE Users FROM Yesterday',
    '  restore   users\u00A0from\nyesterday  ',
    'restore users from yesterday...',
    '/restore users from yesterday',
    '`restore users from yesterday`',
    '<p>restore users from yesterday</p>',
    '<div><b>restore</b> users from&nbsp;yesterday<br/></div>',
    'restore&nbsp;users from yesterday',
    '<at id="0">Rewind</at> restore users from yesterday',
    '@Rewind restore users from yesterday',
    'Rewind: restore users from yesterday',
    'restore \u200Busers from \u202Eyesterday',
  ])('%j', (text) => {
    const parsed = parse(text);
    expect(parsed).toMatchObject({ kind: 'restore', scope: users, time: yesterday });
  });

  it.each([
    ['“', '”'],
    ['„', '“'],
    ['«', '»'],
    ['&quot;', '&quot;'],
  ])('%s quotes %s', (open, close) => {
    expect(parse(`restore group ${open}Finance — from Friday${close} from yesterday`)).toMatchObject({
      scope: { objects: [{ by: 'name', name: 'Finance — from Friday', type: 'group' }] },
      time: yesterday,
    });
  });

  it('keeps what looks like a tag in a name', () => {
    expect(parse('restore group "A &lt;B2&gt; C" from yesterday')).toMatchObject({
      scope: { objects: [{ name: 'A <B2> C' }] },
    });
  });
});

describe('where the scope ends and the time begins', () => {
  it.each([
    ['group Finance from HR from yesterday', 'group Finance from HR', 'yesterday'],
    ['group finance friday 14:30', 'group finance', 'friday 14:30'],
    ['user ana@contoso.com yesterday 22:30', 'user ana@contoso.com', 'yesterday 22:30'],
    ['user ana@contoso.com yesterday at 22:30', 'user ana@contoso.com', 'yesterday at 22:30'],
    ['users and groups as of friday 09:00', 'users and groups', 'as of friday 09:00'],
    ['conditional access since 2 days ago', 'conditional access', 'since 2 days ago'],
    ['everything on 27 mar', 'everything', 'on 27 mar'],
    ['group "before yesterday" before 14:30', 'group "before yesterday"', 'before 14:30'],
    ['users except user "Ana from yesterday" from 26 hours ago', 'users except user "Ana from yesterday"', '26 hours ago'],
    ['group 2024 from oldest', 'group 2024', 'oldest'],
    [`${ANA} and ${BEN} from MTc4NTE4OTYwMA==`, `${ANA} and ${BEN}`, 'MTc4NTE4OTYwMA=='],
  ])('%s', (words, scopeText, timeText) => {
    expect(parse(`restore ${words}`)).toMatchObject({ kind: 'restore', scopeText, timeText });
  }); // prettier-ignore

  it.each(['restore user friday', 'restore user ana2024'])('%s names no time', (text) => {
    expect(parse(text)).toMatchObject({ kind: 'malformed' });
  });

  it('takes a hundred ids', () => {
    const ids = Array.from({ length: 100 }, (_, index) => ANA.slice(0, -3) + String(100 + index));
    expect(parse(`restore ${ids.join(' and ')} from yesterday`)).toMatchObject({ scope: { objects: { length: 100 } } });
  });
});

describe('mentions', () => {
  const tag = '<at>Ana from yesterday</at>';
  const mention = { text: tag, name: 'Ana from yesterday', objectId: ANA };

  it('are arguments with their object id, whatever the name says', () => {
    expect(parseCommand({ text: `restore ${tag} from friday`, mentions: [mention] }, OSLO)).toMatchObject({
      kind: 'restore',
      scope: { kind: 'objects', objects: [{ by: 'mention', id: ANA, name: 'Ana from yesterday' }] },
      scopeText: ANA,
      timeText: 'friday',
    });
  });

  it('are told apart in the order of the text', () => {
    const twin = { ...mention, objectId: BEN };
    const parsed = parseCommand({ text: `restore ${tag} and ${tag} from friday`, mentions: [mention, twin] }, OSLO);
    expect(parsed).toMatchObject({ scope: { objects: [{ id: ANA }, { id: BEN }] } });
  });

  it('stand in rewrites by their id, and without one by their name', () => {
    const known = parseCommand({ text: `restore ${tag} from 03/04`, mentions: [mention] }, OSLO);
    expect(known).toMatchObject({ kind: 'malformed', rewrites: [`restore ${ANA} from Wed 4 Mar 2026 Europe/Oslo`] });
    const nameless = parseCommand({ text: `restore ${tag}`, mentions: [{ text: tag, name: 'Ana' }] }, OSLO);
    expect(nameless).toMatchObject({ because: 'timeMissing', rewrites: ['restore user "Ana" from Sat 28 Mar 2026 Europe/Oslo', 'restore user "Ana" from latest'] }); // prettier-ignore
  });

  it('cannot be forged with characters of one’s own', () => {
    expect(parseCommand({ text: 'restore \uE000 from friday', mentions: [mention] }, OSLO)).toMatchObject({
      kind: 'malformed',
      because: 'scopeMissing',
    });
  });
});

describe('what is malformed', () => {
  it.each([
    ['restore', 'scopeMissing', ['help restore']],
    ['restore before 14:30', 'scopeMissing', ['help restore']],
    ['restore groups because oops', 'timeMissing', ['restore groups from Sat 28 Mar 2026 Europe/Oslo because oops', 'restore groups from latest because oops']],
    ['restore yesterday users', 'wrongOrder', ['restore users from yesterday']],
    ['restore usrs from yesterday', 'scopeRefused', ['restore users from yesterday']],
    ['restore users from saturday morning', 'timeRefused', ['restore users from Sat 28 Mar 2026 Europe/Oslo', 'restore users from Sat 28 Mar 2026 06:00 Europe/Oslo', 'restore users from Sat 28 Mar 2026 09:00 Europe/Oslo']],
    ['restore group "Finance from yesterday', 'scopeRefused', ['restore group "Finance" from yesterday']],
    ['preview users form yesterday', 'wrongOrder', ['preview users from yesterday']],
    ['restore users MTc4NTE4OTYwMA==', 'wrongOrder', ['restore users from MTc4NTE4OTYwMA==']],
    ['approve', 'idMissing', ['requests']],
    ['approve all', 'idUnreadable', ['requests']],
    ['approve 4f2a92c7', 'idUnreadable', ['requests']],
    ['approve R-7K3O', 'idLookalike', ['requests']],
    ['approve R-7K3Q now', 'leftOver', ['approve R-7K3Q', 'status R-7K3Q']],
    ['approve R-7K3Q now because I saw it', 'leftOver', ['approve R-7K3Q because I saw it', 'status R-7K3Q']],
    ['reject R-7K3Q now because I saw it', 'leftOver', ['reject R-7K3Q because I saw it', 'status R-7K3Q']],
    ['approve all because I saw it', 'idUnreadable', ['requests']],
    ['reject R-7K3Q too risky', 'becauseMissing', ['reject R-7K3Q because too risky']],
    ['changes R-7K3Q Finance', 'filterUnknown', ['changes R-7K3Q "Finance"']],
    ['changes R-7K3Q users page 0', 'pageUnreadable', ['changes R-7K3Q users']],
    ['history forever', 'daysUnreadable', ['history 30d', 'history 7d']],
    ['help restor', 'noSuchCommand', ['help restore', 'help']],
    ['restore users from yesterday except', 'scopeRefused', ['help restore']],
    ['restore users from yesterday but not tara', 'scopeRefused', ['help restore']],
    ['restore user from yesterday', 'scopeRefused', ['help restore']],
    ['restore user', 'scopeRefused', ['help restore']],
    ['restore users from 03/26', 'timeRefused', ['restore users from Thu 26 Mar 2026 Europe/Oslo']],
    ['restore users from 26th', 'timeRefused', ['restore users from Thu 26 Mar 2026 Europe/Oslo', 'restore users from Thu 26 Feb 2026 Europe/Oslo']],
    ['who deleted Ana', 'scopeRefused', ['who changed group "Ana" since Sat 28 Mar 2026 Europe/Oslo', 'who changed user "Ana" since Sat 28 Mar 2026 Europe/Oslo']],
    ['who deleted users', 'whoChangedWhat', ['who changed users since Sat 28 Mar 2026 Europe/Oslo']],
    ['restore users except from yesterday', 'scopeRefused', ['help restore']],
  ])('%s: %s, rather %j', (text, because, rewrites) => {
    expect(parse(text)).toMatchObject({ kind: 'malformed', because, rewrites });
  }); // prettier-ignore

  it.each(BAD_COMMANDS.filter((text) => text.length < 60))(
    '%s is quoted in the refusal, or is short of words',
    (text) => {
      const parsed = parse(text);
      if (parsed.kind !== 'malformed') return;
      const isShort = ['scopeMissing', 'timeMissing', 'idMissing', 'whoChangedWhat', 'wrongOrder'].includes(
        parsed.because,
      );
      const [quoted] = /“[^”]+”/.exec(malformedSentence(parsed)) ?? [];
      const hasTyped = parsed.facts['fault'] !== 'exceptEmpty' && parsed.facts['typed'] !== undefined;
      expect(isShort || !hasTyped || quoted !== undefined).toBe(true);
      expect(isShort || hasTyped || parsed.facts['fault'] === 'exceptEmpty').toBe(true);
    },
  );

  it.each([
    ['approve R-7K3Q', 500],
    ['reject R-7K3Q', 500],
    ['ask R-7K3Q', 500],
    ['restore users from yesterday', 1000],
  ])('%s takes a reason of %s characters, and says so of a longer one', (command, limit) => {
    const [fits, longer] = [limit, limit + 1].map((length) => parse(`${command} because ${'x'.repeat(length)}`));
    expect(fits).toMatchObject({ reason: 'x'.repeat(limit) });
    expect(longer).toMatchObject({
      because: 'reasonTooLong',
      rewrites: [command.startsWith('restore') ? 'help restore' : 'requests'],
    });
    expect(longer?.kind === 'malformed' && malformedSentence(longer)).toContain(`at most ${String(limit)} characters`);
  });

  it('is said in a sentence of its own', () => {
    const sentences = BAD_COMMANDS.flatMap((text) => {
      const parsed = parse(text);
      return parsed.kind === 'malformed' ? [malformedSentence(parsed)] : [];
    });
    expect(sentences.filter((sentence) => !/^.{10,200}[.?]$/su.test(sentence) || sentence.includes('undefined'))).toEqual([]); // prettier-ignore
  });
});

describe('a kind without a name', () => {
  it.each(['restore user from yesterday', 'restore user', 'who changed group since yesterday'])(
    '%s says that a name is missing',
    (text) => {
      const parsed = parse(text);
      expect(parsed.kind === 'malformed' && malformedSentence(parsed)).toMatch(
        /“(?:user|group)” needs a name behind it/,
      );
    },
  );
});

describe('an unknown word', () => {
  it.each([
    ['restor users from yesterday', 'restore users from yesterday'],
    ['undo groups from friday', 'restore groups from friday'],
    ['users from yesterday', 'preview users from yesterday'],
    ['aprove r-7k3q', 'approve r-7k3q'],
    ['stop R-7K3Q', 'cancel R-7K3Q'],
    ['R-7K3Q', 'status R-7K3Q'],
    ['please show R-7K3Q', 'status R-7K3Q'],
    ['could you restore users from yesterday', 'restore users from yesterday'],
    ['from yesterday restore users', 'restore users from yesterday'],
    ['yesterday restore users', 'restore users yesterday'],
    ['before 14:30 restore users because the script ran', 'restore users before 14:30 because the script ran'],
    ['users restore from yesterday', 'restore users from yesterday'],
    ['users from yesterday restore', 'restore users from yesterday'],
    ['since yesterday who changed users', 'who changed users since yesterday'],
    ['🦄', 'help'],
  ])('%s gets %s', (text, nearest) => {
    const parsed = parse(text);
    expect(parsed.kind === 'unknown' && parsed.nearest.toLowerCase()).toBe(nearest.toLowerCase());
  });
});

describe('the table of commands', () => {
  it.each(COMMANDS.map(({ name, example }) => [name, example]))('the example of %s works when pasted: %s', (name, example) => {
    expect(parse(example).kind).toBe(name);
  }); // prettier-ignore

  it('fits the manifest', () => {
    for (const { words, summary } of COMMANDS) {
      expect(words[0].length).toBeLessThanOrEqual(32);
      expect(summary.length).toBeLessThanOrEqual(128);
    }
  });
});

describe('hostile text', () => {
  it.each([
    ['a'.repeat(100_000), 'malformed'],
    [`restore ${' '.repeat(99_000)}x`, 'malformed'],
    ['<'.repeat(9_999), 'unknown'],
    ['<a '.repeat(3_333), 'unknown'],
    ['&nbsp'.repeat(1_999), 'unknown'],
    ['restore users from ' + '1:'.repeat(4_900), 'malformed'],
    ['restore users from ' + '2026-'.repeat(1_900), 'malformed'],
    ['restore ' + '"a" '.repeat(2_400), 'malformed'],
    ['restore ' + 'from yesterday '.repeat(660), 'malformed'],
    ['changes R-7K3Q ' + 'page '.repeat(1_900), 'malformed'],
    [' .'.repeat(4_999), 'help'],
    ['help' + ' .'.repeat(4_990), 'help'],
  ])('%#', (text, kind) => {
    expect(parse(text).kind).toBe(kind);
  });

  it('throws nothing, and offers only what works', () => {
    const words = fc.constantFrom('restore', 'preview', 'users', 'from', 'yesterday', 'because', '"', 'approve', 'R-7K3Q', 'page', 'changes', 'help', '03/04', 'group', 'and', 'except', '<at>', '\uE000', '…', 'before', '14:30'); // prettier-ignore
    const said = fc.oneof(fc.array(words, { maxLength: 8 }).map((list) => list.join(' ')), fc.string({ unit: 'binary', maxLength: 60 })); // prettier-ignore
    fc.assert(
      fc.property(said, (text) => {
        const parsed = parse(text);
        const offered = parsed.kind === 'malformed' ? parsed.rewrites : parsed.kind === 'unknown' ? [parsed.nearest] : [];
        for (const command of offered) expect(['malformed', 'unknown']).not.toContain(parse(command).kind);
      }),
      { numRuns: 600 },
    ); // prettier-ignore
  });
});
