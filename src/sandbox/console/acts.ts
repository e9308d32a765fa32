/** What somebody at the console can do, each read from JSON and done to the pretend world. */
import { z } from 'zod/v4';
import type { CastMember } from '../cast';
import { MEMBERS } from '../cast';
import { INCIDENT_KINDS } from '../graph/seed/incidents';
import { findButton } from '../teams/card-reading';
import type { Pressed } from '../teams/presses';
import type { ConsoleWorld } from './console-world';
import { personCalled, PLACE_NAMES } from './people';
import { RefusedAct } from './refused-act';
import { isSignInPage, showSignIn } from './sign-in-window';
import { addFault, isFault, isOutside, startOutside } from './troubles';
import type { PressAnswer } from './wire';

const LONGEST_TEXT = 4_000;
const LARGEST_FILE = 5_000_000;
const FASTEST = 3_600;
const LONGEST_JUMP_MS = 30 * 86_400_000;

const person = z.string().transform(personCalled);
const place = z.enum(PLACE_NAMES);
const zone = z.string().max(60).optional();
const inputs = z.record(z.string(), z.string().max(LONGEST_TEXT));

const file = z.object({ name: z.string().min(1).max(200), base64: z.base64().max(LARGEST_FILE * 1.4) });
const saying = z.object({ person, place, text: z.string().max(LONGEST_TEXT), threadId: z.string().optional(), zone, file: file.optional() }); // prettier-ignore
const pressing = z.object({
  person,
  place,
  messageId: z.string(),
  button: z.string(),
  position: z.number().int().min(0),
  inputs,
  form: z.enum(['execute', 'submit']),
  zone,
});

const answeringFile = z.object({ person, messageId: z.string(), answer: z.enum(['accept', 'decline']) });

type Act = (body: unknown, world: ConsoleWorld) => unknown;

/** Reads the body first. @throws ZodError, RefusedAct */
function act<Body extends z.ZodType>(body: Body, run: (read: z.output<Body>, world: ConsoleWorld) => unknown): Act {
  return (sent, world) => run(body.parse(sent), world);
}

export const ACTS = {
  say: act(saying, say),
  press: act(pressing, press),
  open: act(z.object({ person, place }), async ({ person: who, place: where }, { sandbox }) => {
    if (sandbox.teams.isOpen(who, where)) await sandbox.teams.opens(who, where);
  }),
  'sign-in': act(z.object({ url: z.string(), account: person.optional() }), showSignIn),
  'sign-in/closed': act(z.object({ person }), closeSignIn),
  'file/answer': act(answeringFile, answerFile),
  incident: act(z.object({ kind: z.enum(INCIDENT_KINDS as [never, ...never[]]) }), ({ kind }, { sandbox }) => {
    sandbox.graph.state.runIncident(kind);
  }),
  speed: act(z.object({ factor: z.number().min(1).max(FASTEST) }), ({ factor }, { sandbox }) => {
    sandbox.clock.runAt(factor);
  }),
  jump: act(z.object({ ms: z.number().int().positive().max(LONGEST_JUMP_MS) }), ({ ms }, { sandbox }) => {
    sandbox.clock.jump(ms);
  }),
  trouble: act(z.object({ key: z.string() }), makeTrouble),
  'trouble/end': act(z.object({}), (_, { sandbox }) => {
    sandbox.graph.faults.clear();
  }),
  role: act(z.object({ person, isActive: z.boolean() }), ({ person: { id }, isActive }, { sandbox }) => {
    if (isActive) sandbox.graph.state.activateRoles(id);
    else sandbox.graph.state.deactivateRoles(id);
  }),
} satisfies Readonly<Record<string, Act>>;

async function say(
  { person: who, place: where, text, threadId, zone: at, file: sent }: z.output<typeof saying>,
  { sandbox: { teams } }: ConsoleWorld,
) {
  // prettier-ignore
  if (text.trim() === '' && !sent) throw new RefusedAct('There is nothing to send.');
  if (sent && where !== 'personal') throw new RefusedAct('Teams hands files to a bot in personal chats only.');
  const kept = sent && { name: sent.name, downloadUrl: teams.files.keep(new Uint8Array(Buffer.from(sent.base64, 'base64'))) }; // prettier-ignore
  const mentions = MEMBERS.filter(({ name }) => text.includes(`@${name}`));
  return { id: await teams.says(who, where, { text, mentions, threadId, zone: at, file: kept }) };
}

async function press(
  { person: who, place: where, messageId, ...pressed }: z.output<typeof pressing>,
  world: ConsoleWorld,
): Promise<PressAnswer> {
  const { teams } = world.sandbox;
  const message = teams.messagesIn(who, where).find(({ id }) => id === messageId);
  const card = message && teams.cardOf(who, message);
  if (!card || !findButton(card, pressed.button)) throw new RefusedAct('The card has changed meanwhile.');
  return shownTo(await teams.presses(who, where, { card: messageId, ...pressed }), world);
}

function shownTo(answer: Pressed, world: ConsoleWorld): PressAnswer {
  if (answer.kind === 'card') return { kind: 'card' };
  return answer.kind === 'link' ? { ...answer, isSignIn: isSignInPage(answer.url, world) } : answer;
}

/** The page has said that all went well, and Teams repeats what was pressed. */
async function closeSignIn(
  { person: who }: { readonly person: CastMember },
  world: ConsoleWorld,
): Promise<PressAnswer> {
  const { teams } = world.sandbox;
  if (!teams.pendingSignIn(who)) return { kind: 'nothing', because: 'no press waits for it' };
  return shownTo(await teams.signedIn(who), world);
}

/** The offer says what came of it. */
async function answerFile(
  { person: who, messageId, answer }: z.output<typeof answeringFile>,
  { sandbox: { teams } }: ConsoleWorld,
): Promise<void> {
  const offer = teams.messagesIn(who, 'personal').find(({ id }) => id === messageId)?.content.botFile;
  if (offer?.kind !== 'offered') throw new RefusedAct('That file is not offered any more.');
  const answered = await teams.fileAnswers.answers(who, answer, { messageId });
  if (!answered) throw new RefusedAct('Rewind did not answer in time. Try again.');
}

function makeTrouble({ key }: { readonly key: string }, { sandbox: { graph } }: ConsoleWorld): void {
  if (isFault(key)) addFault(graph.faults, key);
  else if (!isOutside(key)) throw new RefusedAct('There is no such trouble.');
  else if (!startOutside(graph.state, key)) throw new RefusedAct('The slot is taken already.');
}
