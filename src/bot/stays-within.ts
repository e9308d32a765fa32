/**
 * The judge of offers: an offered command never does more than was typed. It keeps the verb, every object, exception, word of the time and
 * the reason; one word that was not understood may be replaced by the nearest one that is. What only looks may always be offered.
 */
import type { ScopePhrase } from '../recovery/scope';
import { keepsScope } from '../recovery/scope-kept';
import { nearestWord } from '../shared/nearest-word';
import { keepsTime } from '../times/time-kept';
import type { Here } from '../times/time-resolution';
import { timePhraseIn, type TimePhrase } from '../times/time-phrase';
import { looksLikeTime, RELATIONS } from '../times/time-words';
import { tokensOf } from '../times/time-tokens';
import { isGuid, type RequestId } from '../shared/ids';
import { readId, splitPage } from './args';
import { commandAt } from './command-words';
import type { Understood } from './parsed-command';
import { readPlanWords } from './plan-words';
import { splitReason, splitsAtAs, wordsOutsideQuotes } from './words';

interface Offer {
  readonly text: string;
  /** What the text is understood as. */
  readonly command: Understood;
}

/** Words that ask for nothing. */
export const IDLE: readonly string[] = ['please', 'pls', 'plz', 'kindly', 'thanks', 'now', 'the', 'of', 'for', 'it', 'as', 'request', 'preview']; // prettier-ignore
/** More words than any time has. */
const TIME_WORDS = 20;

const wordsIn = (text: string): readonly string[] =>
  text.toLowerCase().replace(/["!?.,;:]+(?= |$)|"/g, ' ').split(/\s+/).filter((word) => word !== ''); // prettier-ignore

const idsIn = (text: string): ReadonlySet<RequestId> =>
  new Set(text.split(' ').map((word) => readId(word.replace(/[!?.,;:]+$/, ''))).flatMap((read) => (read.kind === 'id' ? [read.id] : []))); // prettier-ignore

/** About a request: every other word is the command's, too, or asks for nothing. */
function keepsWords(
  typed: string,
  offer: Offer & { readonly command: Extract<Understood, { readonly id: RequestId }> },
): boolean {
  const ids = idsIn(splitReason(typed).head);
  if (ids.size !== 1 || !ids.has(offer.command.id)) return false;
  const offered = new Set([...wordsIn(offer.text), ...IDLE]);
  const isKept = (word: string): boolean => offered.has(word) || readId(word).kind === 'id';
  return wordsIn(offer.command.kind === 'changes' ? withoutPage(typed) : typed).every(isKept);
}

interface PlanTyped {
  readonly body: string;
  readonly reason?: string | undefined;
}

/** What stands behind the verb, with and without `as` read as because. */
function bodiesOf(typed: string): readonly PlanTyped[] {
  const rest = commandAt(typed)?.rest ?? '';
  const { head, reason } = splitReason(rest);
  if (reason !== undefined) return [{ body: head, reason }];
  return [{ body: head }, ...splitsAtAs(head).map(({ head: body, reason: said }) => ({ body, reason: said }))];
}

/** Every place where the scope could end or the time could end, time behind scope or before it. */
function halvesOf(body: string): readonly { readonly scope: string; readonly time: string }[] {
  // An open quotation ends nobody knows where.
  const isOpen = body.split('"').length % 2 === 0;
  const words = wordsOutsideQuotes(isOpen ? body.replaceAll('"', ' ') : body);
  const starts = [...words.map(({ start }) => start), body.length];
  const behind = starts.slice(-TIME_WORDS).map((at) => ({ scope: body.slice(0, at).trim(), time: body.slice(at).trim() })); // prettier-ignore
  const before = starts.slice(0, TIME_WORDS).map((at) => ({ scope: body.slice(at).trim(), time: body.slice(0, at).trim() })); // prettier-ignore
  return [...behind, ...before];
}

interface Listening {
  readonly here: Here;
  /** Words that may be said before a time, or left out. */
  readonly starters: readonly string[];
}

function keepsTimeText(text: string, offered: TimePhrase, { here, starters }: Listening): boolean {
  if (JSON.stringify(timePhraseIn(text, here)) === JSON.stringify(offered)) return true;
  return starters.some((starter) => keepsTime(tokensOf(`${starter} ${text}`), offered, here));
}

/** A name without quotes that took in the beginning of a time: nobody said that. */
const hasTimeInName = (scope: string): boolean =>
  wordsOutsideQuotes(scope).some(({ word }) => looksLikeTime(word) || /^as$|=$/i.test(word) || isNearStarter(word));

/** `asince`, `frnm` */
const isNearStarter = (word: string): boolean => nearestWord(word.toLowerCase(), ['from', ...RELATIONS]) !== undefined;

/** A name that took in somebody else's id or address. */
function hasOtherInName(scope: ScopePhrase): boolean {
  const phrases = scope.kind === 'objects' ? scope.objects : scope.except;
  const names = phrases.flatMap((phrase) => (phrase.by === 'name' ? [phrase.name.split(' ')] : []));
  return names.some((words) => words.length > 1 && words.some((word) => isGuid(word) || word.includes('@')));
}

function keepsBody(body: string, offered: string, listening: Listening): boolean {
  const plan = readPlanWords(offered, { people: [], here: listening.here });
  if (!plan || hasTimeInName(plan.scopeText) || hasOtherInName(plan.scope)) return false;
  return halvesOf(body).some(
    ({ scope, time }) => keepsScope(scope, plan.scopeText) && keepsTimeText(time, plan.time, listening),
  );
}

function keepsPlan(typed: string, { text, command }: Offer, here: Here): boolean {
  const { head, reason } = splitReason(commandAt(text)?.rest ?? '');
  const isAudit = command.kind === 'whoChanged';
  const offered = isAudit ? splitPage(head).before : head;
  // A beginning may be said without its word.
  const starters = isAudit ? ['', 'since'] : [''];
  return bodiesOf(typed).some(
    (said) =>
      said.reason === reason && keepsBody(isAudit ? withoutPage(said.body) : said.body, offered, { here, starters }),
  );
}

const withoutPage = (body: string): string => body.replace(/(?:^|\s)page \S{1,12}$/i, '');

/**
 * @param typed - cleaned, mentions as they are typed, and beginning with a command's words
 * @returns whether the offer may be a button
 */
export function staysWithin(typed: string, offer: Offer, here: Here): boolean {
  const { command } = offer;
  const isSameVerb = commandAt(typed)?.name === command.kind;
  switch (command.kind) {
    case 'snapshots':
    case 'requests':
    case 'whoCanApprove':
    case 'history':
    case 'help':
      return true;
    case 'status':
      return idsIn(typed).has(command.id);
    case 'preview':
    case 'restore':
    case 'whoChanged':
      return isSameVerb && keepsPlan(typed, offer, here);
    case 'changes':
    case 'failed':
    case 'evidence':
    case 'approve':
    case 'reject':
    case 'withdraw':
    case 'cancel':
    case 'start':
    case 'ask':
    case 'runNow':
    case 'check':
    case 'retry':
    case 'split':
      return isSameVerb && keepsWords(typed, { ...offer, command });
  }
}
