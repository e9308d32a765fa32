/** What somebody most likely wanted to say: a whole command that parses, to be offered and never executed. */
import { nearestWord } from '../shared/nearest-word';
import { WORDS_FOR_ALL, WORDS_FOR_ONE } from '../recovery/scope-vocabulary';
import { looksLikeTime } from '../times/time-words';
import { readId } from './args';
import { commandAt, commandOf, COMMAND_WORDS, lookFor, type CommandName } from './command-words';
import { IDLE } from './stays-within';
import { splitReason, wordsOutsideQuotes } from './words';

/** What people say instead, in their own words. */
const INTENTS: ReadonlyMap<string, CommandName> = new Map([
  ...['recover', 'undo', 'rollback', 'revert', 'rewind', 'reset', 'roll', 'bring', 'fix', 'undelete', 'wiederherstellen', 'restaurar', 'restaurer', 'gjenopprett', 'herstel', 'ripristina'].map((word) => [word, 'restore'] as const),
  ...['diff', 'compare', 'plan', 'simulate', 'dryrun', 'vorschau', 'apercu'].map((word) => [word, 'preview'] as const),
  ...['list', 'versions', 'sikkerhetskopier', 'copies'].map((word) => [word, 'snapshots'] as const),
  ...['pending', 'open', 'queue', 'yes', 'ok', 'okay', 'lgtm', 'mine'].map((word) => [word, 'requests'] as const),
  ...['show', 'state', 'progress', 'info', 'details'].map((word) => [word, 'status'] as const),
  ...['export', 'what', 'csv'].map((word) => [word, 'changes'] as const),
  ...['accept', 'allow', 'vote', 'sign', 'confirm', 'godkjenn'].map((word) => [word, 'approve'] as const),
  ...['deny', 'decline', 'refuse', 'veto', 'no'].map((word) => [word, 'reject'] as const),
  ...['abort', 'stop', 'kill', 'halt', 'stopp'].map((word) => [word, 'cancel'] as const),
  ...['retract', 'unapprove', 'unvote'].map((word) => [word, 'withdraw'] as const),
  ...['execute', 'go', 'proceed', 'continue'].map((word) => [word, 'runNow'] as const),
  ...['begin', 'launch'].map((word) => [word, 'start'] as const),
  ...['request', 'propose'].map((word) => [word, 'ask'] as const),
  ...['errors', 'failures', 'error', 'fail'].map((word) => [word, 'failed'] as const),
  ...['audit', 'audits', 'blame'].map((word) => [word, 'whoChanged'] as const),
  ...['log', 'logs', 'past'].map((word) => [word, 'history'] as const),
  ...['hilfe', 'aide', 'ayuda', 'hjelp', 'usage', 'man', 'commands', 'menu'].map((word) => [word, 'help'] as const),
]); // prettier-ignore

/** A command may stand behind "please" or "could you". */
const LEADING_WORDS = 6;
const LOOKED_AT = 600;

/** A text that was understood comes back; one that was not comes back as its first rewrite, or not at all. */
export type Offer = (text: string) => string | undefined;

/** Near to other words, and the opposite of what stands behind them. */
const NEGATIONS: readonly string[] = ['not', 'never', "don't", 'dont', 'nor'];

function meantBy(word: string): CommandName | undefined {
  if (NEGATIONS.includes(word)) return undefined;
  const intent = INTENTS.get(word);
  if (intent !== undefined) return intent;
  const near = nearestWord(word, COMMAND_WORDS) ?? nearestWord(word, INTENTS.keys());
  return near === undefined ? undefined : (commandAt(near)?.name ?? INTENTS.get(near));
}

/** Words around a verb that take nothing away from what is asked for; whoever says "don't" is offered nothing. */
const POLITE: readonly string[] = [...IDLE, 'could', 'can', 'would', 'will', 'you', 'hi', 'hey', 'hello', 'ok', 'okay', 'i', 'we', 'want', 'need', 'to', 'us', 'me', 'let', "let's", 'lets', 'rewind', '@rewind']; // prettier-ignore
const isPolite = (word: string): boolean => POLITE.includes(word.toLowerCase().replace(/[,.:;!?]+$/, ''));

/** `bring back`, `roll back`: the second half of the verb, directly behind it or at the end. */
function withoutBack(words: readonly string[]): readonly string[] {
  const place = words.findIndex((word) => word.toLowerCase() === 'back');
  return place === 0 || place === words.length - 1 ? words.toSpliced(place, 1) : words;
}

/** The first word read as a verb, with the id that was said where nothing else was, or with all that follows. */
function asVerb(words: readonly string[], id: string | undefined): readonly string[] {
  const meant = meantBy((words[0] ?? '').toLowerCase());
  if (meant === undefined) return [];
  const verb = commandOf(meant).words[0];
  const rest = meant === 'restore' ? withoutBack(words.slice(1)) : words.slice(1);
  const isIdAlone = rest.every((word) => isPolite(word) || readId(word).kind === 'id');
  return [...(id === undefined || !isIdAlone ? [] : [`${verb} ${id}`]), [verb, ...rest].join(' ')];
}

/** `please restore users from yesterday` */
const behindWords = (words: readonly string[]): readonly string[] =>
  words
    .slice(0, LEADING_WORDS)
    .filter((_, index) => words.slice(0, index).every(isPolite))
    .map((_, index) => words.slice(index).join(' '))
    .filter((rest) => commandAt(rest) !== undefined);

const TURNED: readonly CommandName[] = ['restore', 'preview', 'whoChanged'];

const beginsTime = (text: string): boolean =>
  /^(?:from|before|after|since|as of|on|at)\s/i.test(text) || looksLikeTime(text.split(' ', 1)[0] ?? '');

/** `from yesterday restore users`, `users restore from yesterday`: the verb behind what it stands before. */
function verbFirst(words: readonly string[]): readonly string[] {
  const { head, reason } = splitReason(words.join(' '));
  const because = reason === undefined ? '' : ` because ${reason}`;
  return wordsOutsideQuotes(head).slice(1).flatMap(({ start }) => {
    const command = commandAt(head.slice(start));
    if (!command || !TURNED.includes(command.name)) return [];
    const [verb, before] = [commandOf(command.name).words[0], head.slice(0, start).trim()];
    const isTurned = beginsTime(before) || command.rest === '' || beginsTime(command.rest);
    const parts = beginsTime(before) ? [verb, command.rest, before] : [verb, before, command.rest];
    return isTurned ? [parts.filter((part) => part !== '').join(' ') + because] : [];
  }); // prettier-ignore
}

/** `users from yesterday`: a plan without its verb. */
function asPlan(words: readonly string[]): readonly string[] {
  const isPlan = words.some((word) => {
    const lower = word.toLowerCase();
    return looksLikeTime(lower) || WORDS_FOR_ALL.has(lower) || WORDS_FOR_ONE.has(lower);
  });
  return isPlan ? [`preview ${words.join(' ')}`] : [];
}

/** Texts to try, the likeliest first. */
function guessesOf(words: readonly string[], offer: Offer): readonly string[] {
  const id = words.map(readId).find((reading) => reading.kind === 'id')?.id;
  const meant = meantBy((words[0] ?? '').toLowerCase());
  // As a whole or not at all: every word is kept.
  const turned = verbFirst(words).filter((guess) => offer(guess) === guess);
  return [
    ...asVerb(words, id),
    ...behindWords(words),
    ...turned,
    ...(id === undefined ? [] : [`status ${id}`]),
    ...(meant === undefined ? asPlan(words) : [lookFor(commandOf(meant))]),
  ];
}

/** @param text - cleaned, and no command */
export function nearestCommand(text: string, offer: Offer): string {
  const words = text.slice(0, LOOKED_AT).replace(/^"|"$/g, '').split(' ').filter((word) => word !== ''); // prettier-ignore
  for (const guess of guessesOf(words, offer)) {
    const offered = offer(guess);
    if (offered !== undefined) return offered;
  }
  return 'help';
}
