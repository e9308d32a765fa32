/** What an offer may not do, told from what the sentence was made of and not from what the product understood of it. */
import { parseCommand } from '../../src/bot/parse-command';
import type { ObjectPhrase, ScopePhrase } from '../../src/recovery/scope';
import type { TimePhrase } from '../../src/recovery/time-phrase';
import { HERE, MENTIONS, type Broken, type Meaning, type Named, type RequestMeaning } from './offer-sentences';

export function offersFor(text: string): readonly string[] {
  const parsed = parseCommand({ text, mentions: MENTIONS.filter((mention) => text.includes(mention.text)) }, HERE);
  if (parsed.kind === 'malformed') return parsed.rewrites;
  return parsed.kind === 'unknown' ? [parsed.nearest] : [];
}

const parse = (text: string) => parseCommand({ text, mentions: [] }, HERE);
const LOOKS = ['help', 'requests', 'snapshots', 'history', 'whoCanApprove', 'status'];
const KIND_OF: Readonly<Record<string, string>> = { 'who changed': 'whoChanged', run: 'runNow' };

const keyOf = (phrase: ObjectPhrase): string =>
  phrase.by === 'name' ? `${phrase.type ?? ''} ${phrase.name}`.trim().toLowerCase() : `id ${phrase.id}`;
const keysOf = (objects: readonly Named[]): readonly string[] => objects.map(({ key }) => key.toLowerCase());

/** How many of them are not among the others. */
const missing = (wanted: readonly string[], found: readonly string[]): number =>
  wanted.filter((key) => !found.includes(key)).length;

function scopeFault(meant: Meaning, offered: ScopePhrase, { part }: Broken): string | undefined {
  if (meant.kinds === undefined) {
    if (offered.kind !== 'objects') return 'kinds in place of objects';
    const [wanted, found] = [keysOf(meant.objects), offered.objects.map(keyOf)];
    if (found.length > wanted.length) return 'more objects';
    if (missing(found, wanted) > (part === 'main' ? 1 : 0)) return 'other objects';
    return missing(wanted, found) > (part === 'main' ? 1 : 0) ? 'fewer objects' : undefined;
  }
  if (offered.kind === 'objects') return 'objects in place of kinds';
  if (offered.kind === 'everything' && meant.kinds !== 'everything') return 'everything in place of kinds';
  if (offered.kind === 'types' && meant.kinds !== 'everything') {
    const kinds: readonly string[] = meant.kinds;
    if (offered.types.some((type) => !kinds.includes(type))) return 'another kind';
  }
  const [wanted, found] = [keysOf(meant.except), offered.except.map(keyOf)];
  if (found.length < wanted.length) return 'an exception is lost';
  return missing(wanted, found) > (part === 'except' ? 1 : 0) ? 'other exceptions' : undefined;
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

function timeFault({ time }: Meaning, phrase: TimePhrase, { part, text }: Broken): string | undefined {
  if (time.is.includes(meaningOf(phrase)) && relationFits(time.relation, phrase, text)) return undefined;
  if (part !== 'time' && part !== 'from') return 'another time';
  if (!relationFits(time.relation, phrase, text)) return 'another relation';
  const saysClock = time.clock !== undefined && text.includes(time.clock);
  if (!saysClock) return undefined;
  if (phrase.kind !== 'instant') return 'the clock is lost';
  const clocks = (time.zones ?? []).map((zone) => clockIn(phrase.at, zone));
  return clocks.includes(time.clock) ? undefined : 'the offset is lost';
}

function relationFits(meant: Meaning['time']['relation'], phrase: TimePhrase, text: string): boolean {
  if (phrase.kind !== 'day' && phrase.kind !== 'instant') return meant === 'at';
  const relation = RELATION_OF[phrase.relation];
  if (phrase.kind === 'instant' && meant === 'since') return relation === 'after';
  return relation === meant || !new RegExp(`\\b${meant}\\b`, 'i').test(text);
}

function planFault(meant: Meaning, command: Extract<ReturnType<typeof parse>, { scope: ScopePhrase }>, broken: Broken): string | undefined {
  const scope = scopeFault(meant, command.scope, broken);
  if (scope !== undefined || command.kind === 'whoChanged') return scope;
  const reason = command.kind === 'restore' ? command.reason : undefined;
  const isReasonBroken = broken.part === 'reason' || broken.part === 'because' || broken.how === 'move';
  if (!isReasonBroken && reason !== meant.reason) return 'the reason is lost';
  if (isReasonBroken && meant.reason !== undefined && reason === undefined && broken.text.includes('because ')) return 'the reason is lost';
  return timeFault(meant, command.time, broken);
} // prettier-ignore

function requestFault({ id, reason, filter }: RequestMeaning, command: ReturnType<typeof parse>, { how, part, text }: Broken): string | undefined {
  if (!('id' in command)) return 'another command';
  if (command.id !== id) return 'another request';
  const said = 'reason' in command ? command.reason : undefined;
  if (reason !== undefined && said === undefined && how !== 'delete') return 'the reason is lost';
  if (filter !== undefined && part !== 'filter' && command.kind === 'changes' && command.filterWords === undefined) return 'the filter is lost';
  return text.includes('R-8M4P') && !(said ?? '').includes('R-8M4P') ? 'one request of two' : undefined;
} // prettier-ignore

/** Slipped in, these change nothing; any other word may have been meant to narrow what was asked. */
const HARMLESS = ['please', 'usrs', 'ecxept'];

/** @returns what is wrong with the offer, if anything is */
export function faultOf(offer: string, meant: Meaning | RequestMeaning, broken: Broken): string | undefined {
  const command = parse(offer);
  if (command.kind === 'malformed' || command.kind === 'unknown') return 'it is no command';
  if (LOOKS.includes(command.kind)) return undefined;
  const kind = KIND_OF[meant.verb] ?? meant.verb;
  const isWeaker = command.kind === 'preview' && (kind === 'restore' || kind === 'whoChanged');
  if (command.kind !== kind && !(isWeaker && broken.part === 'verb')) return `${command.kind} in place of ${kind}`;
  const { inserted } = broken;
  if (inserted !== undefined && !HARMLESS.includes(inserted) && !offer.toLowerCase().includes(inserted.toLowerCase())) return `without “${inserted}”`;
  if ('id' in meant) return requestFault(meant, command, broken);
  return 'scope' in command ? planFault(meant, command, broken) : 'another command';
} // prettier-ignore
