/**
 * From a message to what it asks for. Nothing is guessed: what does not fit is `malformed` or `unknown`, with whole commands to offer
 * that do. Never throws, whatever is typed; every expression is linear in what it reads, and the message is limited first.
 */
import type { Here } from '../times/time-resolution';
import { cleanText, typeable, type CleanMessage } from './clean-text';
import { commandAt, commandOf, lookFor, type CommandName } from './command-words';
import type { Message } from './conversation';
import { nearestCommand } from './nearest-command';
import type { Malformed, Named, ParsedCommand, Understood } from './parsed-command';
import type { Hearing } from './plan-words';
import { readArguments, type Fault } from './read-command';
import { staysWithin } from './stays-within';
import { shownPart, withoutTrailing } from './words';

/** A hundred ids and a long reason fit; nobody types more. */
const LONGEST = 10_000;
/** What a button can carry and a person can read. */
const LONGEST_REWRITE = 1200;
const MOST_REWRITES = 3;

type Outcome =
  | { readonly kind: 'understood'; readonly command: Understood }
  | { readonly kind: 'fault'; readonly name: CommandName; readonly fault: Fault }
  | { readonly kind: 'unknown' };

function read(text: string, hearing: Hearing): Outcome {
  if (withoutTrailing(text) === '') return { kind: 'understood', command: { kind: 'help', here: false } };
  const command = commandAt(text) ?? commandAt(withoutTrailing(text));
  if (!command) return { kind: 'unknown' };
  const reading = readArguments(command.name, command.rest, hearing);
  if ('command' in reading) return { kind: 'understood', command: reading.command };
  return { kind: 'fault', name: command.name, fault: reading.fault };
}

/** The rewrites of a fault that are understood and ask for no more than was typed, as they would be typed. */
function workingRewrites({ rewrites }: Fault, typed: string, { people, here }: Hearing): readonly string[] {
  const said = typeable(typed, people);
  const retyped = [...new Set(rewrites.map((rewrite) => typeable(rewrite, people).replace(/\s+/g, ' ').trim()))];
  const works = (text: string): boolean => {
    const outcome = text.length > LONGEST_REWRITE ? undefined : read(text, { people: [], here });
    return outcome?.kind === 'understood' && staysWithin(said, { text, command: outcome.command }, here);
  };
  return retyped.slice(0, 3 * MOST_REWRITES).filter(works).slice(0, MOST_REWRITES); // prettier-ignore
}

function malformed(
  name: CommandName,
  fault: Fault,
  { text, ...hearing }: Hearing & { readonly text: string },
): Malformed {
  const rewrites = workingRewrites(fault, text, hearing);
  const facts = Object.entries(fault.facts ?? {}).map(
    ([key, value]) => [key, typeable(value, hearing.people)] as const,
  );
  return {
    kind: 'malformed',
    command: name,
    because: fault.because,
    facts: Object.fromEntries(facts),
    rewrites: rewrites.length > 0 ? rewrites : [lookFor(commandOf(name))],
  };
}

function unknown({ text, people }: CleanMessage, here: Here): ParsedCommand {
  const typed = typeable(text, people);
  const hearing: Hearing = { people: [], here };
  const offer = (guess: string): string | undefined => {
    const outcome = read(guess, hearing);
    if (outcome.kind === 'understood') return guess;
    return outcome.kind === 'fault' ? workingRewrites(outcome.fault, guess, hearing)[0] : undefined;
  };
  return { kind: 'unknown', typed: shownPart(typed), nearest: nearestCommand(typed, offer) };
}

function readAsNames(text: string, hearing: Hearing): Named | undefined {
  const outcome = read(text, { ...hearing, takesNames: true });
  if (outcome.kind !== 'understood') return undefined;
  const { command } = outcome;
  return command.kind === 'preview' || command.kind === 'restore' || command.kind === 'whoChanged'
    ? command
    : undefined;
}

const TOO_LONG: Fault = { because: 'tooLong', rewrites: [] };

/** @param here - the zone is the speaker's, and usable (see zoneOf) */
export function parseCommand(message: Pick<Message, 'text' | 'mentions'>, here: Here): ParsedCommand {
  if (message.text.length > LONGEST) return malformed('help', TOO_LONG, { text: '', people: [], here });
  const clean = cleanText(message);
  const hearing: Hearing = { people: clean.people, here };
  const outcome = read(clean.text, hearing);
  switch (outcome.kind) {
    case 'understood':
      return outcome.command;
    case 'fault': {
      const ifNames = readAsNames(clean.text, hearing);
      return {
        ...malformed(outcome.name, outcome.fault, { ...hearing, text: clean.text }),
        ...(ifNames && { ifNames }),
      };
    }
    case 'unknown':
      return unknown(clean, here);
  }
}
