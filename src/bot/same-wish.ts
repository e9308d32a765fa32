/** Whether a choice is the wish that was asked about, with nothing changed but what it answers. */
import type { ObjectPhrase, ScopePhrase } from '../recovery/scope';
import type { TimePhrase } from '../times/time-phrase';
import type { Here } from '../times/time-resolution';
import { parseCommand } from './parse-command';
import type { Understood } from './parsed-command';

type Wish = Extract<Understood, { kind: 'preview' | 'restore' }>;

const keyOf = (phrase: ObjectPhrase): string =>
  phrase.by === 'name' ? `${phrase.type ?? ''} ${phrase.name.toLowerCase()}` : phrase.id;

/** The same objects in the same order, one of them found by its id at most. */
function areSame(asked: readonly ObjectPhrase[], offered: readonly ObjectPhrase[]): boolean {
  const answered = offered.filter(
    (phrase, index) => asked[index] === undefined || keyOf(asked[index]) !== keyOf(phrase),
  );
  return asked.length === offered.length && answered.length <= 1 && answered.every(({ by }) => by === 'id');
}

function isSameScope(asked: ScopePhrase, offered: ScopePhrase): boolean {
  if (asked.kind === 'objects' || offered.kind === 'objects')
    return asked.kind === 'objects' && offered.kind === 'objects' && areSame(asked.objects, offered.objects);
  const types = [asked, offered].map((scope) =>
    scope.kind === 'types' ? scope.types.toSorted().join() : 'everything',
  );
  return types[0] === types[1] && areSame(asked.except, offered.except);
}

const MINUTE_MS = 60_000;

/** The snapshot that was asked for by its id, or the same words: `26 hours ago` is a moment later now. */
function isSameTime(asked: TimePhrase, offered: TimePhrase): boolean {
  if (offered.kind === 'snapshotId') return true;
  if (asked.kind !== 'instant' || offered.kind !== 'instant') return JSON.stringify(asked) === JSON.stringify(offered);
  const apartMs = Math.abs(asked.at.getTime() - offered.at.getTime());
  return asked.relation === offered.relation && apartMs < MINUTE_MS;
}

export function isSameWish(wish: Wish, command: string, here: Here): boolean {
  const understood = parseCommand({ text: command, mentions: [] }, here);
  // Other names of the sentence may still be names without a kind.
  const offered = understood.kind === 'malformed' ? (understood.ifNames ?? understood) : understood;
  if (offered.kind !== wish.kind) return false;
  const reasons = [wish, offered].map((one) => (one.kind === 'restore' ? one.reason : undefined));
  return reasons[0] === reasons[1] && isSameScope(wish.scope, offered.scope) && isSameTime(wish.time, offered.time);
}
