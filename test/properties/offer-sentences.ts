/**
 * Well-formed sentences of the whole grammar with what they mean, written down by hand and not asked of the parser, and ways to break one
 * word of them.
 */
import fc from 'fast-check';
import type { ObjectId } from '../../src/shared/ids';

export const HERE = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };

export interface Named {
  readonly text: string;
  /** `id …` or `kind name`, lower case. */
  readonly key: string;
}

interface TimeMeaning {
  readonly text: string;
  /** `day 2026-03-28`, an ISO instant, `latest`, `#2`; several where the words may mean several. */
  readonly is: readonly string[];
  readonly relation: 'at' | 'before' | 'after' | 'since';
  /** The clock and the zone that were said; the zone in which it has to be read. */
  readonly clock?: string;
  readonly zones?: readonly string[];
}

export interface Meaning {
  readonly verb: 'restore' | 'preview' | 'who changed';
  readonly kinds: readonly string[] | 'everything' | undefined;
  readonly objects: readonly Named[];
  readonly except: readonly Named[];
  readonly time: TimeMeaning;
  readonly reason: string | undefined;
}

export interface Sentence {
  readonly text: string;
  readonly words: readonly Word[];
  readonly meaning: Meaning | RequestMeaning;
}

export interface RequestMeaning {
  readonly verb: string;
  readonly id: string;
  readonly reason: string | undefined;
  readonly filter?: string | undefined;
}

export type Part = 'verb' | 'main' | 'except' | 'from' | 'time' | 'because' | 'reason' | 'id' | 'filter';
interface Word {
  readonly text: string;
  readonly part: Part;
}

const ALBA = '00000000-0000-4000-8000-0000000000a1';
const BEN = '00000000-0000-4000-8000-0000000000b1';
const UMA = '00000000-0000-4000-8000-0000000000c1';
export const MENTIONS = [
  { text: '<at>Uma Xu</at>', name: 'Uma Xu', objectId: UMA as ObjectId },
  { text: '<at>Nobody Known</at>', name: 'Nobody Known' },
];

const OBJECTS: readonly Named[] = [
  { text: 'user ana@contoso.com', key: 'user ana@contoso.com' },
  { text: 'user "Tara Weber"', key: 'user tara weber' },
  { text: 'user Alba Almeida', key: 'user alba almeida' },
  { text: '@Kira Kowalski', key: 'user kira kowalski' },
  { text: 'group "Finance Leads"', key: 'group finance leads' },
  { text: 'group "Sales and users, from friday"', key: 'group sales and users, from friday' },
  { text: 'group Payroll Team', key: 'group payroll team' },
  { text: 'app "Mail Merge Pro"', key: 'application mail merge pro' },
  { text: 'enterprise app "Payroll"', key: 'servicePrincipal payroll' },
  { text: 'conditional access policy "Require MFA"', key: 'conditionalAccessPolicy require mfa' },
  { text: 'named location "HQ Oslo"', key: 'namedLocationPolicy hq oslo' },
  { text: ALBA, key: `id ${ALBA}` },
  { text: `user ${BEN}`, key: `id ${BEN}` },
  { text: '<at>Uma Xu</at>', key: `id ${UMA}` },
  { text: '<at>Nobody Known</at>', key: 'user nobody known' },
];

const PRINCIPALS = ['servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment'];
const KINDS: Readonly<Record<string, readonly string[]>> = {
  users: ['user'],
  groups: ['group'],
  apps: ['application'],
  applications: ['application'],
  'service principals': PRINCIPALS,
  'enterprise apps': PRINCIPALS,
  'conditional access': ['conditionalAccessPolicy'],
  policies: ['conditionalAccessPolicy'],
  'named locations': ['namedLocationPolicy'],
  'authentication methods': ['authenticationMethodPolicy'],
  'authorization policy': ['authorizationPolicy'],
  organization: ['organization'],
};

const day = (text: string, date: string, relation: TimeMeaning['relation'] = 'at'): TimeMeaning => ({
  text,
  is: [`day ${date}`],
  relation,
});
const clock = (text: string, at: string, [said, zone = 'Europe/Oslo']: readonly [string, string?], relation: TimeMeaning['relation'] = 'at'): TimeMeaning => ({ text, is: [new Date(at).toISOString()], relation, clock: said, zones: [zone] }); // prettier-ignore
const listed = (text: string, is: string): TimeMeaning => ({ text, is: [is], relation: 'at' });

const TIMES: readonly TimeMeaning[] = [
  day('yesterday', '2026-03-28'),
  day('friday', '2026-03-27'),
  day('thu 26 mar', '2026-03-26'),
  day('Thursday 26 March 2026', '2026-03-26'),
  day('the 26th of march', '2026-03-26'),
  day('mar 26', '2026-03-26'),
  day('2026-03-27', '2026-03-27'),
  day('2 days ago', '2026-03-27'),
  day('before yesterday', '2026-03-28', 'before'),
  day('since friday', '2026-03-27', 'since'),
  day('after thu 26 mar', '2026-03-26', 'after'),
  day('before Sat 28 Mar 2026 Europe/Oslo', '2026-03-28', 'before'),
  clock('14:30', '2026-03-28T13:30Z', ['14:30']),
  clock('9am', '2026-03-29T07:00Z', ['09:00']),
  clock('yesterday 22:30', '2026-03-28T21:30Z', ['22:30']),
  clock('friday at 09:15', '2026-03-27T08:15Z', ['09:15']),
  clock('before 14:30', '2026-03-28T13:30Z', ['14:30'], 'before'),
  clock('before the incident at 14:30', '2026-03-28T13:30Z', ['14:30'], 'before'),
  clock('after 26 mar 10:20', '2026-03-26T09:20Z', ['10:20'], 'after'),
  clock('14:30:00 +09:00', '2026-03-29T05:30Z', ['14:30', 'Asia/Tokyo']),
  clock('2026-03-28 14:30:00 +09:00', '2026-03-28T05:30Z', ['14:30', 'Asia/Tokyo']),
  clock('2026-03-28T14:30:00+09:00', '2026-03-28T05:30Z', ['14:30', 'Asia/Tokyo']),
  clock('2026-03-28T05:30:00Z', '2026-03-28T05:30Z', ['05:30', 'UTC']),
  clock('yesterday 14:30 Asia/Tokyo', '2026-03-28T05:30Z', ['14:30', 'Asia/Tokyo']),
  clock('before friday 22:30 UTC', '2026-03-27T22:30Z', ['22:30', 'UTC'], 'before'),
  clock('14:30 UTC+9', '2026-03-29T05:30Z', ['14:30', 'Asia/Tokyo']),
  clock('14:30 JST', '2026-03-29T05:30Z', ['14:30', 'Asia/Tokyo']),
  { text: 'yesterday 14:30 IST', is: ['2026-03-28T09:00:00.000Z', '2026-03-28T14:30:00.000Z', '2026-03-28T11:30:00.000Z'], relation: 'at', clock: '14:30', zones: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'] },
  clock('Sat 28 Mar 23:00', '2026-03-28T22:00Z', ['23:00']),
  clock('Sat 28 Mar 2026 23:00 Europe/Oslo', '2026-03-28T22:00Z', ['23:00']),
  clock('Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 12 h old', '2026-03-28T22:00Z', ['23:00']),
  { text: '26 hours ago', is: ['2026-03-28T07:00:00.000Z'], relation: 'at' },
  listed('latest', 'latest'),
  listed('oldest', 'oldest'),
  listed('#2', '#2'),
  listed('MTc4NTE4OTYwMA==', 'id MTc4NTE4OTYwMA=='),
]; // prettier-ignore

const REASONS = ['HR script ran twice', 'the connector deleted users and groups', 'INC-4711'];

const wordsOf = (text: string, part: Part): readonly Word[] =>
  (text.match(/<at>.*?<\/at>|\S+/g) ?? []).map((word) => ({ text: word, part }));
const joined = (list: readonly string[], by: readonly string[]): string =>
  list.map((text, index) => (index === 0 ? text : `${by[index - 1] === ',' ? ',' : ` ${by[index - 1] ?? 'and'}`} ${text}`)).join(''); // prettier-ignore

const separators = fc.array(fc.constantFrom('and', 'and', ',', '&'), { minLength: 3, maxLength: 3 });
const named = fc.uniqueArray(fc.constantFrom(...OBJECTS), { minLength: 1, maxLength: 3, selector: ({ key }) => key });
const left = fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom(...OBJECTS), { minLength: 1, maxLength: 2, selector: ({ key }) => key })); // prettier-ignore
const kinds = fc.uniqueArray(fc.constantFrom(...Object.keys(KINDS)), { minLength: 1, maxLength: 3 });

type Scope = Pick<Meaning, 'kinds' | 'objects' | 'except'> & { readonly words: readonly Word[] };
const withExcept = (main: string, scope: Pick<Scope, 'kinds'>, [except, by]: readonly [readonly Named[], readonly string[]]): Scope => ({
  ...scope,
  objects: [],
  except,
  words: [...wordsOf(main, 'main'), ...(except.length === 0 ? [] : [...wordsOf('except', 'except'), ...wordsOf(joined(except.map(({ text }) => text), by), 'except')])],
}); // prettier-ignore

const scopes: fc.Arbitrary<Scope> = fc.oneof(
  fc.tuple(left, separators).map((exception) => withExcept('everything', { kinds: 'everything' }, exception)),
  fc.tuple(kinds, separators, left).map(([typed, by, except]) => withExcept(joined(typed, by), { kinds: typed.flatMap((kind) => KINDS[kind] ?? []) }, [except, by])),
  fc.tuple(named, separators).map(([objects, by]): Scope => ({ kinds: undefined, objects, except: [], words: wordsOf(joined(objects.map(({ text }) => text), by), 'main') })),
); // prettier-ignore

const reasons = fc.option(fc.constantFrom(...REASONS), { nil: undefined });

const plans: fc.Arbitrary<Sentence> = fc
  .record({ verb: fc.constantFrom('restore', 'restore', 'preview'), scope: scopes, time: fc.constantFrom(...TIMES), reason: reasons })
  .map(({ verb, scope: { words: scopeWords, ...scope }, time, reason }) => {
    const because = verb === 'restore' ? reason : undefined;
    const words = [
      ...wordsOf(verb, 'verb'),
      ...scopeWords,
      ...wordsOf('from', 'from'),
      ...wordsOf(time.text, 'time'),
      ...(because === undefined ? [] : [...wordsOf('because', 'because'), ...wordsOf(because, 'reason')]),
    ];
    return sentence(words, { verb: verb as Meaning['verb'], ...scope, time, reason: because });
  }); // prettier-ignore

const BEGINNINGS = TIMES.filter(({ relation, is }) => relation === 'at' && /^(?:day|\d)/.test(is[0] ?? ''));
const audits: fc.Arbitrary<Sentence> = fc
  .record({ scope: scopes.filter(({ except, objects }) => except.length === 0 && objects.length < 2), time: fc.constantFrom(...BEGINNINGS) })
  .map(({ scope: { words: scopeWords, ...scope }, time }) => {
    const words = [...wordsOf('who changed', 'verb'), ...scopeWords, ...wordsOf('since', 'from'), ...wordsOf(time.text, 'time')];
    return sentence(words, { verb: 'who changed', ...scope, time: { ...time, relation: 'since' }, reason: undefined });
  }); // prettier-ignore

const ABOUT = ['status', 'approve', 'reject', 'withdraw', 'cancel', 'start', 'ask', 'run', 'check', 'retry', 'failed', 'evidence', 'changes']; // prettier-ignore
const requests: fc.Arbitrary<Sentence> = fc
  .record({ verb: fc.constantFrom(...ABOUT), reason: reasons, filter: fc.constantFrom(undefined, 'users', 'deletes', '"Finance Leads"') })
  .map(({ verb, reason, filter }) => {
    const because = ['approve', 'reject', 'ask'].includes(verb) ? reason : undefined;
    const filtered = verb === 'changes' ? filter : undefined;
    const words = [
      ...wordsOf(verb, 'verb'),
      ...wordsOf('R-7K3Q', 'id'),
      ...(filtered === undefined ? [] : wordsOf(filtered, 'filter')),
      ...(because === undefined ? [] : [...wordsOf('because', 'because'), ...wordsOf(because, 'reason')]),
    ];
    return sentence(words, { verb, id: 'R-7K3Q', reason: because, filter: filtered });
  }); // prettier-ignore

function sentence(words: readonly Word[], meaning: Meaning | RequestMeaning): Sentence {
  return { words, meaning, text: words.map(({ text }) => text).join(' ') };
}

export const sentences: fc.Arbitrary<Sentence> = fc.oneof(
  { weight: 6, arbitrary: plans },
  { weight: 1, arbitrary: audits },
  { weight: 1, arbitrary: requests },
);

/** What somebody slips in, and what changes everything. */
const FOREIGN = ['not', 'but', 'only', 'never', "don't", 'ohne', 'sauf', 'tara', 'xyz', 'please', 'maybe', '🦄', '(', 'R-8M4P']; // prettier-ignore
const HOWS = ['delete', 'double', 'misspell', 'move', 'insert', 'split', 'unquote'] as const;

export interface Broken {
  readonly text: string;
  readonly how: (typeof HOWS)[number];
  /** The word that was broken, where one was. */
  readonly part: Part | undefined;
  readonly word: string;
  readonly inserted: string | undefined;
}

interface Knife {
  readonly how: (typeof HOWS)[number];
  readonly at: number;
  readonly to: number;
  readonly letter: string;
  readonly foreign: string;
}

export const knives: fc.Arbitrary<Knife> = fc.record({
  how: fc.constantFrom(...HOWS),
  at: fc.nat({ max: 1000 }),
  to: fc.nat({ max: 1000 }),
  letter: fc.constantFrom('a', 'e', 'i', 'n', 'r', 's', 't', 'u', 'x', 'z'),
  foreign: fc.constantFrom(...FOREIGN),
});

function misspelt(word: string, { to, letter }: Knife): string {
  if (word.startsWith('<at>')) return word;
  const place = to % word.length;
  const [before, behind] = [word.slice(0, place), word.slice(place)];
  const variants = [
    before + behind.slice(1),
    `${before}${letter}${behind}`,
    `${before}${letter}${behind.slice(1)}`,
    before + behind.slice(1, 2) + behind.slice(0, 1) + behind.slice(2),
  ];
  return variants[(to + word.length) % variants.length] ?? word;
}

/** `+09:00` as `+09 :00` or `+ 09:00`, `14:30` as `14 :30`. */
function splitWord(word: string, { to }: Knife): string {
  const places = Array.from(word.matchAll(/[:+/T-]/g), ({ index }) => index);
  const place = (places[to % Math.max(1, places.length)] ?? 0) + (to % 2);
  return place === 0 ? word : `${word.slice(0, place)} ${word.slice(place)}`;
}

export function broken({ words }: Sentence, knife: Knife): Broken {
  const texts = words.map(({ text }) => text);
  const quotes = texts.flatMap((text, index) => (text.includes('"') ? [index] : []));
  const split = texts.flatMap((text, index) => (/\d[:T]\d|\+\d|\/[A-Z]/.test(text) ? [index] : []));
  const anywhere = texts.map((_, index) => index);
  const pool = knife.how === 'unquote' ? quotes : knife.how === 'split' ? split : anywhere;
  const at = pool[knife.at % Math.max(1, pool.length)] ?? 0;
  const word = texts[at] ?? '';
  const to = knife.to % (texts.length + 1);
  const result: Readonly<Record<Knife['how'], () => readonly string[]>> = {
    delete: () => texts.toSpliced(at, 1),
    double: () => texts.toSpliced(at, 0, word),
    misspell: () => texts.with(at, misspelt(word, knife)),
    move: () => texts.toSpliced(at, 1).toSpliced(to, 0, word),
    insert: () => texts.toSpliced(to, 0, knife.foreign),
    split: () => texts.with(at, splitWord(word, knife)),
    unquote: () => texts.with(at, word.replace('"', '')),
  };
  const text = result[knife.how]().filter((piece) => piece !== '').join(' '); // prettier-ignore
  const isInserted = knife.how === 'insert';
  return { text, how: knife.how, word, part: isInserted ? undefined : words[at]?.part, inserted: isInserted ? knife.foreign : undefined };
} // prettier-ignore
