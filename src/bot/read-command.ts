/** One command's words into what it asks for, by the command's name. Faults carry candidates that parse-command.ts tries. */
import { nearestWord } from '../shared/nearest-word';
import type { RequestId } from '../shared/ids';
import { readDays, readFilter, readId, splitPage } from './args';
import { commandAt, commandOf, COMMAND_WORDS, type CommandName } from './command-words';
import type { MalformedReason, Understood } from './parsed-command';
import { planFaultOf } from './plan-faults';
import { readPlanWords, type Hearing } from './plan-words';
import { readWhoChanged } from './who-changed-words';
import { shownPart, splitReason, splitsAtAs, withoutTrailing } from './words';

/** Not understood: why, and whole commands to try in its place. */
export interface Fault {
  readonly because: MalformedReason;
  readonly facts?: Readonly<Record<string, string>>;
  readonly rewrites: readonly string[];
}
export type Reading = { readonly command: Understood } | { readonly fault: Fault };

/** The words behind the verb. */
interface Said {
  readonly words: string;
  /** The same before `because`. */
  readonly head: string;
  readonly reason?: string | undefined;
  readonly hearing: Hearing;
}
type Reader = (said: Said) => Reading;

const LONGEST_REASON = 1000;
/** What the input of a card takes: these reasons wait there for the press. */
const LONGEST_ON_CARD = 500;
const ON_CARDS: readonly CommandName[] = ['approve', 'reject', 'ask'];
const LOOKED_AT = 500;

const understood = (command: Understood): Reading => ({ command });

function fault(because: MalformedReason, rewrites: readonly string[], typed = ''): Reading {
  return { fault: { because, rewrites, facts: typed === '' ? {} : { typed: shownPart(typed) } } };
}

const verbOf = (name: CommandName): string => commandOf(name).words[0];

/** The first word that is an id, wherever it stands. */
const idAmong = (text: string): RequestId | undefined =>
  text.slice(0, LOOKED_AT).split(' ').map(readId).find((reading) => reading.kind === 'id')?.id; // prettier-ignore

function idFault(name: CommandName, typed: string, reason?: string): Reading {
  if (typed === '') return fault('idMissing', ['requests']);
  const because = reason === undefined ? '' : ` because ${reason}`;
  const isLookalike = typed.slice(0, LOOKED_AT).split(' ').some((word) => readId(word).kind === 'lookalike'); // prettier-ignore
  const found = idAmong(typed);
  // What else was said may have been meant to narrow it: the judge of offers knows idle words from others.
  if (found !== undefined) return fault('leftOver', [`${verbOf(name)} ${found}${because}`, `status ${found}`], typed);
  return fault(isLookalike ? 'idLookalike' : 'idUnreadable', ['requests'], typed);
}

const about =
  (
    name: 'status' | 'withdraw' | 'cancel' | 'start' | 'runNow' | 'check' | 'retry' | 'split' | 'failed' | 'evidence',
  ): Reader =>
  ({ words }) => {
    const reading = readId(words);
    return reading.kind === 'id' ? understood({ kind: name, id: reading.id }) : idFault(name, words);
  };

const reasoned =
  (name: 'approve' | 'reject' | 'ask'): Reader =>
  ({ head, reason }) => {
    const whole = readId(head);
    if (whole.kind === 'id')
      return understood({ kind: name, id: whole.id, ...(reason === undefined ? {} : { reason }) });
    const [first = '', ...others] = head.split(' ');
    const id = readId(first);
    // What stands behind an approval's id without because may be anything, such as now.
    if (id.kind !== 'id' || reason !== undefined || name === 'approve') return idFault(name, head, reason);
    const because = others.join(' ').replace(/^as\s+/i, '');
    return fault('becauseMissing', [`${verbOf(name)} ${id.id} because ${because}`], head);
  };

const changes: Reader = ({ words }) => {
  const [first = ''] = words.split(' ', 1);
  const id = readId(first);
  if (id.kind !== 'id') return idFault('changes', words);
  const { before, page } = splitPage(words.slice(first.length).trim());
  if (page === undefined) return fault('pageUnreadable', [`changes ${id.id} ${before}`.trim()], words);
  if (before === '') return understood({ kind: 'changes', id: id.id, page });
  const filter = readFilter(before);
  if (filter) return understood({ kind: 'changes', id: id.id, page, filter, filterWords: before });
  return fault('filterUnknown', [`changes ${id.id} "${before.replaceAll('"', '')}"`], before);
};

/** A preview asks nobody, so it takes no reason; leaving the reason out, or asking for a recovery, is for the person to say. */
const preview: Reader = ({ head, reason, hearing }) => {
  const words = readPlanWords(head, hearing);
  if (words && reason === undefined) return understood({ kind: 'preview', ...words });
  if (words) return fault('previewTakesNoReason', [], `because ${reason ?? ''}`);
  const { rewrites, ...why } = planFaultOf(head, hearing);
  return { fault: { ...why, rewrites: rewrites.map((rewrite) => `preview ${rewrite}`) } };
};

/** `users from yesterday as the connector broke` may mean because; it may mean something else, too. */
function becauseMeant(head: string, hearing: Hearing): string | undefined {
  const split = splitsAtAs(head).find(({ head: words }) => readPlanWords(words, hearing) !== undefined);
  return split && `${split.head} because ${split.reason}`;
}

const restore: Reader = ({ head, reason, hearing }) => {
  const words = readPlanWords(head, hearing);
  if (words) return understood({ kind: 'restore', ...words, ...(reason === undefined ? {} : { reason }) });
  const meant = reason === undefined ? becauseMeant(head, hearing) : undefined;
  if (meant !== undefined) return fault('becauseMissing', [`restore ${meant}`], head);
  const { rewrites, ...why } = planFaultOf(head, hearing);
  const tail = reason === undefined ? '' : ` because ${reason}`;
  return { fault: { ...why, rewrites: rewrites.map((rewrite) => `restore ${rewrite}${tail}`) } };
};

const history: Reader = ({ words }) => {
  const days = readDays(words);
  if (days === undefined) return fault('daysUnreadable', ['history 30d', 'history 7d'], words);
  return understood({ kind: 'history', days });
};

const help: Reader = ({ words }) => {
  if (words === '' || words.toLowerCase() === 'here') return understood({ kind: 'help', here: words !== '' });
  const command = commandAt(words);
  if (command?.rest === '') return understood({ kind: 'help', command: command.name, here: false });
  const nearest = command ? verbOf(command.name) : nearestWord(words.toLowerCase(), [...COMMAND_WORDS, 'here']);
  return fault('noSuchCommand', nearest === undefined ? ['help'] : [`help ${nearest}`, 'help'], words);
};

const bare =
  (name: 'snapshots' | 'requests' | 'whoCanApprove'): Reader =>
  ({ words }) =>
    words === '' ? understood({ kind: name }) : fault('leftOver', [verbOf(name)], words);

const READERS: { readonly [Name in CommandName]: Reader } = {
  snapshots: bare('snapshots'),
  preview,
  restore,
  requests: bare('requests'),
  status: about('status'),
  changes,
  approve: reasoned('approve'),
  reject: reasoned('reject'),
  withdraw: about('withdraw'),
  cancel: about('cancel'),
  start: about('start'),
  ask: reasoned('ask'),
  runNow: about('runNow'),
  check: about('check'),
  retry: about('retry'),
  split: about('split'),
  failed: about('failed'),
  evidence: about('evidence'),
  history,
  whoChanged: ({ words, hearing }) => readWhoChanged(words, hearing),
  whoCanApprove: bare('whoCanApprove'),
  help,
};

/** @param rest - what stands behind the verb, cleaned */
export function readArguments(name: CommandName, rest: string, hearing: Hearing): Reading {
  const { head, reason } = splitReason(rest);
  const longest = ON_CARDS.includes(name) ? LONGEST_ON_CARD : LONGEST_REASON;
  if (reason !== undefined && reason.length > longest) {
    return {
      fault: { because: 'reasonTooLong', rewrites: [], facts: { limit: String(longest), typed: shownPart(reason) } },
    };
  }
  return READERS[name]({ words: withoutTrailing(rest), head, reason, hearing });
}
