/**
 * What happens to an activity that was let in: it becomes plain data for the listener, and the listener's answer becomes what Teams
 * reads. Teams waits about 5 s for an invoke and 15 s for a message; what takes longer goes on after the turn and is posted.
 */
import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { brokenLine } from '../../shared/broken';
import { UnavailableError } from '../../shared/errors';
import type { Log } from '../../shared/log';
import type { ActivityId } from '../../shared/ids';
import type { Listener, Mention, Press, PressAnswer } from '../conversation';
import { deliveryKey, type Admission } from './admission';
import { placeOf, speakerOf, type Incoming } from './incoming';
import { fileAnswerOf } from './incoming-file-answer';
import { filesOf } from './incoming-files';
import { executeOf, submitOf } from './incoming-press';
import { LateWork } from './late-work';
import { bodyOf, errorBody, noOwnView, toastBody, type InvokeBody } from './invoke-response';
import type { Members } from './members';
import { readText, type FoundMention } from './message-text';
import { postAnswer, type PostedAnswerParts } from './posted-answer';
import { RememberedAnswers } from './remembered-answers';
import { inTime, type Patience } from './in-time';

export interface ReceptionParts extends PostedAnswerParts {
  readonly listener: Listener;
  readonly members: Members;
  readonly signOnResource: string;
  readonly patience: Patience;
  readonly log: Log;
}

const TOO_MUCH = 'That was a lot at once. Give me a minute, then I listen again.';
const CUT_OFF =
  'Rewind is being started anew and could not finish what was asked here. Look at the request’s card, and try again if it shows nothing of it.';
const MAX_LOOKED_UP = 10;
const TOLD_WITHIN_MS = 2_000;

export class Reception {
  private readonly parts: ReceptionParts;
  private readonly answers = new RememberedAnswers();
  private readonly late = new LateWork();

  constructor(parts: ReceptionParts) {
    this.parts = parts;
  }

  async message(context: TurnContext, incoming: Incoming): Promise<void> {
    const { text, mentions } = readText(incoming);
    const message = {
      activityId: (incoming.id ?? '') as ActivityId,
      place: placeOf(incoming),
      speaker: speakerOf(incoming),
      text,
      mentions: await this.withObjectIds(context, mentions),
      files: filesOf(incoming),
    };
    await this.withinTurn(incoming, this.parts.listener.message(message));
  }

  async installed(incoming: Incoming): Promise<void> {
    const where = { place: placeOf(incoming), speaker: speakerOf(incoming) };
    await this.withinTurn(incoming, this.parts.listener.installed(where));
  }

  async submit(incoming: Incoming): Promise<void> {
    const press = submitOf(incoming);
    if (!press) return;
    const answered = this.parts.listener.press(press).then(async (answer) => {
      await postAnswer(press, answer, this.parts);
    });
    await this.withinTurn(incoming, answered);
  }

  async execute(incoming: Incoming): Promise<InvokeBody> {
    const press = executeOf(incoming);
    if (!press) return errorBody(400, 'unknownPress', 'Rewind does not know this button.');
    return await this.answers.remember(deliveryKey(incoming), this.answer(incoming, press));
  }

  /** The second delivery of the same press: the same answer, and nothing is done again. */
  async repeated(incoming: Incoming): Promise<InvokeBody> {
    return await (this.answers.find(deliveryKey(incoming)) ?? toastBody('Rewind has had this press already.'));
  }

  async signInFailed(incoming: Incoming): Promise<void> {
    const { code } = (incoming.value ?? {}) as { readonly code?: unknown };
    const where = { place: placeOf(incoming), speaker: speakerOf(incoming) };
    const failed = this.parts.listener.signInFailed({ ...where, code: typeof code === 'string' ? code.slice(0, 100) : 'unknown' }); // prettier-ignore
    await this.withinTurn(incoming, failed);
  }

  /** Teams waits for an invoke only so long; the file may take longer, and what came of it is posted. */
  async fileAnswer(incoming: Incoming): Promise<void> {
    const answer = fileAnswerOf(incoming);
    if (!answer) return;
    const work = this.parts.listener.fileAnswer(answer);
    await this.within(this.parts.patience.invokeMs, incoming, work);
  }

  async tooMuch(incoming: Incoming, mayBeTold: boolean): Promise<InvokeBody> {
    if (mayBeTold && incoming.type === 'message') await this.withinTurn(incoming, this.sayIn(incoming, TOO_MUCH));
    return toastBody(TOO_MUCH);
  }

  /** Once per spell to who writes; who presses is told each time. */
  async away(incoming: Incoming, { error, mayBeTold }: Extract<Admission, { kind: 'away' }>): Promise<InvokeBody> {
    const { code, outside } = error;
    this.parts.log.warn({ code, outside, activity: incoming.type, err: error }, 'nobody can be heard');
    const sentence = this.parts.listener.wordsFor(error);
    if (mayBeTold && incoming.type === 'message') await this.withinTurn(incoming, this.sayIn(incoming, sentence));
    return executeOf(incoming)?.isRefresh ? busyBody() : toastBody(sentence);
  }

  /** Once nothing more comes in: what goes on comes to its end, and who would wait for more than that is told so. */
  async close(withinMs: number): Promise<void> {
    const cutOff = await this.late.end(withinMs);
    if (cutOff.length > 0) this.parts.log.warn({ turns: cutOff.length }, 'turns were cut off');
    const told = cutOff.map(async (incoming) => {
      await this.sayIn(incoming, CUT_OFF);
    });
    await inTime(Promise.allSettled(told), TOLD_WITHIN_MS);
  }

  private async answer(incoming: Incoming, press: Press): Promise<InvokeBody> {
    const { listener, patience, signOnResource } = this.parts;
    const answering = listener.press(press);
    try {
      const answer = await inTime(answering, patience.invokeMs);
      if (answer !== 'late') return bodyFor(press, answer, signOnResource);
    } catch (error) {
      return errorBody(500, 'broken', this.report(error, incoming));
    }
    if (press.isRefresh) return busyBody();
    const answered = answering.then(async (answer) => {
      await postAnswer(press, answer, this.parts);
    });
    this.late.keep(incoming, this.withApology(incoming, answered));
    return toastBody('Still working on it: the answer follows here.');
  }

  private async withObjectIds(context: TurnContext, mentions: readonly FoundMention[]): Promise<readonly Mention[]> {
    return await Promise.all(
      mentions.map(async ({ text, name, teamsId, objectId }, index) => {
        const mayAsk = objectId === undefined && index < MAX_LOOKED_UP;
        const found = mayAsk ? await this.parts.members.objectIdOf(context, teamsId).catch(() => undefined) : objectId;
        return { text, name, objectId: found };
      }),
    );
  }

  /** Waits for the work as long as Teams waits; it goes on afterwards, and is apologised for whenever it breaks. */
  private async withinTurn(incoming: Incoming, work: Promise<void>): Promise<void> {
    await this.within(this.parts.patience.turnMs, incoming, work);
  }

  private async within(ms: number, incoming: Incoming, work: Promise<void>): Promise<void> {
    const safe = this.withApology(incoming, work);
    this.late.keep(incoming, safe);
    await inTime(safe, ms);
  }

  private async withApology(incoming: Incoming, work: Promise<void>): Promise<void> {
    await work.catch(async (error: unknown) => {
      await this.apologise(error, incoming);
    });
  }

  private async apologise(error: unknown, incoming: Incoming): Promise<void> {
    const sentence = this.report(error, incoming);
    await this.sayIn(incoming, sentence).catch((cause: unknown) => {
      this.parts.log.error({ err: cause }, 'an apology could not be posted');
    });
  }

  private async sayIn(incoming: Incoming, text: string): Promise<void> {
    await this.parts.teams.post(placeOf(incoming).conversationId, { summary: text, text });
  }

  private report(error: unknown, incoming: Incoming): string {
    const by = speakerOf(incoming).personId;
    if (error instanceof UnavailableError) {
      const { code, outside } = error;
      this.parts.log.warn(
        { code, outside, err: error, activity: incoming.type, by },
        'a turn is answered with what is away',
      );
      return this.parts.listener.wordsFor(error);
    }
    const reference = randomUUID().slice(0, 8);
    this.parts.log.error({ err: error, reference, activity: incoming.type, by }, 'a turn broke');
    return brokenLine(reference);
  }
}

const busyBody = (): InvokeBody => errorBody(503, 'busy', 'Rewind is busy.');

/** A refresh that Teams makes by itself asks nobody to sign in, and tells nobody anything: there the shared card stays. */
function bodyFor(press: Press, answer: PressAnswer, signOnResource: string): InvokeBody {
  if (press.isRefresh && answer.kind !== 'card') return noOwnView();
  return bodyOf(answer, { place: press.place, signOnResource });
}
