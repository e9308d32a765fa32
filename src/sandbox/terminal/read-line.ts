/** What somebody types at the terminal, as one of a few things to do. Who and where are words; anything vague is answered, not guessed. */
import { MEMBERS, type CastMember } from '../cast';
import { INCIDENT_KINDS, type IncidentKind } from '../graph/seed/incidents';
import type { PlaceName } from '../teams/places';

export type TerminalLine =
  | { readonly kind: 'says'; readonly person: CastMember; readonly where: PlaceName; readonly text: string }
  | { readonly kind: 'presses'; readonly person: CastMember; readonly where: PlaceName; readonly button: string; readonly inputs: Readonly<Record<string, string>> } // prettier-ignore
  /** `account` is who signs in on the page: another person is refused there. */
  | { readonly kind: 'signsIn'; readonly person: CastMember; readonly account: CastMember }
  /** What the person says to the newest file that the bot offered in their personal chat. */
  | { readonly kind: 'answersFile'; readonly person: CastMember; readonly answer: 'accept' | 'decline' }
  | { readonly kind: 'show'; readonly person: CastMember | undefined; readonly where: PlaceName }
  | { readonly kind: 'incident'; readonly incident: IncidentKind }
  | { readonly kind: 'jump'; readonly ms: number }
  | { readonly kind: 'speed'; readonly factor: number }
  | { readonly kind: 'activate'; readonly person: CastMember }
  /** Another administrator starts one in Microsoft’s portal. */
  | { readonly kind: 'portal'; readonly job: 'preview' | 'recovery' }
  | { readonly kind: 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'notUnderstood'; readonly because: string };

const PLACES: Readonly<Record<string, PlaceName>> = {
  channel: 'incidentRoom',
  group: 'groupChat',
  personal: 'personal',
};
const FILE_ANSWERS = ['accept', 'decline'] as const;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DEFAULT_PLACE: PlaceName = 'groupChat';
const FASTEST = 3600;
const LONGEST_JUMP_MS = 30 * 86_400_000;

const PEOPLE = `Known are ${MEMBERS.map(({ alias }) => alias).join(', ')}.`;
const notUnderstood = (because: string): TerminalLine => ({ kind: 'notUnderstood', because });

export function readLine(line: string): TerminalLine {
  const text = line.trim();
  const [verb = '', ...rest] = text.split(/\s+/);
  const argument = rest.join(' ');
  switch (verb.toLowerCase()) {
    case '':
      return { kind: 'nothing' };
    case 'as':
      return readAs(text.slice(verb.length).trim());
    case 'show':
      return readShow(argument);
    case 'incident':
      return readIncident(argument);
    case 'jump':
      return readJump(argument);
    case 'speed':
      return readSpeed(argument);
    case 'activate':
      return withPerson(argument, (person) => ({ kind: 'activate', person }));
    case 'portal':
      return readPortal(argument.toLowerCase());
    case 'help':
    case '?':
      return { kind: 'help' };
    case 'quit':
    case 'exit':
      return { kind: 'quit' };
    default:
      return notUnderstood(`“${verb}” is no word here; speak as somebody: as ana: restore users from yesterday`);
  }
}

/** `ben [in channel]: words`, `ben [in channel] press Approve [in channel] [reason=…]`, `ben sign in [as cleo]`, `ben show`. */
function readAs(text: string): TerminalLine {
  const said = /^(\w+)(?:\s+in\s+(\w+))?\s*(?::\s*(.*)|\s(.*))?$/su.exec(text);
  const [, alias = '', place = '', words, deed = ''] = said ?? [];
  return withPerson(
    alias,
    (person) =>
    withPlace(place, (where) => (words === undefined ? readDeed(deed.trim(), person, where) : readWords(words, person, where))), // prettier-ignore
  );
}

function readWords(words: string, person: CastMember, where: PlaceName): TerminalLine {
  if (words.trim() === '') return notUnderstood(`What does ${person.name} say? as ${person.alias}: help`);
  return { kind: 'says', person, where, text: words.trim() };
}

function readDeed(deed: string, person: CastMember, where: PlaceName): TerminalLine {
  const [, pressed] = /^press\s+(.+)$/isu.exec(deed) ?? [];
  if (pressed !== undefined) return readPress(pressed, person, where);
  const signsIn = /^sign\s+in(?:\s+as\s+(\w+))?$/i.exec(deed);
  if (signsIn) return withPerson(signsIn[1] ?? person.alias, (account) => ({ kind: 'signsIn', person, account }));
  const answer = FILE_ANSWERS.find((word) => deed.toLowerCase() === `${word} file`);
  if (answer) return { kind: 'answersFile', person, answer };
  const shown = /^show(?:\s+in\s+(\w+))?$/i.exec(deed);
  if (shown) return shown[1] ? withPlace(shown[1], (place) => ({ kind: 'show', person, where: place })) : { kind: 'show', person, where }; // prettier-ignore
  return notUnderstood(`What does ${person.name} do? as ${person.alias}: …, as ${person.alias} press …, as ${person.alias} sign in`); // prettier-ignore
}

function readPress(pressed: string, person: CastMember, where: PlaceName): TerminalLine {
  const { words, inputs } = splitInputs(pressed);
  const [, button = words, place] = /^(.+?)\s+in\s+(channel|group|personal)$/i.exec(words) ?? [];
  const press = (at: PlaceName): TerminalLine =>
    button === '' ? notUnderstood('Which button?') : { kind: 'presses', person, where: at, button, inputs };
  return place === undefined ? press(where) : withPlace(place, press);
}

/** `Reject reason=too broad` → the button, and what is typed into the card. A value goes on until the next `name=`. */
function splitInputs(text: string): { readonly words: string; readonly inputs: Readonly<Record<string, string>> } {
  const [words = '', ...pairs] = ` ${text}`.split(/\s+(?=[a-z]\w*=)/i);
  const inputs = pairs.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1).trim().replace(/^"(.*)"$/s, '$1')]; // prettier-ignore
  });
  return { words: words.trim(), inputs: Object.fromEntries(inputs) };
}

function readShow(argument: string): TerminalLine {
  const [, alias, place = ''] = /^(?:as\s+(\w+)\s*)?(?:in\s+(\w+))?$/i.exec(argument) ?? [];
  return withPlace(place, (where) =>
    alias === undefined
      ? { kind: 'show', person: undefined, where }
      : withPerson(alias, (person) => ({ kind: 'show', person, where })),
  );
}

function readIncident(argument: string): TerminalLine {
  const incident = INCIDENT_KINDS.find((kind) => kind.toLowerCase() === argument.toLowerCase());
  return incident ? { kind: 'incident', incident } : notUnderstood(`Incidents are ${INCIDENT_KINDS.join(', ')}.`);
}

function readPortal(job: string): TerminalLine {
  return job === 'preview' || job === 'recovery' ? { kind: 'portal', job } : notUnderstood('What does the portal start? portal recovery, portal preview'); // prettier-ignore
}

function readJump(argument: string): TerminalLine {
  const [, count = '', unit = ''] = /^(\d{1,6})\s*([smhd])$/i.exec(argument) ?? [];
  const ms = Number(count) * (UNIT_MS[unit.toLowerCase()] ?? 0);
  return ms > 0 && ms <= LONGEST_JUMP_MS ? { kind: 'jump', ms } : notUnderstood('How far? jump 90s, jump 30m, jump 2h, jump 1d (at most 30d)'); // prettier-ignore
}

function readSpeed(argument: string): TerminalLine {
  const factor = /^\d{1,4}$/.test(argument) ? Number(argument) : 0;
  return factor >= 1 && factor <= FASTEST ? { kind: 'speed', factor } : notUnderstood(`How fast? speed 1 to speed ${FASTEST}`); // prettier-ignore
}

function withPerson(alias: string, then: (person: CastMember) => TerminalLine): TerminalLine {
  const person = MEMBERS.find((member) => member.alias === alias.toLowerCase());
  return person ? then(person) : notUnderstood(`Who is “${alias}”? ${PEOPLE}`);
}

function withPlace(word: string, then: (where: PlaceName) => TerminalLine): TerminalLine {
  const where = word === '' ? DEFAULT_PLACE : PLACES[word.toLowerCase()];
  return where ? then(where) : notUnderstood(`Where is “${word}”? Places are ${Object.keys(PLACES).join(', ')}.`);
}
