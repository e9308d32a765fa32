/** How far people have come since the newest incident, read from what is there: the cards that wait for somebody, and the tenant's jobs. */
import type { JsonObject } from '../../shared/json';
import { MEMBERS } from '../cast';
import type { Incident } from '../graph/state/pretend-graph';
import type { TenantJob } from '../graph/state/tenant-job';
import { buttonsOf } from '../teams/card-reading';
import type { TeamsMessage } from '../teams/chat';
import type { ConsoleWorld } from './console-world';
import { wishAfter } from './incident-words';
import { PLACE_NAMES } from './people';
import type { ShownStory } from './wire';

type Waits = 'forPreview' | 'forApproval' | 'forJob';

const BUTTONS: readonly (readonly [RegExp, Waits])[] = [
  [/^(Approve|Run now)\b/, 'forApproval'],
  [/^Start preview/, 'forPreview'],
  [/^Cancel/, 'forJob'],
];
/** The toast of a list of changes. */
const CHANGES = /^R-\w+: [\d,]+ changes?\b/;

/** While Rewind reads, its card has no button. */
const READING = /reading the changes/i;

const FIRST: Incident = { kind: 'massDisable', at: new Date(0) };

interface Waiting {
  readonly message: TeamsMessage;
  readonly waits: Waits;
}

export function storyOf({ sandbox }: ConsoleWorld): ShownStory {
  const { lastIncident = FIRST, jobs } = sandbox.graph.state;
  const messages = messagesSince(lastIncident.at, sandbox.teams);
  const started = jobs.list().filter(({ origin, startedAt }) => origin === 'api' && startedAt >= lastIncident.at);
  const finished = started.find(({ kind, status }) => kind === 'recovery' && status === 'successful');
  const waiting = newestWaiting(messages, sandbox.teams);
  return {
    stage: waiting && !isLeftOver(waiting, finished) ? stageOf(waiting, started) : finished ? 'finished' : 'nothing',
    by: waiting?.waits === 'forPreview' ? askerOf(waiting.message, messages) : starterOf(started),
    wish: wishFor(lastIncident, sandbox.graph.state),
    hasLooked: messages.some(({ content }) => CHANGES.test(content.summary ?? '')),
  };
}

/** The newest snapshot that is older than the incident; where there is none, the oldest one says the same as all. */
function wishFor({ kind, at }: Incident, graph: Graph): string {
  const snapshots = graph.listSnapshots();
  const older = snapshots.findIndex(({ createdAt }) => createdAt < at);
  return wishAfter(kind, older < 0 ? Math.max(snapshots.length, 1) : older + 1);
}

type Graph = ConsoleWorld['sandbox']['graph']['state'];
type Chats = ConsoleWorld['sandbox']['teams'];

/** Oldest first. */
function messagesSince(time: Date, teams: Chats): readonly TeamsMessage[] {
  const all = MEMBERS.flatMap((person) => PLACE_NAMES.flatMap((place) => teams.messagesIn(person, place)));
  return [...new Set(all)].filter(({ at }) => at >= time).sort((one, other) => Number(one.id) - Number(other.id));
}

function newestWaiting(messages: readonly TeamsMessage[], teams: Chats): Waiting | undefined {
  for (const message of messages.toReversed()) {
    if (READING.test(message.content.summary ?? '')) return { message, waits: 'forJob' };
    const waits = MEMBERS.map((person) => waitsOn(teams.cardOf(person, message))).find((found) => found !== undefined);
    if (waits) return { message, waits };
  }
  return undefined;
}

const known = new WeakMap<JsonObject, { readonly waits: Waits | undefined }>();

/** A card never changes: another one takes its place. */
function waitsOn(card: JsonObject | undefined): Waits | undefined {
  if (!card) return undefined;
  const read = known.get(card) ?? { waits: waitsFor(buttonsOf(card).map(({ title }) => title)) };
  known.set(card, read);
  return read.waits;
}

const waitsFor = (titles: readonly string[]): Waits | undefined =>
  BUTTONS.find(([button]) => titles.some((title) => button.test(title)))?.[1];

/** Asked for twice, and one of them was finished. */
const isLeftOver = ({ message, waits }: Waiting, finished: TenantJob | undefined): boolean =>
  waits === 'forPreview' && finished !== undefined && message.at < finished.startedAt;

function stageOf({ waits }: Waiting, [newest]: readonly TenantJob[]): ShownStory['stage'] {
  if (waits === 'forPreview') return 'planned';
  if (waits === 'forApproval') return 'awaitingApproval';
  return newest?.kind === 'recovery' ? 'recovering' : 'previewing';
}

function starterOf(started: readonly TenantJob[]): string | undefined {
  const by = started.find(({ kind }) => kind === 'preview')?.by;
  return MEMBERS.find(({ id }) => by?.kind === 'person' && by.id === id)?.alias;
}

function askerOf({ id, place }: TeamsMessage, messages: readonly TeamsMessage[]): string | undefined {
  const asked = messages.findLast((message) => message.place === place && message.from !== 'bot' && Number(message.id) < Number(id)); // prettier-ignore
  return asked && asked.from !== 'bot' ? asked.from.alias : undefined;
}
