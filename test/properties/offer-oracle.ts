/** What an offer may not do, told from what the sentence was made of and not from what the product understood of it. */
import { parseCommand } from '../../src/bot/parse-command';
import type { ObjectPhrase, ScopePhrase } from '../../src/recovery/scope';
import type { TimePhrase } from '../../src/times/time-phrase';
import {
  HERE,
  MENTIONS,
  type Broken,
  type Meaning,
  type Named,
  type Part,
  type RequestMeaning,
} from './offer-sentences';

export function offersFor(text: string): readonly string[] {
  const parsed = parseCommand({ text, mentions: MENTIONS.filter((mention) => text.includes(mention.text)) }, HERE);
  if (parsed.kind === 'malformed') return parsed.rewrites;
  return parsed.kind === 'unknown' ? [parsed.nearest] : [];
}

const parse = (text: string) => parseCommand({ text, mentions: [] }, HERE);
type Parsed = ReturnType<typeof parse>;
type Plan = Extract<Parsed, { scope: ScopePhrase }>;
const LOOKS = ['help', 'requests', 'snapshots', 'history', 'whoCanApprove', 'status'];
const KIND_OF: Readonly<Record<string, string>> = { 'who changed': 'whoChanged', run: 'runNow' };

const keyOf = (phrase: ObjectPhrase): string =>
  phrase.by === 'name' ? `${phrase.type ?? ''} ${phrase.name}`.trim().toLowerCase() : `id ${phrase.id}`;
const keysOf = (objects: readonly Named[]): readonly string[] => objects.map(({ key }) => key.toLowerCase());

/** How many of them are not among the others. */
const missing = (wanted: readonly string[], found: readonly string[]): number =>
  wanted.filter((key) => !found.includes(key)).length;

/** Where a word was slipped into a name without quotes, or out of one, the name is another one: that is what was typed. */
const isLoose = ({ how }: Broken): boolean => ['insert', 'move', 'double'].includes(how);
/** Two names that lost what stood between them are one. */
const mayMelt = ({ how }: Broken): number => (['move', 'delete'].includes(how) ? 1 : 0);
const alteredIn = (part: Part, mistake: Broken): number => (mistake.part === part || isLoose(mistake) ? 1 : 0);

function objectsFault(meant: Meaning, offered: ScopePhrase, mistake: Broken): string | undefined {
  if (offered.kind !== 'objects') return 'kinds in place of objects';
  const [wanted, found] = [keysOf(meant.objects), offered.objects.map(keyOf)];
  const altered = alteredIn('main', mistake);
  const more = mistake.how === 'double' ? 1 : 0;
  if (found.length > wanted.length + more) return 'more objects';
  if (missing(found, wanted) > altered) return 'other objects';
  return missing(wanted, found) > altered + mayMelt(mistake) ? 'fewer objects' : undefined;
}

function kindsFault({ kinds }: Meaning, offered: ScopePhrase, { word }: Broken): string | undefined {
  if (offered.kind === 'objects') return 'objects in place of kinds';
  if (kinds === 'everything' || kinds === undefined) return undefined;
  if (offered.kind === 'everything') return 'everything in place of kinds';
  // Without its first word, enterprise apps are apps.
  const typed = word === 'enterprise' ? [...kinds, 'application'] : kinds;
  return offered.types.some((type) => !typed.includes(type)) ? 'another kind' : undefined;
}

function exceptFault({ except }: Meaning, offered: readonly ObjectPhrase[], mistake: Broken): string | undefined {
  const [wanted, found] = [keysOf(except), offered.map(keyOf)];
  const melted = mistake.part === 'except' ? mayMelt(mistake) : 0;
  if (found.length < wanted.length - melted) return 'an exception is lost';
  return missing(wanted, found) > alteredIn('except', mistake) + mayMelt(mistake) ? 'other exceptions' : undefined;
}

function scopeFault(meant: Meaning, offered: ScopePhrase, mistake: Broken): string | undefined {
  if (meant.kinds === undefined) return objectsFault(meant, offered, mistake);
  const fault = kindsFault(meant, offered, mistake);
  return fault ?? (offered.kind === 'objects' ? undefined : exceptFault(meant, offered.except, mistake));
}

function meaningOf(phrase: TimePhrase): string {
  switch (phrase.kind) {
    case 'day':
      return `day ${phrase.day}`;
    case 'instant':
      return phrase.at.toISOString();
    case 'number':
      return `#${phrase.number}`;
    case 'snapshotId':
      return `id ${phrase.id}`;
    case 'latest':
    case 'oldest':
      return phrase.kind;
  }
}

const RELATION_OF = { on: 'at', atOrBefore: 'at', before: 'before', after: 'after', since: 'since' } as const;

const clockIn = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** A quotation mark, because or a part of the time that was moved takes the time into a name or a reason: it is not said any more. */
const hidesTime = ({ how, part, word }: Broken): boolean =>
  how === 'move' && (part === 'because' || part === 'time' || /["<]/.test(word));

function clockFault({ clock, zones = [] }: Meaning['time'], phrase: TimePhrase, text: string): string | undefined {
  const [said = ''] = text.split(' because ');
  if (clock === undefined || !said.includes(clock)) return undefined;
  if (phrase.kind !== 'instant') return 'the clock is lost';
  return zones.some((zone) => clockIn(phrase.at, zone) === clock) ? undefined : 'the offset is lost';
}

function timeFault({ time }: Meaning, phrase: TimePhrase, { part, text }: Broken): string | undefined {
  const fits = relationFits(time.relation, phrase, text);
  if (fits && time.is.includes(meaningOf(phrase))) return undefined;
  if (part !== 'time' && part !== 'from') return 'another time';
  return fits ? clockFault(time, phrase, text) : 'another relation';
}

function relationFits(meant: Meaning['time']['relation'], phrase: TimePhrase, text: string): boolean {
  if (phrase.kind !== 'day' && phrase.kind !== 'instant') return meant === 'at';
  const relation = RELATION_OF[phrase.relation];
  if (phrase.kind === 'instant' && meant === 'since') return relation === 'after';
  return relation === meant || !new RegExp(`\\b${meant}\\b`, 'i').test(text);
}

function reasonFault(meant: Meaning, reason: string | undefined, { text }: Broken): string | undefined {
  const [, ...said] = text.split(' because ');
  if (said.length > 0) return reason === said.join(' because ') ? undefined : 'the reason is lost';
  return reason === undefined || reason === meant.reason ? undefined : 'another reason';
}

function planFault(meant: Meaning, command: Plan, mistake: Broken): string | undefined {
  if (hidesTime(mistake)) return undefined;
  const scope = scopeFault(meant, command.scope, mistake);
  if (scope !== undefined || command.kind === 'whoChanged') return scope;
  const reason = command.kind === 'restore' ? command.reason : undefined;
  return reasonFault(meant, reason, mistake) ?? timeFault(meant, command.time, mistake);
}

const saysReason = (command: Parsed): string | undefined => ('reason' in command ? command.reason : undefined);
const losesFilter = ({ filter }: RequestMeaning, command: Parsed, { part }: Broken): boolean =>
  filter !== undefined && part !== 'filter' && command.kind === 'changes' && command.filterWords === undefined;

const isOneOfTwo = (text: string, reason = ''): boolean => text.includes('R-8M4P') && !reason.includes('R-8M4P');

function requestFault(meant: RequestMeaning, command: Parsed, mistake: Broken): string | undefined {
  if (!('id' in command) || command.id !== meant.id) return 'another request';
  const reason = saysReason(command);
  if (meant.reason !== undefined && reason === undefined && mistake.how !== 'delete') return 'the reason is lost';
  if (losesFilter(meant, command, mistake)) return 'the filter is lost';
  return isOneOfTwo(mistake.text, reason) ? 'one request of two' : undefined;
}

/** Slipped in, these change nothing; any other word may have been meant to narrow what was asked. */
const HARMLESS = ['please'];

function verbFault(command: Parsed, verb: string, { text }: Broken): string | undefined {
  const kind = KIND_OF[verb] ?? verb;
  const isWeaker = command.kind === 'preview' && ['restore', 'whoChanged'].includes(kind);
  return command.kind === kind || (isWeaker && !text.startsWith(verb))
    ? undefined
    : `${command.kind} in place of ${kind}`;
}

function insertedFault(offer: string, { inserted = 'please' }: Broken): string | undefined {
  const isKept = HARMLESS.includes(inserted) || offer.toLowerCase().includes(inserted.toLowerCase());
  return isKept ? undefined : `without “${inserted}”`;
}

/** @returns what is wrong with the offer, if anything is */
export function faultOf(offer: string, meant: Meaning | RequestMeaning, mistake: Broken): string | undefined {
  const command = parse(offer);
  if (command.kind === 'malformed' || command.kind === 'unknown') return 'it is no command';
  if (LOOKS.includes(command.kind)) return undefined;
  const fault = verbFault(command, meant.verb, mistake) ?? insertedFault(offer, mistake);
  if (fault !== undefined) return fault;
  if ('id' in meant) return requestFault(meant, command, mistake);
  return 'scope' in command ? planFault(meant, command, mistake) : 'another command';
}
